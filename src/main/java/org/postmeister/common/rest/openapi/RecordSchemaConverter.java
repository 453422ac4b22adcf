package org.postmeister.common.rest.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the library does not find out about records: what is required and what may be null (what is
 * not {@link Nullable} is always there), and what their annotations say beside a reference.
 */
@SuppressWarnings("rawtypes") // of the library
final class RecordSchemaConverter implements ModelConverter {

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema<?> resolved = chain.next().resolve(type, context, chain);
    Class<?> raw =
        type.getType() == null
            ? null
            : Json31.mapper().getTypeFactory().constructType(type.getType()).getRawClass();
    if (resolved != null && raw != null && raw.isRecord()) {
      describe(defined(resolved, context.getDefinedModels()), raw);
    }
    return resolved;
  }

  private static Schema<?> defined(Schema<?> resolved, Map<String, Schema> models) {
    String reference = resolved.get$ref();
    if (reference == null) {
      return resolved;
    }
    Schema<?> model = models.get(reference.substring(reference.lastIndexOf('/') + 1));
    return model == null ? resolved : model;
  }

  private static void describe(Schema<?> schema, Class<?> type) {
    if (schema.getOneOf() != null) {
      // What it is, its alternatives say; the library adds the record's own shape.
      schema.setType(null);
      schema.setTypes(null);
      schema.setProperties(null);
      return;
    }
    Map<String, Schema> properties = schema.getProperties();
    if (properties == null) {
      return;
    }
    schema.addType("object");
    JsonInclude include = type.getAnnotation(JsonInclude.class);
    boolean withoutEmpty = include != null && include.value() == JsonInclude.Include.NON_EMPTY;
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      Schema<?> property = properties.get(name);
      if (property == null || isRequired(schema, name) || isOptional(component)) {
        continue;
      }
      if (property.getAdditionalProperties() instanceof Schema<?> value) {
        // What is said of the map, the library says of its values, too.
        value.setMaxProperties(null);
        value.setDescription(null);
      }
      if (isReadOnly(component)) {
        // The library leaves it out where a property is described elsewhere.
        property = readOnly(property, annotation(component));
        schema.addProperty(name, property);
      }
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      if (component.getType().isPrimitive()
          || (!nullable && !(withoutEmpty && canBeEmpty(component)))) {
        schema.addRequiredItem(name);
      } else if (nullable && include == null) {
        schema.addProperty(name, orNull(property, annotation(component)));
      }
    }
  }

  private static boolean canBeEmpty(RecordComponent component) {
    return Collection.class.isAssignableFrom(component.getType())
        || Map.class.isAssignableFrom(component.getType())
        || CharSequence.class.isAssignableFrom(component.getType());
  }

  // Of a change, which leaves out what stays as it is.
  private static boolean isOptional(RecordComponent component) {
    io.swagger.v3.oas.annotations.media.Schema described = annotation(component);
    return described != null
        && described.requiredMode()
            == io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;
  }

  private static Schema<?> readOnly(
      Schema<?> property, io.swagger.v3.oas.annotations.media.@Nullable Schema annotation) {
    if (property.get$ref() == null) {
      property.setReadOnly(true);
      return property;
    }
    Schema<?> described = new Schema<>();
    described.setAllOf(List.of(new Schema<>().$ref(property.get$ref())));
    described.setReadOnly(true);
    if (annotation != null && !annotation.description().isEmpty()) {
      described.setDescription(annotation.description());
    }
    return described;
  }

  private static boolean isReadOnly(RecordComponent component) {
    io.swagger.v3.oas.annotations.media.Schema described = annotation(component);
    return described != null
        && described.accessMode()
            == io.swagger.v3.oas.annotations.media.Schema.AccessMode.READ_ONLY;
  }

  private static io.swagger.v3.oas.annotations.media.@Nullable Schema annotation(
      RecordComponent component) {
    return component.getAccessor().getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
  }

  private static boolean isRequired(Schema<?> schema, String name) {
    return schema.getRequired() != null && schema.getRequired().contains(name);
  }

  private static Schema<?> orNull(
      Schema<?> property, io.swagger.v3.oas.annotations.media.@Nullable Schema described) {
    if (property.get$ref() != null) {
      Schema<?> none = new Schema<>();
      none.addType("null");
      Schema<?> reference = new Schema<>().$ref(property.get$ref());
      Schema<?> either = new Schema<>();
      either.setOneOf(List.of(reference, none));
      // The library leaves it out beside a reference.
      if (described != null && !described.description().isEmpty()) {
        either.setDescription(described.description());
      }
      return either;
    }
    if (property.getTypes() != null) {
      Set<String> types = new LinkedHashSet<>(property.getTypes());
      types.add("null");
      property.setTypes(types);
      @SuppressWarnings("unchecked")
      List<Object> choices = (List<Object>) property.getEnum();
      if (choices != null && !choices.contains(null)) {
        choices.add(null);
      }
    }
    return property;
  }
}
