package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PrivateMariaDb;
import org.postmeister.testing.Programs;

/**
 * The packaged jar starts and stops, and says in one sentence why it cannot start. Each test waits
 * for a process of its own, which uses one core most of the time.
 */
@Execution(ExecutionMode.CONCURRENT)
class StartupIT {

  @TempDir private Path data;

  @Test
  void createsItsDataForItsOwnerAlone() throws IOException {
    Path directory = data.resolve("new");
    // Only here, since all others start sooner when it is extracted.
    try (PackagedApplication application = PackagedApplication.startFile(directory, Map.of())) {
      assertThat(permissions(directory)).isEqualTo("rwx------");
      assertThat(permissions(directory.resolve("secret-keyset.json"))).isEqualTo("rw-------");
      assertThat(application.output()).doesNotContain("WARN", "ERROR");
    }
  }

  @Test
  void saysThatThePortIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertRefuses(
          Map.of("SERVER_PORT", Integer.toString(taken.getLocalPort())),
          "Port " + taken.getLocalPort() + " was already in use");
    }
  }

  @Test
  void saysThatThePortOfTheMailCatcherIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefuses(
          Map.of("POSTMEISTER_MAILCATCHER_PORT", Integer.toString(taken.getLocalPort())),
          "The mail catcher's port " + taken.getLocalPort() + " is already in use.");
    }
  }

  @Test
  void saysThatTheDatabaseCannotBeReached() {
    int nobody = PackagedApplication.freePort();

    assertRefuses(
        Map.of(
            "SPRING_DATASOURCE_URL",
            "jdbc:mariadb://127.0.0.1:" + nobody + "/postmeister?password=hush",
            "SPRING_DATASOURCE_USERNAME",
            "postmeister"),
        "The database jdbc:mariadb://127.0.0.1:" + nobody + "/postmeister cannot be used");
  }

  @Test
  void saysThatThereIsNoDriverForTheDatabase() {
    assertRefuses(
        Map.of("SPRING_DATASOURCE_URL", "jdbc:mysql://127.0.0.1/postmeister"),
        "There is no driver for the database");
  }

  @Test
  void saysThatTheDataFileIsDamaged() throws IOException {
    Files.writeString(data.resolve("postmeister.mv.db"), "this is no database ".repeat(1000));

    assertRefuses(Map.of(), "is damaged. Restore it from a backup");
  }

  @Test
  void saysThatTheDataIsInUse() {
    try (PackagedApplication first = PackagedApplication.start(data, Map.of())) {
      assertRefuses(Map.of(), "is already open in another process");
      assertThat(first.output()).doesNotContain("ERROR");
    }
  }

  @Test
  void saysThatANewerVersionHasChangedTheDatabase() throws Exception {
    PackagedApplication.start(data, Map.of()).close();
    sql("UPDATE schema_generation SET readable_from = 99");

    assertRefuses(
        Map.of(), "The database has been changed by a newer version of Postmeister, and this");
  }

  @Test
  void aLockThatAKilledNodeHasLeftIsReleased() throws Exception {
    PackagedApplication.start(data, Map.of()).close();
    sql("UPDATE databasechangeloglock SET locked = TRUE, lockedby = 'node1 (192.0.2.1)'");

    try (PackagedApplication application = PackagedApplication.start(data, Map.of())) {
      assertThat(application.output())
          .contains("node1 (192.0.2.1) has ended while it was changing the structure");
    }
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:file:"
                    + data.resolve("postmeister")
                    + ";MODE=MariaDB;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "",
                "");
        Statement change = connection.createStatement()) {
      change.execute(statement);
    }
  }

  @Test
  void aNodeWaitsForTheOneThatChangesTheDatabase() throws Exception {
    Programs.require("Waiting for another node", PrivateMariaDb.whyNot());
    try (PrivateMariaDb database = PrivateMariaDb.start();
        Connection other = DriverManager.getConnection(database.url(), "root", "");
        Statement lock = other.createStatement()) {
      PackagedApplication.start(data, database.environment()).close();
      lock.execute("UPDATE DATABASECHANGELOGLOCK SET LOCKED = TRUE, LOCKEDBY = 'node1'");
      lock.execute("SELECT GET_LOCK(CONCAT('postmeister ', DATABASE()), 1)");
      waitsFor(other, PackagedApplication.launch(data, database.environment()));
    }
  }

  private static void waitsFor(Connection other, PackagedApplication waiting) throws SQLException {
    try (waiting) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() ->
              assertThat(waiting.output())
                  .contains("Waiting for another node, which is changing the structure"));

      // It dies.
      other.close();

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(waiting.output()).contains("node1 has ended", "Started"));
    }
  }

  @Test
  void saysThatTheKeysetIsLost() throws IOException {
    PackagedApplication.start(data, Map.of()).close();
    Files.delete(data.resolve("secret-keyset.json"));

    assertRefuses(Map.of(), "secret-keyset.json is missing, but the database contains passwords");
  }

  @Test
  void saysThatTheTrustedCertificatesCannotBeRead() {
    assertRefuses(
        Map.of("POSTMEISTER_TRUSTED_CERTIFICATES", data.resolve("nothing.pem").toString()),
        "nothing.pem cannot be read");
  }

  @ParameterizedTest
  @CsvSource({
    "LOGIN_ENDPOINT, http://proxy.example.com, is no base URL with HTTPS",
    "GRAPH_ENDPOINT, proxy.example.com, is no base URL with HTTPS",
    "ANSWER_TIMEOUT, 0s, is not greater than zero",
    "REQUESTS_IN_FLIGHT, 0, is not greater than zero"
  })
  void saysThatASettingForMicrosoftIsWrong(String name, String value, String sentence) {
    String variable = "POSTMEISTER_MICROSOFT_" + name;

    assertRefuses(Map.of(variable, value), "in " + variable + " " + sentence);
  }

  @Test
  void rotatesTheKeysetByCommand() throws IOException {
    PackagedApplication.start(data, Map.of()).close();
    String before = Files.readString(data.resolve("secret-keyset.json"));

    PackagedApplication rotation = PackagedApplication.launch(data, Map.of(), "rotate-secrets");

    assertThat(rotation.exitCode()).describedAs(rotation.output()).isZero();
    assertThat(rotation.output())
        .contains("has a new primary key, and 2 stored secrets are encrypted with it.");
    assertThat(Files.readString(data.resolve("secret-keyset.json"))).isNotEqualTo(before);
    PackagedApplication.start(data, Map.of()).close();
  }

  private void assertRefuses(Map<String, String> environment, String sentence) {
    PackagedApplication application = PackagedApplication.launch(data, environment);

    assertThat(application.exitCode()).isNotZero();
    assertThat(application.output().lines().filter(line -> line.contains("ERROR")))
        .describedAs(application.output())
        .singleElement()
        .asString()
        .contains("Postmeister cannot start.", sentence)
        .doesNotContain("hush");
    assertThat(application.output()).doesNotContain("\tat ");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
