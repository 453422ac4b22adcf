package org.postmeister.common.rest.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.postmeister.common.config.RequestLimits;
import org.postmeister.common.rest.NextPage;
import org.postmeister.common.rest.PageJson;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** What parameters of many operations mean, and their limits, which are those that check them. */
@Component
class SharedParameters implements OpenApiCustomizer {

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("tenant", "The name of a tenant"),
          Map.entry("email", "The login of an account: an e-mail address, except for sadmin"),
          Map.entry("id", "As in the list"),
          Map.entry("token", "The last part of the link"),
          Map.entry("page", "Counted from 0"),
          Map.entry("size", "Maximum number of items on a page"),
          Map.entry("limit", "Maximum number of items"),
          Map.entry("before", "The id of the last item of the previous page; see the header Link"),
          Map.entry("query", "Text to search for"),
          Map.entry("sort", "A column, and asc or desc after a comma: name,desc"),
          Map.entry("from", "At or after this time"),
          Map.entry("until", "Before this time"),
          Map.entry("status", "Only messages in this state"),
          Map.entry("action", "Only entries of this kind"),
          Map.entry(
              HttpHeaders.IF_MATCH,
              "The ETag of what is changed: 412 if somebody else has changed it since"));

  @Override
  public void customise(OpenAPI api) {
    api.getPaths().values().stream()
        .map(PathItem::readOperations)
        .flatMap(List::stream)
        .map(Operation::getParameters)
        .filter(parameters -> parameters != null)
        .flatMap(List::stream)
        .filter(parameter -> parameter.getName() != null)
        .forEach(SharedParameters::describe);
  }

  private static void describe(Parameter parameter) {
    String name = parameter.getName();
    if (parameter.getDescription() == null) {
      parameter.setDescription(MEANINGS.get(name));
    }
    Schema<?> schema = parameter.getSchema();
    switch (name) {
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
