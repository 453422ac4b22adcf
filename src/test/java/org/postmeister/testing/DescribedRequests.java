package org.postmeister.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests made from the description of the API, right and wrong ones: an example of the
 * description, changed in some places. The same seed makes the same requests. (No library for
 * properties that is kept today runs on the JUnit that is used here.)
 */
public final class DescribedRequests {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Which programs and people have sent before. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "0",
          "-1",
          "true",
          "null",
          "a@example.org",
          "a@b@c",
          "\u00e4\u00f6@\u00fc.example",
          "x".repeat(255),
          "x".repeat(70_000),
          "a\r\nBcc: b@example.org",
          "\u0000",
          "\ud800",
          "\u202e\u2066",
          "\ud83d\udce7".repeat(200),
          "'; DROP TABLE message; --",
          "<script>alert(1)</script>",
          "../../etc/passwd",
          "{{7*7}}${7*7}%s%n",
          "2026-11-30T08:00:00Z",
          "2026-13-45",
          "+999999999-12-31T23:59:59.999999999Z",
          "11111111-2222-3333-4444-555555555555",
          "9223372036854775808",
          "1e999999999");

  private static final List<String> IN_PATHS =
      List.of(
          "north",
          "NORTH",
          "admin%40example.org",
          "system",
          "nobody",
          "1",
          "0",
          "-1",
          "99999999999999999999",
          "%20",
          "%00",
          "%2E%2E",
          "a%2Fb",
          "%F0%9F%93%A7",
          "x".repeat(2000),
          "11111111-2222-3333-4444-555555555555");

  private final JsonNode document;
  private final SplittableRandom random;
  private final List<Operation> operations = new ArrayList<>();

  private record Operation(String method, String path, JsonNode description) {}

  /**
   * A request.
   *
   * @param uri path and query, encoded
   * @param body null if there is none
   */
  public record Request(
      String method, String uri, Map<String, String> headers, @Nullable String body) {}

  public DescribedRequests(JsonNode document, long seed) {
    this.document = document;
    this.random = new SplittableRandom(seed);
    document
        .at("/paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    operations.add(
                        new Operation(
                            operation.getKey().toUpperCase(java.util.Locale.ROOT),
                            path.getKey(),
                            operation.getValue()))));
  }

  /** The next one, of any operation. */
  public Request next() {
    Operation operation = any(operations);
    Map<String, String> headers = new TreeMap<>();
    StringBuilder query = new StringBuilder();
    String path = operation.path();
    for (JsonNode reference : operation.description().at("/parameters")) {
      JsonNode parameter = resolved(reference);
      String name = parameter.at("/name").asString();
      switch (parameter.at("/in").asString()) {
        case "path" -> path = path.replace("{" + name + "}", inPath(name));
        case "query" -> {
          if (random.nextInt(4) == 0) {
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(inQuery(parameter));
          }
        }
        default -> {
          if (random.nextInt(3) == 0) {
            headers.put(name, inHeader());
          }
        }
      }
    }
    String body = body(operation, headers);
    if (random.nextInt(30) == 0) {
      headers.put(
          "Accept", any(List.of("text/html", "text/csv", "*/*", "nonsense", "application/xml")));
    }
    return new Request(operation.method(), path + query, headers, body);
  }

  /** Any of them, as often as each other. */
  public <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String inPath(String name) {
    if (random.nextInt(3) > 0) {
      return switch (name) {
        case "tenant" -> "north";
        case "email" -> "admin%40example.org";
        default -> random.nextBoolean() ? "1" : "11111111-2222-3333-4444-555555555555";
      };
    }
    return any(IN_PATHS);
  }

  private String inQuery(JsonNode parameter) {
    JsonNode choices =
        parameter.at("/schema/enum").isArray()
            ? parameter.at("/schema/enum")
            : parameter.at("/schema/items/enum");
    if (choices.isArray() && random.nextInt(3) > 0) {
      return choices.get(random.nextInt(choices.size())).asString();
    }
    return encoded(random.nextBoolean() ? Integer.toString(random.nextInt(-5, 1500)) : any(TEXTS));
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  private String inHeader() {
    return any(
        List.of(
            "\"0\"",
            "\"1\"",
            "\"x\"",
            "*",
            "1",
            "",
            "a b",
            "de",
            "xx-!!",
            "k" + random.nextInt(5),
            "x".repeat(300)));
  }

  private @Nullable String body(Operation operation, Map<String, String> headers) {
    JsonNode content = operation.description().at("/requestBody/content/application~1json");
    if (content.isMissingNode()) {
      return null;
    }
    headers.put(
        "Content-Type",
        random.nextInt(40) == 0
            ? any(
                List.of(
                    "text/plain",
                    "application/xml",
                    "nonsense",
                    "application/json; charset=utf-16"))
            : "application/json");
    if (random.nextInt(30) == 0) {
      return any(
          List.of(
              "",
              "{",
              "[]",
              "null",
              "\"a\"",
              "{\"a\":}",
              "[".repeat(2000),
              "\u0000",
              "{\"name\":\"a\",\"name\":\"b\"}"));
    }
    JsonNode body = content.at("/example").deepCopy();
    for (int change = random.nextInt(4); change > 0; change--) {
      body = changed(body, content.at("/schema"), 0);
    }
    return JSON.writeValueAsString(body);
  }

  // Goes down to a random place and changes what is there.
  private JsonNode changed(JsonNode value, JsonNode reference, int depth) {
    JsonNode schema = resolved(reference);
    if (value instanceof ObjectNode object && random.nextInt(depth == 0 ? 12 : 4) > 0) {
      List<String> names = names(object, schema);
      if (names.isEmpty()) {
        return any(schema);
      }
      String name = any(names);
      JsonNode property = schema.at("/properties").path(name);
      switch (random.nextInt(6)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(random.nextInt(3) == 0 ? name + "X" : name, any(resolved(property)));
        default ->
            object.set(
                name,
                object.has(name)
                    ? changed(object.get(name), property, depth + 1)
                    : any(resolved(property)));
      }
      return object;
    }
    if (value instanceof ArrayNode array && !array.isEmpty() && random.nextInt(3) > 0) {
      int at = random.nextInt(array.size());
      if (random.nextInt(5) == 0) {
        for (int copies = any(List.of(1, 30, 1100)); copies > 0; copies--) {
          array.add(array.get(at));
        }
      } else {
        array.set(at, changed(array.get(at), schema.path("items"), depth + 1));
      }
      return array;
    }
    return any(schema);
  }

  private static List<String> names(ObjectNode object, JsonNode schema) {
    List<String> names = new ArrayList<>(object.propertyNames());
    names.addAll(schema.at("/properties").propertyNames());
    return names;
  }

  // Often of the type that is wanted.
  private JsonNode any(JsonNode schema) {
    JsonNode choices = schema.path("enum");
    if (choices.isArray() && random.nextInt(3) > 0) {
      return choices.get(random.nextInt(choices.size()));
    }
    String type =
        random.nextInt(4) == 0
            ? any(List.of("string", "integer", "boolean", "array", "object", "null", "number"))
            : schema.path("type").isArray()
                ? schema.path("type").get(0).asString()
                : schema.path("type").asString("string");
    return switch (type) {
      case "integer" -> number(schema);
      case "number" -> NODES.numberNode(any(List.of(1.5, -0.0, 1e300)));
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "array" -> NODES.arrayNode().add(any(resolved(schema.path("items"))));
      case "object" -> NODES.objectNode();
      case "null" -> NODES.nullNode();
      default -> NODES.stringNode(text(schema));
    };
  }

  // At the limits and just beyond them.
  private JsonNode number(JsonNode schema) {
    long least = schema.path("minimum").asLong(0);
    long most = schema.path("maximum").asLong(Integer.MAX_VALUE);
    return NODES.numberNode(
        any(List.of(least, least - 1, most, most + 1, 7L, Long.MAX_VALUE, Long.MIN_VALUE)));
  }

  private String text(JsonNode schema) {
    int most = schema.path("maxLength").asInt(0);
    if (most > 0 && random.nextInt(3) == 0) {
      return "x".repeat(most + random.nextInt(2));
    }
    return any(TEXTS);
  }

  private JsonNode resolved(JsonNode schema) {
    if (schema.has("$ref")) {
      return resolved(document.at(schema.get("$ref").asString().substring(1)));
    }
    for (String several : List.of("oneOf", "anyOf", "allOf")) {
      if (schema.has(several)) {
        return resolved(schema.get(several).get(0));
      }
    }
    return schema;
  }
}
