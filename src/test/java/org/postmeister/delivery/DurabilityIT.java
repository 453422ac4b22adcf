package org.postmeister.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.testing.ChaoticSmtpServer;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PrivateMariaDb;

/**
 * Nothing is lost: the packaged jar on MariaDB, while nodes are killed and frozen, the database
 * restarts, and a mail server misbehaves. With {@code -Dpostmeister.test.durability=full} all of it
 * runs, and is as long as docs/durability.md tells of.
 */
class DurabilityIT {

  private static final boolean FULL =
      "full".equals(System.getProperty("postmeister.test.durability"));
  private static final int GROUP = 20;
  // Two groups that are being stored, one that is full, and what each connection has in hand.
  private static final int TWICE_AT_MOST = 2 * GROUP + GROUP + 20;

  @TempDir private Path data;

  private final List<PackagedApplication> nodes = new CopyOnWriteArrayList<>();
  private final Map<PackagedApplication, Integer> smtpPorts = new ConcurrentHashMap<>();
  private PrivateMariaDb database;

  @BeforeAll
  static void mariaDbIsThere() {
    Optional<String> whyNot = PrivateMariaDb.whyNot();
    assumeTrue(whyNot.isEmpty(), () -> "Skipped: " + whyNot.orElseThrow());
  }

  @BeforeEach
  void startDatabase() {
    database = PrivateMariaDb.start();
  }

  @AfterEach
  void stop() {
    nodes.forEach(PackagedApplication::close);
    database.close();
  }

  private PackagedApplication startNode() {
    Map<String, String> environment = new HashMap<>(database.environment());
    // A node that has died is noticed sooner than in production, so that tests do not wait.
    environment.put("DB_SCHEDULER_HEARTBEAT_INTERVAL", "1s");
    environment.put("POSTMEISTER_DELIVERY_LEASE", "3s");
    environment.put("POSTMEISTER_DELIVERY_RETRY_INITIAL", "1s");
    environment.put("POSTMEISTER_DELIVERY_RETRY_MAX_DELAY", "5s");
    environment.put("POSTMEISTER_SMTP_ANSWER_TIMEOUT", "5s");
    environment.put("POSTMEISTER_SMTP_DATA_TIMEOUT", "5s");
    environment.put("POSTMEISTER_SMTP_MESSAGE_TIMEOUT", "5s");
    int smtpPort = PackagedApplication.freePort();
    environment.put("POSTMEISTER_SUBMISSION_PORT", Integer.toString(smtpPort));
    environment.put("POSTMEISTER_SUBMISSION_ADDRESS", "127.0.0.1");
    environment.put("POSTMEISTER_SUBMISSION_ALLOW_PLAIN", "127.0.0.0/8");
    PackagedApplication node = PackagedApplication.start(data, environment);
    smtpPorts.put(node, smtpPort);
    nodes.add(node);
    return node;
  }

  private Applications configured(ChaoticSmtpServer server) {
    return configured(server, false);
  }

  private Applications configured(ChaoticSmtpServer server, boolean overSmtp) {
    PackagedApplication first = startNode();
    first.sendsThrough(server.port());
    return new Applications(() -> nodes, node -> overSmtp ? smtpPorts.get(node) : 0);
  }

