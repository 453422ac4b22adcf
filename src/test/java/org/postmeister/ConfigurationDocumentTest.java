package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of all settings names what the code has, with its defaults, and nothing else. */
class ConfigurationDocumentTest {

  private static final Set<String> SPRINGS =
      Set.of(
          "LOGGING_STRUCTURED_FORMAT_CONSOLE",
          "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT",
          "SERVER_PORT",
          "SPRING_DATASOURCE_URL",
          "SPRING_DATASOURCE_USERNAME",
          "SPRING_DATASOURCE_PASSWORD");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (.*?) \\| (.+) \\|$");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(postmeister[a-z.-]+)");

  /** Default and meaning. */
  private record Row(String standard, String meaning) {}

  @Test
  void namesEverySettingAndNoOther() throws IOException {
    Set<String> known = new TreeSet<>(SPRINGS);
    properties().keySet().forEach(name -> known.add(variable(name)));
    known.addAll(placeholders());

    assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void hasTheDefaultsOfTheCode() throws IOException {
    Map<String, Row> rows = rows();
    properties()
        .forEach((name, property) -> {
          String standard = text(property.path("defaultValue"));
          if (!standard.isEmpty() && !name.equals("postmeister.mailcatcher.port")) {
            assertThat(rows.get(variable(name)).standard())
                .as(name)
                .isEqualTo("`" + standard + "`");
          }
        });
  }

  @Test
  void saysWhatEachIsFor() throws IOException {
    assertThat(rows().values()).extracting(Row::meaning).noneMatch(String::isBlank);
    assertThat(rows()).hasSizeGreaterThan(60);
  }

  // Lists are written as Java writes them.
  private static String text(JsonNode value) {
    return value.asString("").replaceAll("[\\[\\] ]", "");
  }

  private static Map<String, Row> rows() throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/configuration.md")));
    while (row.find()) {
      rows.put(row.group(1), new Row(row.group(2), row.group(3)));
    }
    return rows;
  }

  private static Map<String, JsonNode> properties() throws IOException {
    JsonNode metadata =
        new JsonMapper()
            .readTree(
                Files.readString(
                    Path.of("target/classes/META-INF/spring-configuration-metadata.json")));
    return metadata
        .path("properties")
        .valueStream()
        .filter(property -> property.path("name").asString().startsWith("postmeister."))
        .collect(
            Collectors.toMap(property -> property.path("name").asString(), property -> property));
  }

  private static List<String> placeholders() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      return sources
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(ConfigurationDocumentTest::placeholders)
          .distinct()
          .toList();
    }
  }

  private static Stream<String> placeholders(Path source) {
    try {
      return PLACEHOLDER
          .matcher(Files.readString(source))
          .results()
          .map(found -> variable(found.group(1)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
