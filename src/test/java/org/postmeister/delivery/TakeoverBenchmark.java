package org.postmeister.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.ChaoticSmtpServer;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PrivateMariaDb;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What the death of one of two nodes costs with the settings as they are: the one that sends is
 * killed while messages are handed to both. Prints a table; docs/performance.md says how to run it.
 */
class TakeoverBenchmark {

  private static final int ROUNDS = 3;
  private static final int MESSAGES = 4_000;

  @TempDir private Path data;

  private final List<PackagedApplication> nodes = new CopyOnWriteArrayList<>();

  @Test
  void aNodeIsKilled() throws Exception {
    System.out.println(
        "| kill | answers cut off | mail leaves again after | accepted | delivered | twice |");
    System.out.println("|---|---|---|---|---|---|");
    try (PrivateMariaDb database = PrivateMariaDb.start()) {
      JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(database.url(), "root", ""));
      nodes.add(PackagedApplication.start(data, database.environment()));
      try (ChaoticSmtpServer server = new ChaoticSmtpServer(Duration.ofMillis(20))) {
        nodes.getFirst().sendsThrough(server.port());
        try (Applications applications = new Applications(() -> nodes)) {
          for (int round = 1; round <= ROUNDS; round++) {
            applications.send(1, 2_000);
            String first = sender(jdbc, "");
            nodes.add(PackagedApplication.start(data, database.environment()));
            round(round, first, applications, server, jdbc);
          }
        }
      }
    } finally {
      nodes.forEach(PackagedApplication::close);
    }
  }

  private void round(
      int round,
      String first,
      Applications applications,
      ChaoticSmtpServer server,
      JdbcTemplate jdbc) {
    int cutBefore = applications.cut();
    int twiceBefore = server.heardTwice();
    applications.send(MESSAGES, 2_000);
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> applications.left() <= MESSAGES / 2);
    String sender = sender(jdbc, "");
    PackagedApplication killed = sender.equals(first) ? nodes.getFirst() : nodes.getLast();
    nodes.remove(killed);
    killed.kill();
    long killedAt = System.nanoTime();
    sender(jdbc, sender);
    int taken = server.taken().size();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> server.taken().size() > taken);
    double seconds = (System.nanoTime() - killedAt) / 1e9;
    Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .until(() ->
            applications.left() == 0
                && jdbc.queryForObject(
                        "SELECT COUNT(*) FROM message WHERE lane IS NOT NULL", Integer.class)
                    == 0);
    System.out.printf(
        "| %d | %d | %.1f s | %,d | %,d | %d |%n",
        round,
        applications.cut() - cutBefore,
        seconds,
        applications.accepted().size(),
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM message WHERE status = 'DELIVERED'", Integer.class),
        server.heardTwice() - twiceBefore);
  }

  /** The name of a node that sends, once there is one other than that. */
  private static String sender(JdbcTemplate jdbc, String other) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                jdbc.queryForList(
                    "SELECT picked_by FROM scheduled_tasks WHERE task_name = 'lane' AND picked",
                    String.class),
            names -> names.stream().anyMatch(name -> !name.equals(other)))
        .stream()
        .filter(name -> !name.equals(other))
        .findFirst()
        .orElseThrow();
  }
}
