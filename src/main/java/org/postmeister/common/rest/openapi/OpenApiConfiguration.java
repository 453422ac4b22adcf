package org.postmeister.common.rest.openapi;

import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import java.net.URI;
import java.util.Comparator;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the description says of the API as a whole. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  /** Of the API, not of Postmeister; docs/api-changelog.md says what each has changed. */
  private static final String VERSION = "1.3.0";

  private static final String BASIC = "basic";
  private static final String BEARER = "bearer";

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Postmeister")
                .description(
                    "Decides how a multi-tenant system sends its mail. Errors are problem details"
                        + " (RFC 9457) with a stable code; updates honour ETag and If-Match.")
                .version(VERSION)
                .license(
                    new License()
                        .name("All rights reserved")
                        .identifier("LicenseRef-All-Rights-Reserved")))
        .components(
            new Components()
                .addSecuritySchemes(
                    BASIC,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("basic")
                        .description("An account: its address, or login, and its password"))
                .addSecuritySchemes(
                    BEARER,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description(
                            "An API token. Each operation names the scopes that it needs:"
                                + " messages:send, messages:read, admin, system:mail-server.")))
        .addSecurityItem(new SecurityRequirement().addList(BEARER, "admin"))
        .addSecurityItem(new SecurityRequirement().addList(BASIC));
  }

  /** Only the path: behind a proxy neither host nor port are known, or to be trusted. */
  @Bean
  ServerBaseUrlCustomizer relativeServer() {
    return (url, request) -> {
      String path = URI.create(url).getRawPath();
      return path == null || path.isEmpty() ? "/" : path;
    };
  }

  /** In the same order each time, so that versions can be compared. */
  @Bean
  OpenApiCustomizer order() {
    return api -> api.getTags().sort(Comparator.comparing(Tag::getName));
  }

  @Bean
  ModelResolver modelNames(ObjectMapperProvider mappers) {
    return new ModelResolver(mappers.jsonMapper(), new PageNames());
  }

  @Bean
  ModelConverter recordSchemas() {
    return new RecordSchemaConverter();
  }
}
