package org.postmeister.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PrivateMariaDb;
import org.postmeister.testing.Programs;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SharedH2;

/** This version on the databases that earlier releases have left. */
class ReleaseUpgradeIT {

  /** The jar of the release before, which takes too long to build for each build of this one. */
  private static final Optional<Path> PREVIOUS =
      Optional.ofNullable(System.getProperty("postmeister.test.previous")).map(Path::of);

  @TempDir private Path data;

  static List<Release> releases() {
    return Release.all();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theEmbeddedDatabaseIsUpgraded(Release release) throws Exception {
    try (SharedH2 database = SharedH2.start(data)) {
      restore(release, database);
      everythingIsThere(release, database.environment());
    }
  }

  private static void restore(Release release, SharedH2 database) throws Exception {
    try (Connection connection = DriverManager.getConnection(database.url(), "sa", "");
        Statement script = connection.createStatement()) {
      script.execute("RUNSCRIPT FROM '" + release.h2().toAbsolutePath() + "'");
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void mariaDbIsUpgraded(Release release) throws Exception {
    Programs.require("An upgrade on MariaDB", PrivateMariaDb.whyNot());
    try (PrivateMariaDb database = PrivateMariaDb.start()) {
      database.restore(release.mariaDb().toAbsolutePath());
      everythingIsThere(release, database.environment());
    }
  }

  private void everythingIsThere(Release release, Map<String, String> database) throws Exception {
    Map<String, String> environment = release.environment(database);
    PackagedApplication command = PackagedApplication.launch(data, environment, "verify-backup");
    int exitCode = command.exitCode();
    assertThat(exitCode).describedAs(command.output()).isZero();
    assertThat(command.output()).contains("opens all " + Release.SECRETS + " stored secrets");
    try (PackagedApplication node = PackagedApplication.start(data, environment);
        ScriptedSmtpServer server = new ScriptedSmtpServer()) {
      assertThat(JsonPath.<String>read(node.api("GET", "/tenants/north", ""), "$.displayName"))
          .isEqualTo("North Ltd");
      assertThat(node.api("GET", "/accounts/" + Release.ACCOUNT, "")).contains("Ada");
      assertThat(node.api("GET", "/api-tokens", "")).contains("invoices");
      assertThat(status(node, Release.DELIVERED)).isEqualTo("DELIVERED");
      assertThat(status(node, Release.REFUSED)).isEqualTo("REFUSED");

      use(node, server.port(), "{\"mode\": \"NONE\"}");
      untilDelivered(node, Release.WAITING);
      submit(node, "new@example.org");
      untilDelivered(node, "new@example.org");
    }
  }

  @Test
  void theReleaseBeforeGoesOnWorkingOnTheTablesOfThisVersion() throws Exception {
    Programs.require(
        "The release before on the tables of this version",
        PREVIOUS.isPresent()
            ? Optional.empty()
            : Optional.of("its jar is not named: -Dpostmeister.test.previous=<jar>"));
    Programs.require("The release before on MariaDB", PrivateMariaDb.whyNot());
    Release release = Release.all().getLast();
    try (PrivateMariaDb database = PrivateMariaDb.start();
        ScriptedSmtpServer server = new ScriptedSmtpServer()) {
      database.restore(release.mariaDb().toAbsolutePath());
      Map<String, String> environment = release.environment(database.environment());
      try (PackagedApplication before =
              PackagedApplication.startOther(PREVIOUS.orElseThrow(), data, environment);
          PackagedApplication now = PackagedApplication.start(data, environment)) {
        use(before, server.port(), "{\"mode\": \"NONE\"}");
        untilDelivered(before, Release.WAITING);
        for (int i = 0; i < 20; i++) {
          submit(before, "before" + i + "@example.org");
          submit(now, "now" + i + "@example.org");
        }
        for (int i = 0; i < 20; i++) {
          untilDelivered(now, "before" + i + "@example.org");
          untilDelivered(before, "now" + i + "@example.org");
        }
        before.api("PATCH", "/tenants/north", "{\"displayName\": \"North\"}");
        assertThat(before.output()).doesNotContain("BadSqlGrammarException");
      }
    }
  }

  static void use(PackagedApplication node, int port, String authentication) {
    node.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d, "encryption": "NONE",
         "senderAddress": "noreply@example.com", "authentication": %s}
        """
            .formatted(port, authentication));
  }

  static void submit(PackagedApplication node, String recipient) {
    node.api(
        "POST",
        "/tenants/" + Release.TENANT + "/messages",
        "{\"to\": [\"%s\"], \"subject\": \"s\", \"text\": \"t\"}".formatted(recipient));
  }

  /** What has become of the message to somebody. */
  static String status(PackagedApplication node, String recipient) {
    List<String> found =
        JsonPath.read(node.api("GET", "/messages?recipient=" + recipient, ""), "$[*].status");
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static void untilDelivered(PackagedApplication node, String recipient) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> status(node, recipient).equals("DELIVERED"));
  }
}
