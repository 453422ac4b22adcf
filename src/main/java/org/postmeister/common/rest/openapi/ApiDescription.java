package org.postmeister.common.rest.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.SpringDocCustomizers;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.SpringDocProviders;
import org.springdoc.core.service.AbstractRequestService;
import org.springdoc.core.service.GenericResponseService;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.core.service.OperationService;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.stereotype.Component;

/**
 * The description with the server of the request that asks for it. Springdoc writes that into what
 * all requests share, or keeps that of the first one.
 */
@Component
class ApiDescription extends OpenApiWebMvcResource {

  ApiDescription(
      ObjectFactory<OpenAPIService> descriptions,
      AbstractRequestService requests,
      GenericResponseService responses,
      OperationService operations,
      SpringDocConfigProperties properties,
      SpringDocProviders providers,
      SpringDocCustomizers customizers) {
    super(descriptions, requests, responses, operations, properties, providers, customizers);
  }

  @Override
  protected OpenAPI getOpenApi(@Nullable String server, Locale locale) {
    OpenAPI shared = super.getOpenApi(server, locale);
    return new OpenAPI(shared.getSpecVersion())
        .openapi(shared.getOpenapi())
        .jsonSchemaDialect(shared.getJsonSchemaDialect())
        .info(shared.getInfo())
        .externalDocs(shared.getExternalDocs())
        .servers(List.of(new Server().url(server).description("This installation")))
        .security(shared.getSecurity())
        .tags(shared.getTags())
        .paths(shared.getPaths())
        .webhooks(shared.getWebhooks())
        .components(shared.getComponents())
        .extensions(shared.getExtensions());
  }
}
