package org.postmeister.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.ChaoticSmtpServer;
import org.postmeister.testing.GaleraCluster;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.Programs;

/**
 * Two nodes on two members of a Galera cluster of three: they conflict, a member is killed, one
 * stands still, and nothing is lost. docs/operations.md has the figures that it prints.
 */
class GaleraIT {

  private static final boolean FULL =
      "full".equals(System.getProperty("postmeister.test.durability"));
  private static final int MESSAGES = FULL ? 5_000 : 400;
  private static final int CONFLICTS = FULL ? 500 : 60;
  // As in DurabilityIT: of a node that is cut off from what it has to say.
  private static final int TWICE_AT_MOST = 80;
  private static final String MESSAGE =
      "{\"to\": [\"ada@example.org\"], \"subject\": \"s\", \"text\": \"t\"}";

  @TempDir private Path data;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<PackagedApplication> nodes = new CopyOnWriteArrayList<>();
  private GaleraCluster cluster;

  @BeforeAll
  static void galeraIsThere() {
    Programs.require("A Galera cluster", GaleraCluster.whyNot());
  }

  @BeforeEach
  void start() throws Exception {
    cluster = GaleraCluster.start();
  }

  @AfterEach
  void stop() {
    nodes.forEach(PackagedApplication::close);
    http.close();
    if (cluster != null) {
      cluster.close();
    }
  }

  private Map<String, String> environment(int member) {
    // What stands still is noticed sooner than by default, so that the test does not wait.
    Map<String, String> environment =
        new HashMap<>(cluster.environment(member, "&socketTimeout=10000"));
    environment.put("DB_SCHEDULER_HEARTBEAT_INTERVAL", "1s");
    environment.put("POSTMEISTER_DELIVERY_LEASE", "3s");
    environment.put("POSTMEISTER_DELIVERY_RETRY_INITIAL", "1s");
    environment.put("POSTMEISTER_DELIVERY_RETRY_MAX_DELAY", "5s");
    return environment;
  }

  private void startNodes() {
    // At the same moment, so that both want to create the tables.
    List<CompletableFuture<PackagedApplication>> starting =
        List.of(
            CompletableFuture.supplyAsync(() -> PackagedApplication.start(data, environment(1))),
            CompletableFuture.supplyAsync(() -> PackagedApplication.start(data, environment(2))));
    starting.forEach(node -> nodes.add(node.join()));
  }

  @Test
  void nothingIsLostWhenMembersConflictDieAndStandStill() throws Exception {
    startNodes();
    try (ChaoticSmtpServer server = new ChaoticSmtpServer(Duration.ofMillis(5))) {
      nodes.getFirst().sendsThrough(server.port());
      try (Applications applications = new Applications(() -> nodes)) {
        Set<Long> accepted = new HashSet<>(theSameOnBothNodes(applications.token()));

        applications.send(MESSAGES, 2_000);
        allEnd(applications);
        report("through two members", applications, server);
        assertThat(applications.refusals()).as("nobody sees a conflict").isEmpty();
        assertConflictsAreNotLogged();

        applications.send(MESSAGES, 2_000);
        untilLeft(applications, MESSAGES / 2);
        cluster.member(1).kill();
        allEnd(applications);
        report("a member killed", applications, server);
        cluster.member(1).start();

        applications.send(MESSAGES, 2_000);
        untilLeft(applications, MESSAGES / 2);
        cluster.member(2).freeze();
        untilLeft(applications, 0);
        cluster.member(2).thaw();
        cluster.member(2).untilSynced();
        allEnd(applications);
        report("a member frozen", applications, server);

        accepted.addAll(applications.accepted());
        assertNothingLost(server, accepted);
        assertThat(server.heardTwice()).isLessThanOrEqualTo(2 * TWICE_AT_MOST);
      }
    }
    whatAKilledNodeHasLockedIsReleased();
  }

