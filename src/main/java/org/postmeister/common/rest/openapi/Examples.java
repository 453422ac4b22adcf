package org.postmeister.common.rest.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * One realistic request and response of each operation, from {@code openapi/examples.yaml}; and
 * what {@link RefusalResponses} says of refusals.
 */
@Component
class Examples implements OpenApiCustomizer {

  private static final String PAGE = "Page";

  // Not before somebody asks for the description: starting is slow enough.
  private final Supplier<Map<String, Object>> examples =
      SingletonSupplier.of(() -> YamlResource.read("openapi/examples.yaml"));

  @Override
  public void customise(OpenAPI api) {
    api.getPaths().values().stream()
        .map(PathItem::readOperations)
        .flatMap(List::stream)
        .forEach(this::describe);
  }

  private void describe(Operation operation) {
    if (operation.getRequestBody() != null) {
      describe(operation.getRequestBody().getContent(), operation.getOperationId() + ".request");
    }
    operation
        .getResponses()
        .forEach((status, response) -> {
          if (status.startsWith("2")) {
            describe(response.getContent(), operation.getOperationId() + ".response");
          }
        });
  }

  /** The members of a problem with a code, besides title, status and code. */
  Map<?, ?> ofProblem(String code) {
    return examples.get().get(code) instanceof Map<?, ?> members ? members : Map.of();
  }

  private void describe(@Nullable Content content, String name) {
    MediaType json = content == null ? null : content.get("application/json");
    if (json != null) {
      Object example =
          examples.get().containsKey(name) ? examples.get().get(name) : of(json.getSchema());
      if (example != null) {
        json.setExample(example);
      }
    }
  }

  private @Nullable Object of(Schema<?> schema) {
    if (schema.getItems() != null) {
      Object item = of(schema.getItems());
      return item == null ? null : List.of(item);
    }
    String reference = schema.get$ref();
    return reference == null ? null : named(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private @Nullable Object named(String schema) {
    Object example = examples.get().get(schema);
    if (example == null && schema.endsWith(PAGE)) {
      Object item = named(schema.substring(0, schema.length() - PAGE.length()));
      return item == null
          ? null
          : Map.of("items", List.of(item), "page", 0, "size", 50, "total", 1);
    }
    return example;
  }
}
