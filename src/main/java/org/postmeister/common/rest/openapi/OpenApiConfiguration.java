package org.postmeister.common.rest.openapi;

import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.net.URI;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the description says of the API as a whole. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  private static final String BASIC = "basic";
  private static final String BEARER = "bearer";

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
                            "An API token. Its scopes say what it is good for: messages:send,"
                                + " messages:read, admin.")))
        .addSecurityItem(new SecurityRequirement().addList(BEARER))
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

  @Bean
  ModelConverter nullability() {
    return new NullabilityConverter();
  }
}
