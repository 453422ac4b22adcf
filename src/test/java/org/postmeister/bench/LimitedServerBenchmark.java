package org.postmeister.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.DistantSmtpServer;
import org.postmeister.testing.DistantSmtpServer.Step;
import org.postmeister.testing.TestAuthority;

/** Servers that allow little, think long about single messages, or get stuck. Prints tables. */
class LimitedServerBenchmark {

  private static final String NO_LOGIN = "{\"mode\": \"NONE\"}";
  private static final String LOGIN =
      "{\"mode\": \"USERNAME_PASSWORD\", \"username\": \"u\", \"password\": \"p\"}";
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir private Path data;
  private DeliveryBench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new DeliveryBench(data);
    try (DistantSmtpServer server = new DistantSmtpServer()) {
      bench.useServer(server.port());
      load(server, 5_000);
    }
  }

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  private double load(DistantSmtpServer server, int messages) throws Exception {
    server.reset();
    long begun = System.nanoTime();
    bench.load("acme", 2_000).run(messages, 8, 0);
    await(server, messages);
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void await(DistantSmtpServer server, int messages) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (server.taken() < messages) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Only " + server.taken() + " of " + messages);
      }
      Thread.sleep(5);
    }
  }

  /** Beside a client that is told how many connections there may be. */
  @Test
  void fewConnections() throws Exception {
    int messages = 1500;
    System.out.println(
        "| allowed | refused at | nodes | told | found out | ratio | refused connections |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (int nodes = 1; nodes <= 2; nodes++) {
      if (nodes == 2) {
        bench.startSecond();
      }
      for (int allowed = 1; allowed <= 3; allowed++) {
        for (Step step : List.of(Step.GREETING, Step.AUTH, Step.MAIL, Step.END)) {
          if (nodes == 2 && step != Step.MAIL) {
            continue;
          }
          try (DistantSmtpServer server =
              new DistantSmtpServer().roundTrip(Duration.ofMillis(10))) {
            String login = step == Step.AUTH ? LOGIN : NO_LOGIN;
            bench.useServer(
                server.port(), "NONE", login, "{\"connections\": %d}".formatted(allowed));
            double told = load(server, messages);
            Thread.sleep(6000);
            server.connections(
                allowed,
                step,
                step == Step.MAIL
                    ? "432 4.3.2 Concurrent connections limit exceeded"
                    : "421 4.7.0 Too many connections");
            bench.useServer(server.port(), "NONE", login, "null");
            double found = load(server, messages);
            System.out.printf(
                "| %d | %s | %d | %.1f s | %.1f s | %.2f | %d |%n",
                allowed, step, nodes, told, found, told / found, server.refused());
          }
        }
      }
    }
  }

  /** Beside the same server without a limit for each connection. */
  @Test
  void fiveMessagesPerConnection() throws Exception {
    int messages = 3000;
    System.out.println("| the sixth message | without | with | ratio | connections |");
    System.out.println("|---|---|---|---|---|");
    record Kind(String name, Step at, String reply) {}
    for (Kind kind :
        List.of(
            new Kind("421 at MAIL", Step.MAIL, "421 4.7.0 Too many messages in this session"),
            new Kind(
                "452 at MAIL",
                Step.MAIL,
                "452 4.4.5 Maximum number of messages per session exceeded"),
            new Kind(
                "452 at DATA",
                Step.DATA,
                "452 4.4.5 Maximum number of messages per session exceeded"),
            new Kind("closed in silence", Step.MAIL, null))) {
      try (DistantSmtpServer server = new DistantSmtpServer().roundTrip(Duration.ofMillis(20))) {
        bench.useServer(server.port(), "NONE", NO_LOGIN, "{\"perDay\": 999999}");
        double without = load(server, messages);
        server.messagesPerSession(5, kind.at(), kind.reply());
        bench.useServer(server.port(), "NONE", NO_LOGIN, "{\"perDay\": 1000000}");
        double with = load(server, messages);
        System.out.printf(
            "| %s | %.1f s | %.1f s | %.2f | %d |%n",
            kind.name(), without, with, without / with, server.connections());
      }
    }
  }

  @Test
  void thirtyMessagesPerMinute() throws Exception {
    System.out.println("| minutes | taken | of what it would take | pauses |");
    System.out.println("|---|---|---|---|");
    try (DistantSmtpServer server =
        new DistantSmtpServer().roundTrip(Duration.ofMillis(20)).messagesPerMinute(30)) {
      bench.useServer(server.port());
      bench.load("acme", 2_000).run(300, 8, 0);
      int pauses = 0;
      for (int minute = 1; minute <= 6; minute++) {
        for (int i = 0; i < 60; i++) {
          Thread.sleep(1000);
          pauses +=
              number("SELECT COUNT(*) FROM server_health WHERE paused_until > UTC_TIMESTAMP()") > 0
                  ? 1
                  : 0;
        }
        System.out.printf(
            "| %d | %d | %.0f %% | %d |%n",
            minute, server.taken(), server.taken() / (30.0 * minute) * 100, pauses);
      }
    }
  }

  @Test
  void someTakeLong() throws Exception {
    System.out.println("| server | others | p50 | p95 |");
    System.out.println("|---|---|---|---|");
    steady("20 ms each", number -> Duration.ofMillis(20), 60);
    steady(
        "one in ten takes 10 s",
        number -> number % 10 == 5 ? Duration.ofSeconds(10) : Duration.ofMillis(20),
        60);
    steady(
        "one takes 9 minutes",
        number -> number == 20 ? Duration.ofMinutes(9) : Duration.ofMillis(20),
        60);
  }

  private void steady(String what, java.util.function.IntFunction<Duration> thinking, int seconds)
      throws Exception {
    try (DistantSmtpServer server =
        new DistantSmtpServer().roundTrip(Duration.ofMillis(20)).thinking(thinking)) {
      bench.useServer(server.port());
      long last = (long) number("SELECT COALESCE(MAX(id), 0) FROM message");
      bench.load("acme", 2_000).run(seconds * 10, 8, 10);
      Thread.sleep(3000);
      String others =
          """
          SELECT TIMESTAMPDIFF(MICROSECOND, m.accepted_at, a.at) / 1000000 + a.millis / 1000
          FROM message m JOIN message_attempt a ON a.message = m.id
          WHERE m.id > %d AND m.status = 'DELIVERED' AND a.millis < 9000
          """
              .formatted(last);
      List<Double> times = numbers(others);
      times.sort(null);
      System.out.printf(
          "| %s | %d of %d | %.2f s | %.2f s |%n",
          what,
          times.size(),
          seconds * 10,
          times.get(times.size() / 2),
          times.get(times.size() * 95 / 100));
    }
  }

  /** How soon mail leaves when a server is stuck on a connection, and when it is replaced. */
  @Test
  void tarpits() throws Exception {
    System.out.println("| stuck at | the next message | after the settings were changed |");
    System.out.println("|---|---|---|");
    for (Step step : Step.values()) {
      try (DistantSmtpServer server =
              new DistantSmtpServer(InetAddress.getLoopbackAddress())
                  .roundTrip(Duration.ofMillis(20))
                  .withStartTls(TestAuthority.valid());
          DistantSmtpServer other = new DistantSmtpServer()) {
        boolean tls = step == Step.STARTTLS || step == Step.HANDSHAKE;
        bench.useServer(
            server.port(), tls ? "STARTTLS" : "NONE", step == Step.AUTH ? LOGIN : NO_LOGIN, "null");
        server.stuckAt(step);
        HttpLoad load = bench.load("acme", step == Step.CONTENT ? 3_000_000 : 2_000);
        load.run(1, 1, 0);
        Thread.sleep(2000);
        server.stuckAt(null);
        long begun = System.nanoTime();
        bench.load("acme", 2_000).run(1, 1, 0);
        await(server, 1);
        double next = (System.nanoTime() - begun) / 1e9;
        server.stuckAt(step);
        load.run(step == Step.CONTENT ? 5 : 30, 4, 0);
        Thread.sleep(3000);
        begun = System.nanoTime();
        bench.useServer(other.port());
        bench.load("acme", 2_000).run(1, 1, 0);
        await(other, 1);
        System.out.printf(
            "| %s | %.2f s | %.2f s |%n", step, next, (System.nanoTime() - begun) / 1e9);
        // What is left would be stuck on the next server before its first message.
        while (number("SELECT COUNT(*) FROM message WHERE status IN ('QUEUED', 'DEFERRED')") > 0) {
          Thread.sleep(100);
        }
      }
    }
  }

  private double number(String sql) throws SQLException {
    return numbers(sql).getFirst();
  }

  private List<Double> numbers(String sql) throws SQLException {
    List<Double> numbers = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(bench.database().url(), "root", "");
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        numbers.add(rows.getDouble(1));
      }
    }
    return numbers;
  }
}
