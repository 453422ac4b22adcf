package org.postmeister.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What docker/monitoring has for Prometheus and Grafana. */
final class MonitoringFiles {

  static final Path DIRECTORY = Path.of("docker/monitoring");
  static final Path RULES = DIRECTORY.resolve("postmeister-alerts.yml");
  static final Path RULE_TESTS = DIRECTORY.resolve("postmeister-alerts.test.yml");

  private static final Path DASHBOARD = DIRECTORY.resolve("postmeister-dashboard.json");
  private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
  // All metrics but up have an underscore; labels have none, and functions have arguments.
  private static final Pattern METRIC =
      Pattern.compile("(?<![$\\w])up\\b|(?<![$\\w])[a-z]+(?:_[a-z0-9]+)+\\b(?!\\s*\\()");

  private MonitoringFiles() {}

  static JsonNode dashboard() throws IOException {
    return new JsonMapper().readTree(Files.readString(DASHBOARD));
  }

  /** The rules in all groups. */
  static List<JsonNode> rules() throws IOException {
    return yaml(RULES)
        .path("groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .toList();
  }

  static List<JsonNode> ruleTests() throws IOException {
    return yaml(RULE_TESTS).path("tests").valueStream().toList();
  }

  /** All queries of the dashboard. */
  static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>(dashboard().findValuesAsString("expr"));
    for (String query : dashboard().findValuesAsString("definition")) {
      queries.add(query.replaceAll("label_values\\((.*), \\w+\\)", "$1"));
    }
    return queries;
  }

  /** The names of all metrics that alerts need. */
  static Set<String> metricsOfRules() throws IOException {
    return metrics(rules().stream().map(rule -> rule.path("expr").asString()).toList());
  }

  /** The names of all metrics that the dashboard shows. */
  static Set<String> metricsOfDashboard() throws IOException {
    return metrics(queries());
  }

  private static Set<String> metrics(List<String> queries) {
    Set<String> names = new TreeSet<>();
    for (String query : queries) {
      METRIC
          .matcher(TEXT.matcher(query).replaceAll("\"\""))
          .results()
          .map(MatchResult::group)
          .forEach(names::add);
    }
    return names;
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new JsonMapper().valueToTree(new Yaml().<Object>load(Files.readString(file)));
  }
}
