package org.postmeister.apiclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postmeister.testing.NpmPackages;
import org.postmeister.testing.Programs;

/** What others expect of a description of an API. */
class OpenApiLintIT {

  private static final NpmPackages REDOCLY = new NpmPackages("@redocly/cli@2.77.0");

  @Test
  void theDescriptionHasNeitherErrorsNorWarnings() throws Exception {
    Programs.require("The description of the API", Programs.whyNot("node"));
    Programs.require("The description of the API", REDOCLY.whyNot());

    Programs.Ended lint =
        Programs.run(
            Path.of("."),
            Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
            List.of(
                "node",
                REDOCLY.modules().resolve("@redocly/cli/bin/cli.js").toString(),
                "lint",
                // Its recommended rules, with warnings as errors.
                "--extends=recommended-strict",
                "docs/openapi.json"));
    System.getLogger("tests").log(System.Logger.Level.INFO, lint.output());

    assertThat(lint.exitCode()).as(lint.output()).isZero();
    assertThat(lint.output()).contains("docs/openapi.json: validated");
  }
}
