package org.postmeister.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Alerts and dashboard belong to what the code measures and to what the documentation says. */
class MonitoringTest {

  private static final Path DOCUMENT = Path.of("docs/monitoring.md");
  private static final Pattern OWN = Pattern.compile("\"(postmeister(?:\\.[a-z]+)+)\"");
  private static final Pattern HEADING = Pattern.compile("(?m)^### (Postmeister\\w+)$");

  @Test
  void theCodeHasAllOwnMetricsThatAreUsed() throws IOException {
    Set<String> used = new TreeSet<>(MonitoringFiles.metricsOfRules());
    used.addAll(MonitoringFiles.metricsOfDashboard());

    assertThat(used.stream().filter(name -> name.startsWith("postmeister_")))
        .hasSizeGreaterThan(8)
        .allSatisfy(name -> assertThat(inCode()).contains(base(name)));
  }

  @Test
  void theDashboardShowsAllOwnMetrics() throws IOException {
    Set<String> shown =
        MonitoringFiles.metricsOfDashboard().stream()
            .map(MonitoringTest::base)
            .collect(Collectors.toSet());

    assertThat(shown).containsAll(inCode());
  }

  @Test
  void eachAlertSaysWhatItIsAboutAndWhatToDo() throws IOException {
    Set<String> documented =
        HEADING
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map(heading -> heading.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(MonitoringFiles.rules())
        .allSatisfy(rule -> {
          JsonNode annotations = rule.path("annotations");
          assertThat(rule.path("labels").path("severity").asString())
              .isIn("critical", "warning", "info");
          assertThat(annotations.path("summary").asString()).isNotBlank();
          assertThat(annotations.path("description").asString()).endsWith(".");
          assertThat(annotations.path("runbook_url").asString())
              .isEqualTo(DOCUMENT + "#" + name(rule).toLowerCase(Locale.ROOT));
        });
    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            MonitoringFiles.rules().stream().map(MonitoringTest::name).toList());
  }

  @Test
  void eachAlertIsTestedToFireAndNotTo() throws IOException {
    Set<String> firing = new HashSet<>();
    Set<String> silent = new HashSet<>();
    for (JsonNode test : MonitoringFiles.ruleTests()) {
      for (JsonNode check : test.path("alert_rule_test").values()) {
        (check.path("exp_alerts").isEmpty() ? silent : firing)
            .add(check.path("alertname").asString());
      }
    }

    List<String> all = MonitoringFiles.rules().stream().map(MonitoringTest::name).toList();
    assertThat(firing).containsExactlyInAnyOrderElementsOf(all);
    assertThat(silent).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void theDashboardWorksWithAnyDataSource() throws IOException {
    JsonNode dashboard = MonitoringFiles.dashboard();

    assertThat(dashboard.path("id").isMissingNode()).as("Grafana chooses it").isTrue();
    assertThat(dashboard.findValues("datasource"))
        .isNotEmpty()
        .allSatisfy(source -> assertThat(source.path("uid").asString()).isEqualTo("${datasource}"));
    assertThat(dashboard.path("panels").valueStream().map(panel -> panel.path("id").asInt()))
        .doesNotHaveDuplicates();
    assertThat(dashboard.path("panels").values())
        .allSatisfy(panel -> {
          assertThat(panel.path("title").asString()).isNotBlank();
          JsonNode place = panel.path("gridPos");
          assertThat(place.path("x").asInt() + place.path("w").asInt()).isBetween(1, 24);
        });
  }

  private static String name(JsonNode rule) {
    return rule.path("alert").asString();
  }

  // Without what Prometheus adds to the names of counters and timers.
  private static String base(String metric) {
    return metric
        .replaceAll("_(total|bucket|count|sum|max)$", "")
        .replaceAll("_seconds$", "")
        .replace('_', '.');
  }

  private static Set<String> inCode() {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      return sources
          .filter(file -> file.toString().endsWith("Metrics.java"))
          .flatMap(file -> OWN.matcher(read(file)).results())
          .map(found -> found.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
