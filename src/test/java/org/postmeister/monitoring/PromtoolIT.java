package org.postmeister.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.DebianPackages;
import org.postmeister.testing.Programs;
import tools.jackson.databind.json.JsonMapper;

/** What Prometheus makes of the alerts and of the queries of the dashboard. */
class PromtoolIT {

  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  @BeforeAll
  static void install() {
    Programs.require("What Prometheus is told", DebianPackages.whyNot(PROMTOOL, "prometheus"));
  }

  @Test
  void theRulesAreWellFormed() throws Exception {
    assertSucceeds("check", "rules", MonitoringFiles.RULES.toString());
  }

  @Test
  void eachAlertFiresWhenItShould() throws Exception {
    assertSucceeds("test", "rules", MonitoringFiles.RULE_TESTS.toString());
  }

  /** As rules, since this is what promtool can check; it reads JSON as YAML. */
  @Test
  void theQueriesOfTheDashboardAreWellFormed(@TempDir Path directory) throws Exception {
    List<Map<String, String>> rules = new ArrayList<>();
    for (String query : MonitoringFiles.queries()) {
      rules.add(
          Map.of("record", "query:" + rules.size(), "expr", query.replaceAll("\\$__\\w+", "5m")));
    }
    Map<String, Object> group = Map.of("name", "dashboard", "rules", rules);
    Path file = directory.resolve("queries.yml");
    Files.writeString(file, new JsonMapper().writeValueAsString(Map.of("groups", List.of(group))));

    assertThat(rules).hasSizeGreaterThan(30);
    assertSucceeds("check", "rules", "--lint=none", file.toString());
  }

  private static void assertSucceeds(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
    command.addAll(List.of(arguments));
    Programs.Ended ended = Programs.run(Path.of("."), Map.of(), command);

    assertThat(ended.output()).contains("SUCCESS");
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }
}
