package org.postmeister.mailserver.rest;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** The shape of the fields of a mail server in requests: checked, and described in OpenAPI. */
@Component
class MailServerSchema implements OpenApiCustomizer {

  private static final Map<String, String> GROUPS =
      Map.of(
          "limits", "What the provider allows; what is left out is not limited",
          "timeouts", "How long the server is waited for");

  private final MessageSource messages;

  MailServerSchema(MessageSource messages) {
    this.messages = messages;
  }

  /**
   * Checks names and types, but not yet values.
   *
   * @throws tools.jackson.core.JacksonException for a name that does not exist, or a value of
   *     another type
   */
  static void check(Map<String, @Nullable Object> given) {
    given.forEach((name, value) -> {
      if (isGroup(name) && value instanceof Map<?, ?> group) {
        group.forEach((inner, innerValue) -> check(name + "." + inner, innerValue));
      } else if (isGroup(name)) {
        throwIfAny(name, value);
      } else if (name.indexOf('.') >= 0) {
        // Names are dotted only where others than this API have them.
        throw unknown(name);
      } else {
        check(name, value);
      }
    });
  }

  private static void throwIfAny(String group, @Nullable Object value) {
    if (value != null) {
      throw mismatch(group);
    }
  }

  private static boolean isGroup(String name) {
    return MailServerField.ALL.stream()
        .anyMatch(field -> field.isNested() && field.group().equals(name));
  }

  private static void check(String name, @Nullable Object value) {
    MailServerField<?> known =
        MailServerField.ALL.stream()
            .filter(field -> field.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(name));
    boolean fits =
        switch (known.kind()) {
          case FLAG -> value instanceof Boolean || value instanceof String;
          case NUMBER, TEXT, CHOICE -> value instanceof String || value instanceof Number;
          case LIST ->
              value instanceof String
                  || (value instanceof List<?> list
                      && list.stream().allMatch(String.class::isInstance));
        };
    if (value != null && !fits) {
      throw mismatch(name);
    }
  }

  private static UnrecognizedPropertyException unknown(String name) {
    return new UnrecognizedPropertyException(
        null,
        "There is no field " + name,
        TokenStreamLocation.NA,
        MailServerJson.class,
        name,
        List.of());
  }

  private static MismatchedInputException mismatch(String name) {
    return MismatchedInputException.from(
        (JsonParser) null, MailServerJson.class, "%s has another type".formatted(name));
  }

  @Override
  public void customise(OpenAPI api) {
    Schema<?> server = Objects.requireNonNull(api.getComponents().getSchemas().get("MailServer"));
    server.getProperties().remove("fields");
    for (MailServerField<?> field : MailServerField.ALL) {
      if (field.isNested()) {
        group(server, field.group()).addProperty(field.simpleName(), described(field));
      } else {
        server.addProperty(field.name(), described(field));
      }
    }
  }

  private static Schema<?> group(Schema<?> server, String name) {
    Schema<?> known = server.getProperties().get(name);
    if (known != null) {
      return known;
    }
    Schema<?> group = new ObjectSchema();
    group.setDescription(GROUPS.get(name));
    group.setTypes(new LinkedHashSet<>(List.of("object", "null")));
    server.addProperty(name, group);
    return group;
  }

  private Schema<?> described(MailServerField<?> field) {
    Schema<?> schema =
        switch (field.kind()) {
          case FLAG -> new BooleanSchema();
          case NUMBER ->
              new IntegerSchema().minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(field.most()));
          case TEXT -> new StringSchema().maxLength(field.most() == 0 ? null : field.most());
          case CHOICE ->
              new StringSchema()._enum(field.choices().stream().map(Object::toString).toList());
          case LIST -> new ArraySchema().items(new StringSchema()).maxItems(field.most());
        };
    if (field == MailServerField.PORT) {
      schema.setDefault(MailServerSettings.DEFAULT_PORT.value());
    } else if (field.isChosenByDefault()) {
      schema.setDefault(field.choices().getFirst().toString());
    }
    if (field.kind() != MailServerField.Kind.CHOICE) {
      // A field that is set to null is emptied.
      schema.setTypes(new LinkedHashSet<>(List.of(schema.getType(), "null")));
    }
    return schema.description(
        messages.getMessage(field.labelKey() + ".helper", null, Locale.ENGLISH));
  }
}
