package org.postmeister.common.rest.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * What properties and parameters mean that do not say so themselves, from {@code
 * openapi/descriptions.yaml}.
 */
@Component
class Descriptions implements OpenApiCustomizer {

  private static final String ANY = "any";
  private static final String PARAMETERS = "parameters";

  private static final String PROBLEM = "ProblemDetail";

  // Not before somebody asks for the description: starting is slow enough.
  private final Supplier<Map<String, Object>> descriptions =
      SingletonSupplier.of(() -> YamlResource.read("openapi/descriptions.yaml"));

  @Override
  public void customise(OpenAPI api) {
    api.getComponents().getSchemas().forEach(this::describe);
    parameters(api)
        .filter(parameter -> parameter.getDescription() == null)
        .forEach(parameter -> parameter.setDescription(text(PARAMETERS, parameter.getName())));
  }

  /** Those that operations name themselves. */
  static Stream<Parameter> parameters(OpenAPI api) {
    return api.getPaths().values().stream()
        .map(PathItem::readOperations)
        .flatMap(List::stream)
        .map(Operation::getParameters)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .filter(parameter -> parameter.getName() != null);
  }

  private void describe(String type, Schema<?> schema) {
    if (!type.equals(PROBLEM)) {
      // What a property is, the library says of its type, too, wherever else that is used.
      schema.setDescription(null);
    }
    if (schema.getProperties() == null) {
      return;
    }
    schema
        .getProperties()
        .replaceAll((name, property) -> {
          String own = text(type, name);
          String text = own == null ? text(ANY, name) : own;
          if (text == null || property.getDescription() != null) {
            return property;
          }
          Schema<?> described = property;
          if (property.get$ref() != null) {
            // The library leaves out what is beside a reference.
            described = new Schema<>();
            described.setAllOf(List.of(new Schema<>().$ref(property.get$ref())));
          }
          described.setDescription(text);
          return described;
        });
  }

  private @Nullable String text(String group, String name) {
    return descriptions.get().get(group) instanceof Map<?, ?> texts
            && texts.get(name) instanceof String text
        ? text
        : null;
  }
}
