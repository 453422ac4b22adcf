package org.postmeister.common.rest.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postmeister.common.rest.Conflicts;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** What {@link Conflicts} says; the library's annotation would take the place of the success. */
@Component
class ConflictResponses implements GlobalOperationCustomizer {

  private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

  private final Examples examples;

  ConflictResponses(Examples examples) {
    this.examples = examples;
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    Conflicts conflicts = method.getMethodAnnotation(Conflicts.class);
    if (conflicts != null) {
      operation
          .getResponses()
          .addApiResponse(
              Integer.toString(HttpStatus.CONFLICT.value()),
              new ApiResponse()
                  .description(conflicts.value())
                  .content(
                      new Content()
                          .addMediaType(
                              org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                              new MediaType()
                                  .schema(new Schema<>().$ref(ErrorResponses.PROBLEM))
                                  .example(example(conflicts.value())))));
    }
    return operation;
  }

  // Of the first code that is named.
  private Map<String, Object> example(String description) {
    Matcher code = CODE.matcher(description);
    if (!code.find()) {
      throw new IllegalStateException("No code is named in: " + description);
    }
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("title", HttpStatus.CONFLICT.getReasonPhrase());
    example.put("status", HttpStatus.CONFLICT.value());
    example.put("code", code.group(1));
    examples.ofProblem(code.group(1)).forEach((name, value) -> example.put((String) name, value));
    return example;
  }
}
