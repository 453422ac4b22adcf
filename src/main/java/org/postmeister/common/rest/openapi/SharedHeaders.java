package org.postmeister.common.rest.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.postmeister.common.Languages;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Headers of many operations: Accept-Language, and ETag with If-Match. */
@Component
class SharedHeaders implements OpenApiCustomizer {

  private static final String LANGUAGE = "AcceptLanguage";
  private static final String ENTITY_TAG = "ETag";

  @Override
  public void customise(OpenAPI api) {
    StringSchema language = new StringSchema();
    language.setExample(Languages.DEFAULT.toLanguageTag());
    api.getComponents()
        .addParameters(
            LANGUAGE,
            new HeaderParameter()
                .name(HttpHeaders.ACCEPT_LANGUAGE)
                .description("The language of sentences in responses: en or de")
                .schema(language))
        .addHeaders(
            ENTITY_TAG,
            new Header()
                .description("The version of what was read or written, for If-Match")
                .schema(new StringSchema()));
    api.getPaths().values().forEach(SharedHeaders::describe);
  }

  private static void describe(PathItem path) {
    boolean hasVersions = path.readOperations().stream().anyMatch(SharedHeaders::honoursVersions);
    for (Operation operation : path.readOperations()) {
      operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + LANGUAGE));
    }
    if (hasVersions) {
      Stream.of(path.getGet(), path.getPut(), path.getPatch())
          .filter(Objects::nonNull)
          .map(operation -> operation.getResponses().get("200"))
          .forEach(SharedHeaders::addEntityTag);
    }
  }

  private static boolean honoursVersions(Operation operation) {
    List<Parameter> parameters = operation.getParameters();
    return parameters != null
        && parameters.stream().anyMatch(each -> HttpHeaders.IF_MATCH.equals(each.getName()));
  }

  private static void addEntityTag(ApiResponse response) {
    response.addHeaderObject(
        HttpHeaders.ETAG, new Header().$ref("#/components/headers/" + ENTITY_TAG));
  }
}
