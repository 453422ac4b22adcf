package org.postmeister.common.rest.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postmeister.common.rest.Conflicts;
import org.postmeister.common.rest.Unprocessable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/**
 * What {@link Conflicts} and {@link Unprocessable} say, with an example for each code; the
 * library's annotation would take the place of the success.
 */
@Component
class RefusalResponses implements GlobalOperationCustomizer {

  private static final Pattern CODE = Pattern.compile("`([a-z]+_[a-z_]+)`");

  private final Examples examples;

  RefusalResponses(Examples examples) {
    this.examples = examples;
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    Conflicts conflicts = method.getMethodAnnotation(Conflicts.class);
    if (conflicts != null) {
      List<String> codes =
          CODE.matcher(conflicts.value()).results().map(result -> result.group(1)).toList();
      add(operation, HttpStatus.CONFLICT, conflicts.value(), codes);
    }
    Unprocessable unprocessable = method.getMethodAnnotation(Unprocessable.class);
    if (unprocessable != null) {
      List<String> codes =
          Stream.concat(Stream.of("validation_failed"), Arrays.stream(unprocessable.value()))
              .toList();
      String description = codes.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
      add(operation, HttpStatus.UNPROCESSABLE_CONTENT, description, codes);
    }
    return operation;
  }

  private void add(Operation operation, HttpStatus status, String description, List<String> codes) {
    MediaType problem = new MediaType().schema(new Schema<>().$ref(ErrorResponses.PROBLEM));
    codes.forEach(code -> problem.addExamples(code, example(status, code)));
    operation
        .getResponses()
        .addApiResponse(
            Integer.toString(status.value()),
            new ApiResponse()
                .description(description)
                .content(
                    new Content()
                        .addMediaType(
                            org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            problem)));
  }

  private Example example(HttpStatus status, String code) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("title", status.getReasonPhrase());
    members.put("status", status.value());
    members.put("code", code);
    examples.ofProblem(code).forEach((name, value) -> members.put((String) name, value));
    return new Example().value(members);
  }
}