  @ParameterizedTest(name = "over SMTP: {0}")
  @ValueSource(booleans = {false, true})
  void aNodeIsKilledAgainAndAgain(boolean overSmtp) throws Exception {
    int kills = FULL ? 10 : 2;
    int messages = FULL ? 5_000 : 600;
    // So slow that as many connections are of use as there may be.
    try (ChaoticSmtpServer server = new ChaoticSmtpServer(Duration.ofMillis(FULL ? 40 : 0));
        Applications applications = configured(server, overSmtp)) {
      applications.send(messages, 2_000);
      for (int i = 1; i <= kills; i++) {
        int until = messages - messages * i / (kills + 1);
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> applications.left() <= until);
        nodes.removeFirst().kill();
        startNode();
      }
      allEnd(applications);

      assertNothingLost(server, applications, kills * TWICE_AT_MOST);
    }
  }

  // Minutes that each build would wait for.
  private static void onlyInFull() {
    String why = "Skipped: runs with -Dpostmeister.test.durability=full only, it takes minutes";
    if (!FULL) {
      System.out.println(why);
    }
    assumeTrue(FULL, why);
  }

  @Test
  void oneOfTwoNodesIsKilledAndTheOtherFrozen() throws Exception {
    onlyInFull();
    int messages = 5_000;
    // So slow that there is always something taken that waits for a connection.
    try (ChaoticSmtpServer server = new ChaoticSmtpServer(Duration.ofMillis(80));
        Applications applications = configured(server)) {
      applications.send(1, 2_000);
      PackagedApplication first = nodes.getFirst();
      String firstName = sender();
      PackagedApplication second = startNode();
      applications.send(messages / 2 - 1, 2_000);
      untilLeft(applications, messages / 3);

      String killedName = sender();
      boolean firstSends = killedName.equals(firstName);
      PackagedApplication killed = firstSends ? first : second;
      PackagedApplication heir = firstSends ? second : first;
      nodes.remove(killed);
      killed.kill();
      String heirName = senderOtherThan(killedName);
      PackagedApplication third = startNode();
      allEnd(applications);
      int twiceForTheKill = server.heardTwice();

      // All at once, so that the next ones are always taken while others are being sent.
      applications.sendTomorrow(messages / 2, 2_000);
      untilLeft(applications, 0);
      makeDue();
      untilTaken(server, messages * 2 / 3);
      String frozenName = sender();
      PackagedApplication frozen = frozenName.equals(heirName) ? heir : third;
      nodes.remove(frozen);
      frozen.freeze();
      // Past its lease: another one has noticed, and sends what was taken here.
      senderOtherThan(frozenName);
      untilTaken(server, server.taken().size() + messages / 10);
      frozen.thaw();
      nodes.add(frozen);
      allEnd(applications);

      assertNothingLost(server, applications, 2 * TWICE_AT_MOST);
      int twiceForTheFreeze = server.heardTwice() - twiceForTheKill;
      System.out.printf(
          "Of those taken twice %d after the kill, %d after the freeze%n",
          twiceForTheKill, twiceForTheFreeze);
      assertThat(twiceForTheKill).isLessThanOrEqualTo(TWICE_AT_MOST);
      assertThat(twiceForTheFreeze).isLessThanOrEqualTo(TWICE_AT_MOST);
    }
  }

  private static void untilLeft(Applications applications, int most) {
    Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> applications.left() <= most);
  }

  private static void untilTaken(ChaoticSmtpServer server, int least) {
    Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> server.taken().size() >= least);
  }

  private void makeDue() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url(), "root", "")) {
      connection
          .createStatement()
          .executeUpdate("UPDATE message SET due_at = accepted_at WHERE lane IS NOT NULL");
    }
  }

  /** The name of the node that sends the system's mail. */
  private String sender() {
    return senderOtherThan("");
  }

  private String senderOtherThan(String name) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(this::senderNow, sender -> sender.isPresent() && !sender.get().equals(name))
        .orElseThrow();
  }

  private Optional<String> senderNow() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url(), "root", "");
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT picked_by FROM scheduled_tasks WHERE task_name = 'lane' AND picked")) {
      return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
    }
  }

  @Test
  void theDatabaseRestarts() throws Exception {
    onlyInFull();
    int messages = 5_000;
    try (ChaoticSmtpServer server = new ChaoticSmtpServer(Duration.ZERO);
        Applications applications = configured(server)) {
      applications.send(messages, 2_000);
      for (int i = 1; i <= 2; i++) {
        int until = messages - messages * i / 3;
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> applications.left() <= until);
        database.restart(Duration.ofSeconds(3));
      }
      allEnd(applications);

      assertNothingLost(server, applications, 0);
    }
  }

  @Test
  void aNodeIsStoppedWhileItSends() throws Exception {
    int stops = FULL ? 3 : 1;
    int messages = FULL ? 2_000 : 400;
    try (ChaoticSmtpServer server = new ChaoticSmtpServer(Duration.ofMillis(50));
        Applications applications = configured(server)) {
      applications.send(messages, 2_000);
      for (int i = 1; i <= stops; i++) {
        int until = messages - messages * i / (stops + 1);
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> applications.left() <= until);
        nodes.removeFirst().close();
        startNode();
      }
      allEnd(applications);

      assertNothingLost(server, applications, 0);
    }
  }

  @Test
  void theMailServerMisbehaves() throws Exception {
    int messages = FULL ? 5_000 : 300;
    long seed = RandomGenerator.getDefault().nextLong();
    System.out.println("The mail server misbehaves by the seed " + seed);
    try (ChaoticSmtpServer server = new ChaoticSmtpServer(0.02, seed);
        Applications applications = configured(server)) {
      applications.send(messages, 2_000);
      allEnd(applications);

      assertNothingLost(server, applications, 0);
    }
  }

  private void allEnd(Applications applications) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(FULL ? 20 : 4))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> applications.left() == 0 && waiting() == 0);
  }

  private long waiting() {
    try (Connection connection = DriverManager.getConnection(database.url(), "root", "");
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT COUNT(*) FROM message WHERE lane IS NOT NULL")) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      // It is being restarted.
      return Long.MAX_VALUE;
    }
  }

  /**
   * Every accepted message has ended, every delivered one was taken by the server, and none was
   * taken twice but those whose answer nobody heard.
   */
  private void assertNothingLost(
      ChaoticSmtpServer server, Applications applications, int duplicatesAllowed)
      throws SQLException {
    Map<String, Integer> taken = server.taken();
    Map<String, Integer> outcomes = new TreeMap<>();
    Set<Long> stored = new HashSet<>();
    Set<String> messageIds = new HashSet<>();
    int duplicates = server.heardTwice();
    try (Connection connection = DriverManager.getConnection(database.url(), "root", "");
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT id, status, message_id, failure FROM message")) {
      while (rows.next()) {
        String status = rows.getString("status");
        outcomes.merge(status, 1, Integer::sum);
        stored.add(rows.getLong("id"));
        messageIds.add(rows.getString("message_id"));
        int count = taken.getOrDefault(rows.getString("message_id"), 0);
        if (status.equals("DELIVERED")) {
          assertThat(count).as("delivered, so it was taken").isPositive();
        } else {
          // In doubt is what was handed over three times without an answer.
          assertThat(status).isIn("REFUSED", "UNCERTAIN");
          assertThat(rows.getString("failure")).as("with a reason").isNotNull();
        }
      }
    }
    System.out.printf(
        "%d accepted, ended as %s; %d taken twice, of %d allowed; %d answers lost; refused %s; at"
            + " most %d connections%n",
        applications.accepted().size(),
        outcomes,
        duplicates,
        duplicatesAllowed,
        server.unanswered().size(),
        applications.refusals(),
        server.mostAtOnce());
    assertThat(stored)
        .as("all that were accepted, each once, and no others")
        .containsExactlyInAnyOrderElementsOf(applications.accepted());
    assertThat(messageIds).as("what the server was given").containsAll(taken.keySet());
    assertThat(duplicates).isLessThanOrEqualTo(duplicatesAllowed);
  }
}
