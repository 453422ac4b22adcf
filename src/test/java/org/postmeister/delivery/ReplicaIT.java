package org.postmeister.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.ChaoticSmtpServer;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PrivateMariaDb;
import org.postmeister.testing.Programs;

/**
 * Two nodes on a MariaDB that has a replica, with what docs/operations.md says to set: the primary
 * is killed while messages come and go, the replica is promoted, and nothing is lost.
 */
class ReplicaIT {

  private static final int MESSAGES = 400;
  // As in DurabilityIT: what two nodes were sending when the primary died.
  private static final int TWICE_AT_MOST = 80;
  private static final String USER = "postmeister";

  @TempDir private Path data;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<PackagedApplication> nodes = new ArrayList<>();
  private PrivateMariaDb primary;
  private PrivateMariaDb replica;
  private ChaoticSmtpServer server;

  @BeforeAll
  static void mariaDbIsThere() {
    Programs.require("A primary and its replica", PrivateMariaDb.whyNot());
  }

  @BeforeEach
  void start() throws Exception {
    primary =
        PrivateMariaDb.start(
            "--server-id=1",
            "--log-bin",
            "--sync-binlog=1",
            "--rpl-semi-sync-master-wait-point=AFTER_SYNC",
            // For ever: what is answered with 202 is on both.
            "--rpl-semi-sync-master-timeout=3600000");
    replica =
        PrivateMariaDb.start(
            "--server-id=2",
            "--log-bin",
            "--sync-binlog=1",
            "--read-only=1",
            "--rpl-semi-sync-slave-enabled=1");
    execute(
        primary,
        "GRANT REPLICATION SLAVE ON *.* TO replica@localhost IDENTIFIED BY 'secret'",
        // Before, it would wait for a replica that cannot sign in yet.
        "SET GLOBAL rpl_semi_sync_master_enabled = 1");
    execute(
        replica,
        "CHANGE MASTER TO master_host = '127.0.0.1', master_port = %d, master_user = 'replica',"
                .formatted(primary.port())
            + " master_password = 'secret', master_use_gtid = slave_pos",
        "START SLAVE");
    execute(
        primary,
        "CREATE DATABASE postmeister",
        // Somebody whom read-only binds.
        "CREATE USER " + USER + "@localhost IDENTIFIED BY 'secret'",
        "GRANT ALL ON postmeister.* TO " + USER + "@localhost");
    server = new ChaoticSmtpServer(Duration.ofMillis(20));
    List.of(startNode(), startNode()).forEach(node -> nodes.add(node.join()));
    nodes.getFirst().sendsThrough(server.port());
  }

  private CompletableFuture<PackagedApplication> startNode() {
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "SPRING_DATASOURCE_URL",
        "jdbc:mariadb:sequential://127.0.0.1:%d,127.0.0.1:%d/postmeister"
            .formatted(primary.port(), replica.port()));
    environment.put("SPRING_DATASOURCE_USERNAME", USER);
    environment.put("SPRING_DATASOURCE_PASSWORD", "secret");
    environment.put("DB_SCHEDULER_HEARTBEAT_INTERVAL", "1s");
    environment.put("POSTMEISTER_DELIVERY_LEASE", "3s");
    environment.put("POSTMEISTER_DELIVERY_RETRY_INITIAL", "1s");
    return CompletableFuture.supplyAsync(() -> PackagedApplication.start(data, environment));
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    List<AutoCloseable> all = new ArrayList<>(nodes);
    all.addAll(Arrays.asList(server, replica, primary));
    for (AutoCloseable each : all) {
      if (each != null) {
        each.close();
      }
    }
  }

  @Test
  void nothingIsLostWhenTheReplicaTakesOver() throws Exception {
    try (Applications applications = new Applications(() -> nodes)) {
      applications.send(MESSAGES, 2_000);
      until(() -> applications.left() <= MESSAGES / 2);

      primary.kill();
      until(() -> readiness().equals(List.of(503, 503)));
      // What it has received it has to do first.
      until(() -> state(replica).startsWith("Slave has read all relay log"));
      execute(replica, "STOP SLAVE", "RESET SLAVE ALL", "SET GLOBAL read_only = 0");
      long promoted = System.nanoTime();
      int before = applications.accepted().size();
      until(() -> applications.accepted().size() > before);
      double seconds = (System.nanoTime() - promoted) / 1e9;

      until(() -> readiness().equals(List.of(200, 200)));
      until(() -> applications.left() == 0 && waiting() == 0);
      Set<Long> stored = new HashSet<>();
      Set<String> delivered = new HashSet<>();
      try (Connection connection = connect(replica);
          ResultSet rows =
              connection
                  .createStatement()
                  .executeQuery("SELECT id, message_id FROM postmeister.message")) {
        while (rows.next()) {
          stored.add(rows.getLong("id"));
          delivered.add(rows.getString("message_id"));
        }
      }
      System.out.printf(
          "Replica promoted: %d accepted, HTTP %s meanwhile, %d delivered, %d of them twice;"
              + " the next one accepted after %.1f s%n",
          applications.accepted().size(),
          applications.refusals(),
          server.taken().size(),
          server.heardTwice(),
          seconds);
      assertThat(stored).as("each once, and no others").isEqualTo(applications.accepted());
      assertThat(server.taken().keySet()).as("lost are none").isEqualTo(delivered);
      assertThat(server.heardTwice()).isLessThanOrEqualTo(TWICE_AT_MOST);
    }
  }

  /** What may throw while a database is away. */
  private interface Condition {
    boolean isMet() throws Exception;
  }

  private static void until(Condition condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .until(condition::isMet);
  }

  private List<Integer> readiness() throws Exception {
    List<Integer> answers = new ArrayList<>();
    for (PackagedApplication node : nodes) {
      answers.add(
          http.send(
                  HttpRequest.newBuilder(URI.create(node.url("/actuator/health/readiness")))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode());
    }
    return answers;
  }

  private long waiting() throws SQLException {
    try (Connection connection = connect(replica);
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT COUNT(*) FROM postmeister.message WHERE lane IS NOT NULL")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static String state(PrivateMariaDb database) throws SQLException {
    try (Connection connection = connect(database);
        ResultSet rows = connection.createStatement().executeQuery("SHOW SLAVE STATUS")) {
      rows.next();
      return rows.getString("Slave_SQL_Running_State");
    }
  }

  private static void execute(PrivateMariaDb database, String... statements) throws SQLException {
    try (Connection connection = connect(database)) {
      for (String statement : statements) {
        connection.createStatement().execute(statement);
      }
    }
  }

  // Without a database, which nobody may create on a replica.
  private static Connection connect(PrivateMariaDb database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:" + database.port() + "/", "root", "");
  }
}
