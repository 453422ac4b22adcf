package org.postmeister.release;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PrivateMariaDb;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SharedH2;

/**
 * No test: writes the databases of a release, from which later versions are upgraded.
 * CONTRIBUTING.md says when.
 */
class ReleaseDump {

  private final Release release = Release.named(System.getProperty("postmeister.release"));

  @TempDir private Path data;

  @Test
  void write() throws Exception {
    Files.createDirectories(release.directory());
    try (SharedH2 database = SharedH2.start(data.resolve("h2"))) {
      use(data.resolve("h2"), database.environment());
      try (Connection connection = DriverManager.getConnection(database.url(), "sa", "");
          Statement script = connection.createStatement()) {
        script.execute("SCRIPT DROP TO '" + release.h2().toAbsolutePath() + "'");
      }
    }
    try (PrivateMariaDb database = PrivateMariaDb.start()) {
      use(data.resolve("mariadb"), database.environment());
      database.dump(release.mariaDb().toAbsolutePath());
    }
  }

  private void use(Path directory, Map<String, String> database) throws Exception {
    try (ScriptedSmtpServer server = new ScriptedSmtpServer();
        PackagedApplication node =
            PackagedApplication.start(directory, release.environment(database))) {
      server.on("RCPT TO:<" + Release.REFUSED + ">", "550 5.1.1 No such mailbox");
      node.api(
          "POST",
          "/tenants",
          "{\"name\": \"%s\", \"displayName\": \"North Ltd\"}".formatted(Release.TENANT));
      node.api(
          "POST",
          "/accounts",
          """
          {"email": "%s", "name": "Ada", "role": "TENANT_ADMIN", "tenants": ["%s"]}
          """
              .formatted(Release.ACCOUNT, Release.TENANT));
      node.api("POST", "/api-tokens", "{\"name\": \"invoices\"}");
      ReleaseUpgradeIT.use(node, server.port(), "{\"mode\": \"NONE\"}");
      ReleaseUpgradeIT.submit(node, Release.DELIVERED);
      ReleaseUpgradeIT.submit(node, Release.REFUSED);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() ->
              ReleaseUpgradeIT.status(node, Release.DELIVERED).equals("DELIVERED")
                  && ReleaseUpgradeIT.status(node, Release.REFUSED).equals("REFUSED"));
      ReleaseUpgradeIT.use(
          node,
          // Nobody listens there.
          9,
          "{\"mode\": \"USERNAME_PASSWORD\", \"username\": \"u\", \"password\": \"a secret\"}");
      ReleaseUpgradeIT.submit(node, Release.WAITING);
    }
  }
}
