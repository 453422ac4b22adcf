package org.postmeister.common.rest;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.postmeister.common.Languages;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** The HTTP API as a whole: its languages and its description. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

  private static final String BASIC = "basic";
  private static final String BEARER = "bearer";

  @Bean
  LocaleResolver localeResolver() {
    AcceptHeaderLocaleResolver resolver = new AcceptHeaderLocaleResolver();
    resolver.setSupportedLocales(Languages.ALL);
    resolver.setDefaultLocale(Languages.DEFAULT);
    return resolver;
  }

  /** For what comes in from outside, over whatever protocol. */
  @Bean
  MemoryBudget requestMemory() {
    return MemoryBudget.ofThisJvm();
  }

  @Bean
  OpenAPI openApi(ObjectProvider<BuildProperties> build) {
    BuildProperties properties = build.getIfAvailable();
    return new OpenAPI()
        .info(
            new Info()
                .title("Postmeister")
                .description(
                    "Decides how a multi-tenant system sends its mail. Errors are problem details"
                        + " (RFC 9457) with a stable code; updates honour ETag and If-Match.")
                .version(properties == null ? "development" : properties.getVersion()))
        .components(
            new Components()
                .addSecuritySchemes(
                    BASIC, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic"))
                .addSecuritySchemes(
                    BEARER,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("An API token")))
        .addSecurityItem(new SecurityRequirement().addList(BEARER))
        .addSecurityItem(new SecurityRequirement().addList(BASIC));
  }
}
