package org.postmeister.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.ConfigurableMockMvcBuilder;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fails whenever the HTTP API and its description in OpenAPI differ. */
@TestComponent
public class DescribedExchanges implements MockMvcBuilderCustomizer {

  private static final String API = "/api/v1/";
  private static final String DOCUMENT = "urn:postmeister:openapi";
  private static final Set<String> OPTIONAL = Set.of("Link", "ETag");
  private static final Set<String> CONVERTED = Set.of("type", "enum", "oneOf");
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ObjectProvider<OpenApiWebMvcResource> descriptions;
  private final Map<String, ProblemCodes.Code> codes = new ConcurrentHashMap<>();
  private @Nullable JsonNode document;
  private @Nullable DescribedSchemas schemas;

  DescribedExchanges(ObjectProvider<OpenApiWebMvcResource> descriptions) {
    this.descriptions = descriptions;
  }

  /** Says in target/openapi-exchanges.txt how many there were. */
  static final class Counting implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
      AutoCloseable write =
          () -> Files.writeString(Path.of("target/openapi-exchanges.txt"), COUNT + "\n");
      context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(Counting.class, key -> write);
    }
  }

  @Override
  public void customize(ConfigurableMockMvcBuilder<?> builder) {
    builder.alwaysDo(this::compare);
  }

  private void compare(MvcResult result) throws Exception {
    MockHttpServletRequest request = result.getRequest();
    String path = Objects.requireNonNull(request.getRequestURI());
    if (!path.startsWith(API)
        || path.startsWith(API + "openapi")
        || path.startsWith(API + "docs")
        || path.startsWith(API + "swagger-ui")) {
      return;
    }
    Optional<String> template = template(path, request.getMethod().toLowerCase(Locale.ROOT));
    if (template.isEmpty()) {
      assertThat(result.getResponse().getStatus()).as("not described: %s", path).isGreaterThan(399);
      return;
    }
    String operation =
        "/paths/" + escaped(template.get()) + "/" + request.getMethod().toLowerCase(Locale.ROOT);
    compareResponse(operation, result.getResponse());
    // Messages of a batch are judged one by one: wrong ones are refused in a response with 200.
    if (result.getResponse().getStatus() < 300 && !operation.endsWith("batch/post")) {
      compareRequest(operation, request);
    }
    COUNT.incrementAndGet();
  }

  private Optional<String> template(String path, String method) throws Exception {
    return document().at("/paths").propertyNames().stream()
        .filter(each -> document.at("/paths/" + escaped(each)).has(method))
        .map(PathPatternParser.defaultInstance::parse)
        .filter(pattern -> pattern.matches(PathContainer.parsePath(path)))
        .sorted()
        .map(Object::toString)
        .findFirst();
  }

  private void compareResponse(String operation, MockHttpServletResponse response)
      throws Exception {
    String pointer = operation + "/responses/" + response.getStatus();
    JsonNode described = document().at(pointer);
    assertThat(described.isMissingNode()).as("not described: %s", pointer).isFalse();
    if (described.has("$ref")) {
      pointer = described.get("$ref").asString().substring(1);
      described = document().at(pointer);
    }
    for (String header : described.path("headers").propertyNames()) {
      // On the last page there is no next one; streams have no tag.
      if (!OPTIONAL.contains(header)) {
        assertThat(response.getHeader(header)).as("%s: %s", pointer, header).isNotNull();
      }
    }
    byte[] body = response.getContentAsByteArray();
    if (body.length == 0) {
      return;
    }
    MediaType type = MediaType.parseMediaType(Objects.requireNonNull(response.getContentType()));
    String name = type.getType() + "/" + type.getSubtype();
    assertThat(described.at("/content").has(name)).as("%s: %s", pointer, name).isTrue();
    if (name.endsWith("problem+json")) {
      String code = JSON.readTree(body).at("/code").asString();
      ProblemCodes.Code known = codes().get(code);
      assertThat(known).as("not explained in api-codes.yaml: %s", code).isNotNull();
      assertThat(known.status()).as("status of %s", code).isEqualTo(response.getStatus());
    }
    if (name.endsWith("json")) {
      assertThat(
              schemas()
                  .differences(
                      pointer + "/content/" + escaped(name) + "/schema", JSON.readTree(body)))
          .as("%s: %s", pointer, new String(body, StandardCharsets.UTF_8))
          .isEmpty();
    }
  }

  private void compareRequest(String operation, MockHttpServletRequest request) throws Exception {
    byte[] body = request.getContentAsByteArray();
    String pointer = operation + "/requestBody/content/application~1json/schema";
    if (body != null && body.length > 0 && !document().at(pointer).isMissingNode()) {
      // Texts are also taken as numbers or choices, and the other way round, which no client is
      // told
      // to send.
      Set<String> readOnly = readOnly(pointer);
      assertThat(schemas().errors(pointer, JSON.readTree(body)))
          .filteredOn(difference ->
              !difference.getInstanceNode().isValueNode()
                  || !CONVERTED.contains(difference.getKeyword()))
          .filteredOn(difference ->
              difference.getInstanceLocation().getNameCount() == 0
                  || !readOnly.contains(difference.getInstanceLocation().getName(0)))
          .as("%s: %s", pointer, new String(body, StandardCharsets.UTF_8))
          .isEmpty();
    }
  }

  // Whatever it is: what was read can be sent back.
  private Set<String> readOnly(String pointer) throws Exception {
    JsonNode schema = document().at(pointer);
    if (schema.has("$ref")) {
      schema = document().at(schema.get("$ref").asString().substring(1));
    }
    return schema.at("/properties").properties().stream()
        .filter(property -> property.getValue().path("readOnly").asBoolean(false))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Map<String, ProblemCodes.Code> codes() throws IOException {
    if (codes.isEmpty()) {
      codes.putAll(ProblemCodes.all());
    }
    return codes;
  }

  private DescribedSchemas schemas() throws Exception {
    document();
    return Objects.requireNonNull(schemas);
  }

  private synchronized JsonNode document() throws Exception {
    if (document == null) {
      byte[] json =
          descriptions
              .getObject()
              .openapiJson(
                  new MockHttpServletRequest("GET", "/api/v1/openapi.json"),
                  "/api/v1/openapi.json",
                  Locale.ENGLISH);
      document = JSON.readTree(json);
      schemas = new DescribedSchemas(new String(json, StandardCharsets.UTF_8));
    }
    return document;
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
