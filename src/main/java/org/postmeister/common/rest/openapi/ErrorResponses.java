package org.postmeister.common.rest.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * What each operation answers if something is wrong: what follows from its parameters and body, and
 * 409 where the operation itself says so.
 */
@Component
class ErrorResponses implements OpenApiCustomizer {

  private static final String PROBLEM_JSON =
      org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;
  static final String PROBLEM = "#/components/schemas/ProblemDetail";
  private static final String FIELD_ERROR = "#/components/schemas/FieldError";

  /** What any operation may answer. */
  private enum Refusal {
    MALFORMED_REQUEST("MalformedRequest", HttpStatus.BAD_REQUEST, "malformed_request", false),
    UNAUTHENTICATED("Unauthenticated", HttpStatus.UNAUTHORIZED, "unauthenticated", false),
    FORBIDDEN("Forbidden", HttpStatus.FORBIDDEN, "forbidden", false),
    NOT_FOUND("NotFound", HttpStatus.NOT_FOUND, "not_found", false),
    NOT_ACCEPTABLE("NotAcceptable", HttpStatus.NOT_ACCEPTABLE, "not_acceptable", false),
    REQUEST_TIMEOUT("RequestTimeout", HttpStatus.REQUEST_TIMEOUT, "request_timeout", false),
    VERSION_CONFLICT("VersionConflict", HttpStatus.PRECONDITION_FAILED, "version_conflict", false),
    PAYLOAD_TOO_LARGE("PayloadTooLarge", HttpStatus.CONTENT_TOO_LARGE, "payload_too_large", false),
    UNSUPPORTED_MEDIA_TYPE(
        "UnsupportedMediaType", HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", false),
    VALIDATION_FAILED(
        "ValidationFailed", HttpStatus.UNPROCESSABLE_CONTENT, "validation_failed", false),
    RATE_LIMITED("RateLimited", HttpStatus.TOO_MANY_REQUESTS, "rate_limited", true),
    INTERNAL_ERROR("InternalError", HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", false),
    SERVICE_UNAVAILABLE(
        "ServiceUnavailable", HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", true);

    private final String component;
    private final HttpStatus status;
    private final String code;
    private final boolean isForLater;

    Refusal(String component, HttpStatus status, String code, boolean isForLater) {
      this.component = component;
      this.status = status;
      this.code = code;
      this.isForLater = isForLater;
    }
  }

  private final MessageSource messages;
  private final Examples examples;

  ErrorResponses(MessageSource messages, Examples examples) {
    this.messages = messages;
    this.examples = examples;
  }

  @Override
  public void customise(OpenAPI api) {
    // Instead of what the library makes of Spring's class, where an operation names it.
    api.getComponents()
        .addSchemas("ProblemDetail", problem())
        .addSchemas("FieldError", fieldError());
    for (Refusal refusal : Refusal.values()) {
      api.getComponents().addResponses(refusal.component, response(refusal));
    }
    api.getPaths().values().stream()
        .map(PathItem::readOperations)
        .flatMap(List::stream)
        .forEach(ErrorResponses::describe);
  }

  private static void describe(Operation operation) {
    boolean hasBody = operation.getRequestBody() != null;
    boolean isPublic = operation.getSecurity() != null && operation.getSecurity().isEmpty();
    if (hasBody || has(operation, "query") || has(operation, "path")) {
      add(operation, Refusal.MALFORMED_REQUEST);
    }
    if (!isPublic) {
      add(operation, Refusal.UNAUTHENTICATED);
      add(operation, Refusal.FORBIDDEN);
    }
    // A filter may name a tenant that does not exist.
    if (has(operation, "path") || has(operation, "tenant")) {
      add(operation, Refusal.NOT_FOUND);
    }
    add(operation, Refusal.NOT_ACCEPTABLE);
    if (hasBody) {
      add(operation, Refusal.REQUEST_TIMEOUT);
    }
    if (has(operation, HttpHeaders.IF_MATCH)) {
      add(operation, Refusal.VERSION_CONFLICT);
    }
    if (hasBody) {
      add(operation, Refusal.PAYLOAD_TOO_LARGE);
      add(operation, Refusal.UNSUPPORTED_MEDIA_TYPE);
    }
    if (hasBody || has(operation, "query")) {
      add(operation, Refusal.VALIDATION_FAILED);
    }
    add(operation, Refusal.RATE_LIMITED);
    add(operation, Refusal.INTERNAL_ERROR);
    add(operation, Refusal.SERVICE_UNAVAILABLE);
  }

  // Where a parameter is, or the name of a header.
  private static boolean has(Operation operation, String what) {
    List<Parameter> parameters = operation.getParameters();
    return parameters != null
        && parameters.stream()
            .anyMatch(each -> what.equals(each.getIn()) || what.equals(each.getName()));
  }

  private static void add(Operation operation, Refusal refusal) {
    operation
        .getResponses()
        .putIfAbsent(
            Integer.toString(refusal.status.value()),
            new ApiResponse().$ref("#/components/responses/" + refusal.component));
  }

  private ApiResponse response(Refusal refusal) {
    ApiResponse response =
        new ApiResponse()
            .description(refusal.status.getReasonPhrase() + ": `" + refusal.code + "`")
            .content(
                new Content()
                    .addMediaType(
                        PROBLEM_JSON,
                        new MediaType()
                            .schema(new Schema<>().$ref(PROBLEM))
                            .example(example(refusal.status, refusal.code))));
    return refusal.isForLater
        ? response.addHeaderObject(
            HttpHeaders.RETRY_AFTER,
            new Header()
                .description("When to try again, in seconds")
                .schema(new IntegerSchema().minimum(BigDecimal.ZERO)))
        : response;
  }

  private Map<String, Object> example(HttpStatus status, String code) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("type", "about:blank");
    example.put("title", status.getReasonPhrase());
    example.put("status", status.value());
    example.put("detail", messages.getMessage("problem." + code, null, Locale.ENGLISH));
    example.put("code", code);
    examples.ofProblem(code).forEach((name, value) -> example.put((String) name, value));
    return example;
  }

  private static Schema<?> problem() {
    Schema<?> errors = new ArraySchema().items(new Schema<>().$ref(FIELD_ERROR));
    errors.setDescription(
        "With validation_failed, and malformed_request of parameters: what is wrong with which");
    Schema<?> problem = new ObjectSchema();
    problem.setDescription("Problem details (RFC 9457); some codes have further members");
    problem.addProperty(
        "type",
        described(
            new StringSchema().format("uri-reference"), "Always about:blank; code says more"));
    problem.addProperty("title", described(new StringSchema(), "The status in words"));
    problem.addProperty("status", described(new IntegerSchema(), "The status of the response"));
    problem.addProperty(
        "detail", described(new StringSchema(), "What happened, in the requested language"));
    problem.addProperty(
        "instance",
        described(new StringSchema().format("uri-reference"), "The path of the request"));
    problem.addProperty("code", described(new StringSchema(), "Stable, for programs"));
    problem.addProperty("errors", errors);
    problem.addProperty("reason", described(new StringSchema(), "With mail_unavailable"));
    problem.addProperty("what", described(new StringSchema(), "With not_allowed_by_policy"));
    problem.addProperty("maxTenants", described(new IntegerSchema(), "With license_exceeded"));
    problem.addProperty(
        "blockers",
        described(
            new ArraySchema()
                .items(
                    new ObjectSchema()
                        .addProperty("owner", new StringSchema())
                        .addProperty("feature", new StringSchema())),
            "With downgrade_blocked: what is in the way"));
    problem.addProperty("feature", described(new StringSchema(), "With feature_not_available"));
    problem.addProperty(
        "requiredVersions", described(new StringSchema(), "With feature_not_available"));
    problem.addProperty(
        "platformVersion", described(new StringSchema(), "With feature_not_available"));
    problem.addProperty(
        "retryAfter",
        described(new IntegerSchema(), "When to try again, in seconds, as Retry-After"));
    problem.addProperty("from", described(new StringSchema(), "With sender_not_allowed"));
    problem.addProperty(
        "senderAddress",
        described(new StringSchema(), "With sender_not_allowed: who mail can be from"));
    problem.addProperty(
        "headers",
        described(new ArraySchema().items(new StringSchema()), "With header_not_allowed"));
    problem.setRequired(List.of("title", "status", "detail", "code"));
    return problem;
  }

  private static Schema<?> fieldError() {
    Schema<?> error = new ObjectSchema();
    error.addProperty("field", described(new StringSchema(), "Dotted, as in the request"));
    error.addProperty("code", described(new StringSchema(), "Stable, for programs"));
    error.addProperty("message", described(new StringSchema(), "In the requested language"));
    error.setRequired(List.of("field", "code", "message"));
    return error;
  }

  private static Schema<?> described(Schema<?> schema, String description) {
    schema.setDescription(description);
    return schema;
  }
}
