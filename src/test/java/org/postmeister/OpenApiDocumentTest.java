package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.testing.DescribedSchemas;
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
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Autowired private MockMvc mvc;

  private String text = "";
  private JsonNode document = JSON.nullNode();
  private DescribedSchemas schemas = new DescribedSchemas("{}");

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
    schemas = new DescribedSchemas(text);
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
  void everyPropertyAndParameterSaysWhatItMeans() {
    List<String> silent = new ArrayList<>();
    for (Map.Entry<String, JsonNode> schema : document.at("/components/schemas").properties()) {
      for (Map.Entry<String, JsonNode> property :
          schema.getValue().path("properties").properties()) {
        if (property.getValue().path("description").asString("").isBlank()) {
          silent.add(schema.getKey() + "." + property.getKey());
        }
      }
    }
    forEachOperation((name, operation) ->
        operation
            .path("parameters")
            .forEach(parameter -> {
              if (!parameter.has("$ref") && parameter.path("description").asString("").isBlank()) {
                silent.add(name + " " + parameter.get("name"));
              }
            }));

    assertThat(silent).isEmpty();
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
      List<JsonNode> examples = new ArrayList<>();
      if (document.at(content).has("example")) {
        examples.add(document.at(content + "/example"));
      }
      document.at(content + "/examples").forEach(example -> examples.add(example.get("value")));
      if (examples.isEmpty()) {
        wrong.add(content + ": no example");
      }
      String place = content + "/schema";
      for (JsonNode example : examples) {
        schemas.differences(place, example).forEach(what -> wrong.add(content + ": " + what));
      }
    }
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
