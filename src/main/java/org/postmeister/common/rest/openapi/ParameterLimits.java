package org.postmeister.common.rest.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import org.postmeister.common.config.RequestLimits;
import org.postmeister.common.rest.NextPage;
import org.postmeister.common.rest.PageJson;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** The limits of parameters that many operations have, which are those that check them. */
@Component
class ParameterLimits implements OpenApiCustomizer {

  @Override
  public void customise(OpenAPI api) {
    Descriptions.parameters(api).forEach(ParameterLimits::describe);
  }

  private static void describe(Parameter parameter) {
    Schema<?> schema = parameter.getSchema();
    switch (parameter.getName()) {
      case "page" -> schema.minimum(BigDecimal.ZERO);
      case "size" -> schema.minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(PageJson.MAX_SIZE));
      case "limit" -> schema.minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(NextPage.MOST));
      case "query", "messageId" -> schema.maxLength(RequestLimits.SEARCHED_LENGTH);
      default -> {
        // Not of more than one operation, or without limits.
      }
    }
  }
}