  // As a node leaves it that is killed while it changes the tables.
  private void whatAKilledNodeHasLockedIsReleased() throws SQLException {
    nodes.removeFirst().close();
    cluster.member(3).execute("UPDATE postmeister.schema_lease SET owner = 'killed' WHERE id = 1");
    cluster
        .member(3)
        .execute("UPDATE postmeister.DATABASECHANGELOGLOCK SET LOCKED = TRUE, LOCKEDBY = 'node1'");
    PackagedApplication next = PackagedApplication.start(data, environment(1));
    nodes.add(next);
    assertThat(next.output())
        .containsSubsequence(
            "Waiting for another node, which is changing the structure of the database",
            "node1 has ended while it was changing the structure of the database");
  }

  /** Each message through both nodes at the same moment: they conflict, and both are told of it. */
  private Set<Long> theSameOnBothNodes(String token) throws Exception {
    long before = cluster.conflicts();
    Map<Integer, Integer> answers = new TreeMap<>();
    Set<Long> accepted = new HashSet<>();
    for (int i = 0; i < CONFLICTS; i++) {
      String key = "same-" + i;
      List<CompletableFuture<HttpResponse<String>>> both =
          nodes.stream()
              .map(node ->
                  http.sendAsync(
                      node.request("/tenants/acme/messages", token)
                          .header("Idempotency-Key", key)
                          .POST(HttpRequest.BodyPublishers.ofString(MESSAGE))
                          .build(),
                      HttpResponse.BodyHandlers.ofString()))
              .toList();
      Set<Long> ids = new HashSet<>();
      for (CompletableFuture<HttpResponse<String>> answer : both) {
        answers.merge(answer.get().statusCode(), 1, Integer::sum);
        ids.add(JsonPath.<Number>read(answer.get().body(), "$.id").longValue());
      }
      assertThat(ids).as("both are told of the same message").hasSize(1);
      accepted.addAll(ids);
    }
    long conflicts = cluster.conflicts() - before;
    System.out.printf(
        "Galera: %d messages handed to both nodes at once, %d conflicts in the cluster, HTTP %s%n",
        CONFLICTS, conflicts, answers);
    assertThat(answers).containsOnlyKeys(202);
    assertThat(conflicts).as("they did conflict").isPositive();
    return accepted;
  }

  private static void report(String when, Applications applications, ChaoticSmtpServer server) {
    System.out.printf(
        "Galera, %s: %d accepted so far, HTTP %s, %d taken twice%n",
        when, applications.accepted().size(), applications.refusals(), server.heardTwice());
  }

  private static void untilLeft(Applications applications, int most) {
    Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> applications.left() <= most);
  }

  private void allEnd(Applications applications) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(FULL ? 15 : 4))
        .pollInterval(Duration.ofMillis(500))
        .until(() ->
            applications.left() == 0
                && count("SELECT COUNT(*) FROM message WHERE lane IS NOT NULL") == 0);
  }

  private long count(String query) {
    try (Connection connection =
            DriverManager.getConnection(cluster.url(3, "&socketTimeout=5000"), "root", "");
        ResultSet rows = connection.createStatement().executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      // It decides who is still there.
      return Long.MAX_VALUE;
    }
  }

  private void assertNothingLost(ChaoticSmtpServer server, Set<Long> accepted) throws SQLException {
    Set<Long> stored = new HashSet<>();
    Set<String> delivered = new HashSet<>();
    try (Connection connection = DriverManager.getConnection(cluster.url(3, ""), "root", "");
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT id, status, message_id FROM message")) {
      while (rows.next()) {
        stored.add(rows.getLong("id"));
        assertThat(rows.getString("status")).isEqualTo("DELIVERED");
        delivered.add(rows.getString("message_id"));
      }
    }
    assertThat(stored).as("each once, and no others").isEqualTo(accepted);
    assertThat(server.taken().keySet()).as("lost are none").isEqualTo(delivered);
    System.out.printf(
        "Galera, altogether: %d accepted, %d delivered, 0 lost, %d taken twice%n",
        accepted.size(), delivered.size(), server.heardTwice());
  }

  private void assertConflictsAreNotLogged() {
    List<String> lines = nodes.stream().flatMap(node -> node.output().lines()).toList();
    assertThat(lines).noneMatch(line -> line.contains("Deadlock found") || line.contains("WSREP"));
  }
}
