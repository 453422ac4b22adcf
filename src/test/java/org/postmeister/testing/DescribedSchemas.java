package org.postmeister.testing;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schemas of the description of the API. */
public final class DescribedSchemas {

  private static final String DOCUMENT = "urn:postmeister:openapi";

  private final JsonNode document;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  /**
   * @param json the description
   */
  public DescribedSchemas(String json) {
    this.document = JsonMapper.shared().readTree(json);
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(DOCUMENT, json)));
  }

  /** What a schema does not allow of a value, and members that it does not know. */
  public List<String> differences(String pointer, JsonNode value) {
    return Stream.concat(
            errors(pointer, value).stream().map(Object::toString),
            unknown(document.at(pointer), value, "").stream().map("not described: "::concat))
        .toList();
  }

  /** What a schema does not allow of a value. */
  public List<Error> errors(String pointer, JsonNode value) {
    return schemas
        .computeIfAbsent(
            pointer,
            key ->
                registry.getSchema(
                    SchemaLocation.of(
                        DOCUMENT + "#" + key.replace("{", "%7B").replace("}", "%7D"))))
        .validate(value);
  }

  /** Members that no part of a schema knows, wherever they are. */
  List<String> unknown(JsonNode schema, JsonNode value, String place) {
    List<String> unknown = new ArrayList<>();
    List<JsonNode> parts = parts(schema);
    if (value.isArray()) {
      for (JsonNode part : parts) {
        for (int i = 0; part.has("items") && i < value.size(); i++) {
          unknown.addAll(unknown(part.get("items"), value.get(i), place + "/" + i));
        }
      }
    }
    Set<String> known =
        parts.stream()
            .flatMap(part -> part.path("properties").propertyNames().stream())
            .collect(Collectors.toSet());
    // An object that is described as any object has what it likes.
    if (value.isObject() && !known.isEmpty()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        String at = place + "/" + member.getKey();
        if (!known.contains(member.getKey())) {
          unknown.add(at);
        }
        for (JsonNode part : parts) {
          JsonNode property = part.path("properties").path(member.getKey());
          if (!property.isMissingNode()) {
            unknown.addAll(unknown(property, member.getValue(), at));
          }
        }
      }
    }
    return unknown;
  }

  // Itself, and all that it refers to.
  private List<JsonNode> parts(JsonNode schema) {
    List<JsonNode> parts = new ArrayList<>(List.of(schema));
    if (schema.has("$ref")) {
      parts.addAll(parts(document.at(schema.get("$ref").asString().substring(1))));
    }
    for (String several : List.of("oneOf", "anyOf", "allOf")) {
      for (JsonNode part : schema.path(several)) {
        parts.addAll(parts(part));
      }
    }
    return parts;
  }
}
