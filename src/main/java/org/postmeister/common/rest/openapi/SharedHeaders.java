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

/**
 * Headers of many operations: Accept-Language; ETag with If-Match and If-None-Match; Location of
 * what was created; Link to the next page; RateLimit where messages are accepted.
 */
@Component
class SharedHeaders implements OpenApiCustomizer {

  private static final String LANGUAGE = "AcceptLanguage";
  private static final String IF_NONE_MATCH = "IfNoneMatch";
  private static final String ENTITY_TAG = "ETag";
  private static final String CONTENT_TAG = "ContentETag";
  private static final String LIMIT = "RateLimit";
  private static final String LIMIT_POLICY = "RateLimitPolicy";
  private static final String NOT_MODIFIED = "NotModified";

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
        .addParameters(
            IF_NONE_MATCH,
            new HeaderParameter()
                .name(HttpHeaders.IF_NONE_MATCH)
                .description("The ETag of an earlier response: 304 if this one would be the same")
                .schema(new StringSchema()))
        .addHeaders(ENTITY_TAG, header("The version of what was read or written, for If-Match"))
        .addHeaders(CONTENT_TAG, header("The same as long as the response is, for If-None-Match"))
        .addHeaders(
            HttpHeaders.LOCATION,
            header("What was created, relative to the address of the request"))
        .addHeaders(
            HttpHeaders.LINK,
            header("The next page: `<...>; rel=\"next\"`; missing on the last one"))
        .addHeaders(
            LIMIT_POLICY,
            header("How many messages of the tenant may be waiting: `\"waiting-messages\";q=...`"))
        .addHeaders(LIMIT, header("How many more are accepted: `\"waiting-messages\";r=...`"))
        .addResponses(
            NOT_MODIFIED, new ApiResponse().description("Not Modified: unchanged since that ETag"));
    api.getPaths().values().forEach(SharedHeaders::describe);
  }

  private static Header header(String description) {
    return new Header().description(description).schema(new StringSchema());
  }

  private static void describe(PathItem path) {
    for (Operation operation : path.readOperations()) {
      operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + LANGUAGE));
      describe(operation);
    }
    Operation get = path.getGet();
    if (path.readOperations().stream().anyMatch(each -> has(each, HttpHeaders.IF_MATCH))) {
      Stream.of(get, path.getPut(), path.getPatch())
          .filter(Objects::nonNull)
          .forEach(operation -> add("200", operation, HttpHeaders.ETAG, ENTITY_TAG));
    } else if (get != null && hasDocument(get)) {
      get.addParametersItem(new Parameter().$ref("#/components/parameters/" + IF_NONE_MATCH));
      get.getResponses()
          .addApiResponse("304", new ApiResponse().$ref("#/components/responses/" + NOT_MODIFIED));
      add("200", get, HttpHeaders.ETAG, CONTENT_TAG);
    }
  }

  private static void describe(Operation operation) {
    add("201", operation, HttpHeaders.LOCATION, HttpHeaders.LOCATION);
    add("202", operation, HttpHeaders.LOCATION, HttpHeaders.LOCATION);
    if (has(operation, "limit") || has(operation, "size")) {
      add("200", operation, HttpHeaders.LINK, HttpHeaders.LINK);
    }
    if ("sendMessage".equals(operation.getOperationId())) {
      add("202", operation, LIMIT, LIMIT);
      add("202", operation, "RateLimit-Policy", LIMIT_POLICY);
    }
    if ("sendMessages".equals(operation.getOperationId())) {
      add("200", operation, LIMIT, LIMIT);
      add("200", operation, "RateLimit-Policy", LIMIT_POLICY);
    }
  }

  // What is written piece by piece has no tag.
  private static boolean hasDocument(Operation operation) {
    ApiResponse response = operation.getResponses().get("200");
    return response != null
        && response.getContent() != null
        && response.getContent().containsKey("application/json");
  }

  private static boolean has(Operation operation, String parameter) {
    List<Parameter> parameters = operation.getParameters();
    return parameters != null
        && parameters.stream().anyMatch(each -> parameter.equals(each.getName()));
  }

  private static void add(String status, Operation operation, String name, String component) {
    ApiResponse response = operation.getResponses().get(status);
    if (response != null) {
      response.addHeaderObject(name, new Header().$ref("#/components/headers/" + component));
    }
  }
}
