package org.postmeister.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.DebianPackages;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PrivateMariaDb;
import org.postmeister.testing.Programs;
import org.postmeister.testing.ScriptedSmtpServer;

/** A backup made while mail is submitted, and what becomes of its messages when it is restored. */
class BackupIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String WITH_A_SECRET =
      "{\"mode\": \"USERNAME_PASSWORD\", \"username\": \"u\", \"password\": \"a secret\"}";
  private static final int ONE_PAGE = 1_000;
  private static final String KEYSET = "secret-keyset.json";

  @TempDir private Path data;
  @TempDir private Path backup;
  private PrivateMariaDb database;
  private ScriptedSmtpServer server;
  private PackagedApplication node;
  private String token;

  @BeforeEach
  void start() {
    Programs.require("A backup of MariaDB", PrivateMariaDb.whyNot());
    Programs.require(
        "A copy of its files",
        DebianPackages.whyNot(Path.of("/usr/bin/mariadb-backup"), "mariadb-backup"));
    database = PrivateMariaDb.start();
    server = new ScriptedSmtpServer();
    node = PackagedApplication.start(data, database.environment());
    node.api("POST", "/tenants", "{\"name\": \"acme\"}");
    token = node.token();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : Arrays.asList(node, server, database)) {
      if (each != null) {
        each.close();
      }
    }
  }

  private void use(int port, String authentication) {
    node.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d, "encryption": "NONE",
         "senderAddress": "noreply@example.com",
         "authentication": %s}
        """
            .formatted(port, authentication));
  }

  private void submit() {
    node.api(
        "POST",
        "/tenants/acme/messages",
        "{\"to\": [\"ada@example.org\"], \"subject\": \"s\", \"text\": \"t\"}");
  }

  private int count(String status) throws IOException, InterruptedException {
    HttpRequest request =
        node.request("/messages?limit=" + ONE_PAGE + "&status=" + status, token).build();
    return JsonPath.<Integer>read(
        HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body(), "$.length()");
  }

  private long arrived() {
    return server.commands().stream().filter(command -> command.startsWith("MAIL")).count();
  }

  @Test
  void whatLeftAfterTheBackupIsNotSentAgainWithoutAWord() throws Exception {
    // Nobody listens there.
    use(PackagedApplication.freePort(), WITH_A_SECRET);
    for (int i = 0; i < 20; i++) {
      submit();
    }
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger submitted = new AtomicInteger();
    Thread load =
        Thread.ofVirtual()
            .start(() -> {
              // As many as one page of the log has.
              while (!over.get() && submitted.get() < ONE_PAGE - 20) {
                submit();
                submitted.incrementAndGet();
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
              }
            });
    int before;
    do {
      before = submitted.get();
      database.dump(backup.resolve("dump.sql"));
      // Otherwise it was over before the next message came.
    } while (submitted.get() == before && load.isAlive());
    int dumped = submitted.get();
    assertThat(dumped).as("submitted while it was dumped").isGreaterThan(before);
    database.copyFiles(backup.resolve("files"));
    assertThat(submitted.get()).as("submitted while its files were copied").isGreaterThan(dumped);
    Files.copy(data.resolve(KEYSET), backup.resolve(KEYSET));
    over.set(true);
    load.join();

    // Everything leaves.
    use(server.port(), "{\"mode\": \"NONE\"}");
    int all = 20 + submitted.get();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(count("DELIVERED")).isEqualTo(all));
    // Until the node has stored something that is clearly newer than the backup.
    Instant backedUp = Files.getLastModifiedTime(backup.resolve("dump.sql")).toInstant();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() ->
            Instant.parse(Files.readString(data.resolve("last-stored")))
                .isAfter(backedUp.plusSeconds(11)));
    node.kill();
    database.restore(backup.resolve("dump.sql"));

    PackagedApplication refused = PackagedApplication.launch(data, database.environment());
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.output())
        .contains("a backup has been restored", "messages that wait in it", "hold-messages");

    assertThat(run("verify-backup", 0)).contains("opens all 3 stored secrets");
    assertThat(run("hold-messages", 0)).contains("messages that were waiting are uncertain now");
    node = PackagedApplication.start(data, database.environment());
    int held = count("UNCERTAIN");
    assertThat(held).isBetween(20, all);
    assertThat(count("QUEUED") + count("DEFERRED")).isZero();
    assertThat(arrived()).isEqualTo(all);
    System.out.println(
        held
            + " of "
            + all
            + " messages were in a backup made while they were submitted; restored, none of them"
            + " was sent again");

    node.kill();
    database.restoreFiles(backup.resolve("files"));
    assertThat(run("verify-backup", 0)).contains("opens all 3 stored secrets");
    assertThat(run("hold-messages", 0)).contains("messages that were waiting are uncertain now");
    node = PackagedApplication.start(data, database.environment());
    assertThat(count("UNCERTAIN")).isBetween(held, all);
    assertThat(arrived()).isEqualTo(all);
  }

  private String run(String command, int exitCode) {
    PackagedApplication application =
        PackagedApplication.launch(data, database.environment(), command);
    assertThat(application.exitCode()).describedAs(application.output()).isEqualTo(exitCode);
    return application.output();
  }

  @Test
  void theWrongKeysetIsFoundBeforeItIsNeeded() throws Exception {
    use(server.port(), WITH_A_SECRET);
    node.close();
    Files.move(data.resolve(KEYSET), backup.resolve(KEYSET));
    PackagedApplication.start(backup.resolve("other"), Map.of()).close();
    Files.copy(
        backup.resolve("other").resolve(KEYSET),
        data.resolve(KEYSET),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(run("verify-backup", 1)).contains("does not open", "of the 3 stored secrets");

    Files.copy(backup.resolve(KEYSET), data.resolve(KEYSET), StandardCopyOption.REPLACE_EXISTING);
    assertThat(run("verify-backup", 0)).contains("opens all 3 stored secrets");
    node = PackagedApplication.start(data, database.environment());
  }
}
