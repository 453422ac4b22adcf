package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.testing.PostmeisterTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of the API: complete, with true examples, and the same as in docs/openapi.json.
 */
@PostmeisterTest
class OpenApiDocumentTest {

  private static final Path FILE = Path.of("docs/openapi.json");
  private static final String DOCUMENT = "urn:postmeister:openapi";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Autowired private MockMvc mvc;

  private String text = "";
  private JsonNode document = JSON.nullNode();
  private SchemaRegistry registry = SchemaRegistry.builder().build();

  @BeforeEach
  void read() throws Exception {
    document =
        JSON.readTree(
            mvc.perform(MockMvcRequestBuilders.get("/api/v1/openapi.json"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray());
    text = JSON.writeValueAsString(document).replace("\r\n", "\n") + "\n";
    registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(DOCUMENT, text)));
  }

  /** With {@code -Dpostmeister.test.update-docs=true} the file is renewed instead. */
  @Test
  void theFileIsTheDescription() throws Exception {
    if (Boolean.getBoolean("postmeister.test.update-docs")) {
      Files.writeString(FILE, text);
    }

    assertThat(FILE).content().isEqualTo(text);
  }

  @Test
  void itsVersionIsTheLatestOfTheChangelog() throws Exception {
    String latest =
        Files.readAllLines(Path.of("docs/api-changelog.md")).stream()
            .filter(line -> line.startsWith("## "))
            .findFirst()
            .orElseThrow();

    assertThat(document.at("/info/version").asString()).isEqualTo(latest.substring(3));
  }

  @Test
  void everyOperationHasASummaryAndErrors() {
    forEachOperation((name, operation) -> {
      assertThat(operation.at("/summary").asString("")).as(name).isNotBlank();
      assertThat(operation.at("/operationId").asString("")).as(name).isNotBlank();
      assertThat(operation.at("/responses").propertyNames())
          .as(name)
          .contains("406", "429", "500", "503");
    });
  }

  @Test
  void everyBodyHasAnExampleThatItsSchemaAllows() {
    List<String> wrong = new ArrayList<>();
    forEachOperation((name, operation) -> {
      check(name + "/requestBody", operation.at("/requestBody"), wrong);
      for (Map.Entry<String, JsonNode> response : operation.at("/responses").properties()) {
        check(name + "/responses/" + response.getKey(), response.getValue(), wrong);
      }
    });
    for (String response : document.at("/components/responses").propertyNames()) {
      String pointer = "/components/responses/" + response;
      check(pointer, document.at(pointer), wrong);
    }

    assertThat(wrong).isEmpty();
  }

  private void check(String pointer, JsonNode body, List<String> wrong) {
    for (String type : body.at("/content").propertyNames()) {
      if (!type.endsWith("json")) {
        continue;
      }
      String content = pointer + "/content/" + type.replace("/", "~1");
      JsonNode example = document.at(content + "/example");
      if (example.isMissingNode()) {
        wrong.add(content + ": no example");
        continue;
      }
      Schema schema =
          registry.getSchema(
              SchemaLocation.of(
                  DOCUMENT + "#" + (content + "/schema").replace("{", "%7B").replace("}", "%7D")));
      schema
          .validate(example)
          .forEach(difference -> wrong.add(content + ": " + difference.getMessage()));
      // Nothing that the schema does not know.
      JsonNode properties = resolved(document.at(content + "/schema")).at("/properties");
      if (example.isObject() && !properties.isMissingNode()) {
        for (String name : example.propertyNames()) {
          if (!properties.has(name)) {
            wrong.add(content + ": no property " + name);
          }
        }
      }
    }
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? document.at(schema.get("$ref").asString().substring(1)) : schema;
  }

  private interface Check {
    void of(String pointer, JsonNode operation);
  }

  private void forEachOperation(Check check) {
    for (Map.Entry<String, JsonNode> path : document.at("/paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        check.of(
            "/paths/" + path.getKey().replace("/", "~1") + "/" + operation.getKey(),
            operation.getValue());
      }
    }
  }
}
