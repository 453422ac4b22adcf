package org.postmeister.common.rest.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.postmeister.common.rest.Conflicts;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** What {@link Conflicts} says; the library's annotation would take the place of the success. */
@Component
class ConflictResponses implements GlobalOperationCustomizer {

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    Conflicts conflicts = method.getMethodAnnotation(Conflicts.class);
    if (conflicts != null) {
      operation
          .getResponses()
          .addApiResponse("409", new ApiResponse().description(conflicts.value()));
    }
    return operation;
  }
}
