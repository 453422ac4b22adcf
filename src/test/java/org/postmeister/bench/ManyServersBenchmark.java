package org.postmeister.bench;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.DistantSmtpServer;
import org.postmeister.testing.DistantSmtpServer.Step;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PostfixRelay;
import org.postmeister.testing.PrivateMariaDb;

/**
 * Many tenants with servers of their own, 50 ms away, whose mail becomes due at the same moment;
 * and the same beside hundreds of servers that never get anywhere.
 */
class ManyServersBenchmark {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir private Path data;
  private PrivateMariaDb database;
  private PackagedApplication node;
  private String token;

  @BeforeEach
  void start() throws IOException {
    database =
        PrivateMariaDb.start("--innodb-buffer-pool-size=512M", "--innodb-log-file-size=512M");
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.put("JAVA_TOOL_OPTIONS", "-Xmx512m");
    environment.put("POSTMEISTER_EGRESS_ALLOW", "127.0.0.0/8");
    environment.put("POSTMEISTER_EGRESS_PORTS", "1-65535");
    node = PackagedApplication.start(data, environment);
    node.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": 2525, "encryption": "NONE",
         "senderAddress": "noreply@example.com", "authentication": {"mode": "NONE"}}
        """);
    token =
        "Bearer "
            + JsonPath.<String>read(
                node.api("POST", "/api-tokens", "{\"name\": \"t\"}"), "$.token");
  }

  @AfterEach
  void stop() {
    node.close();
    database.close();
  }

  @Test
  void atTheSameMoment() throws Exception {
    try (DistantSmtpServer server =
        new DistantSmtpServer(InetAddress.getByName("0.0.0.0")).roundTrip(Duration.ofMillis(50))) {
      System.out.println("| tenants | messages each | all within | threads | resident |");
      System.out.println("|---|---|---|---|---|");
      postfix(server, 1000);
      tenants(0, 1000, server.port());
      for (int i = 0; i < 4; i++) {
        burst(server, 0, 1000, 1);
      }
      burst(server, 0, 300, 10);
      postfix(server, 9_999);
      tenants(1000, 10_000, server.port());
      burst(server, 0, 10_000, 1);
    }
  }

  @Test
  void besideTarpits() throws Exception {
    int tarpits = 500;
    int others = 100;
    try (DistantSmtpServer server = new DistantSmtpServer().roundTrip(Duration.ofMillis(50));
        DistantSmtpServer tarpit = new DistantSmtpServer().stuckAt(Step.GREETING)) {
      tenants(0, others, server.port());
      tenants(others, others + tarpits, tarpit.port());
      System.out.println("| | p50 | p95 | threads | resident |");
      System.out.println("|---|---|---|---|---|");
      single(server, others, "warming up");
      single(server, others, "alone");
      for (int i = 0; i < 5; i++) {
        enqueue(others, others + tarpits, 1);
      }
      Thread.sleep(15_000);
      single(
          server,
          others,
          "beside " + tarpits + " tarpits, " + tarpit.mostAtOnce() + " connections");
    }
  }

  /** With its defaults: at most 100 connections altogether. */
  private static void postfix(DistantSmtpServer server, int destinations) throws Exception {
    try (PostfixRelay relay = PostfixRelay.toManyServers(server.port())) {
      relay.sendToMany(destinations);
      server.reset();
      long begun = System.nanoTime();
      relay.release();
      while (server.taken() < destinations) {
        if (System.nanoTime() - begun > 2 * LONGEST.toNanos()) {
          throw new IllegalStateException(
              "Postfix: only " + server.taken() + " of " + destinations);
        }
        Thread.sleep(20);
      }
      System.out.printf(
          "| Postfix, %d destinations | 1 | %.1f s, %d connections | | |%n",
          destinations, (System.nanoTime() - begun) / 1e9, server.mostAtOnce());
    }
  }

  private void burst(DistantSmtpServer server, int from, int to, int each) throws Exception {
    sql(
        "INSERT INTO server_health (owner, since, failures, paused_until, failure) SELECT owner,"
            + " UTC_TIMESTAMP(6), 1, '2099-01-01',"
            + " '{\"step\":\"CONNECT\",\"code\":\"connection_refused\",\"arguments\":[]}' FROM"
            + " mail_server WHERE owner <> 'system'");
    // Until all who have something to do know it.
    Thread.sleep(6000);
    enqueue(from, to, each);
    Thread.sleep(2000);
    server.reset();
    long begun = System.nanoTime();
    sql("DELETE FROM server_health");
    int most = 0;
    int wanted = (to - from) * each;
    while (server.taken() < wanted) {
      most = Math.max(most, threads());
      if (System.nanoTime() - begun > LONGEST.toNanos()) {
        throw new IllegalStateException(
            "Only " + server.taken() + " of " + wanted + "; the others: " + undelivered());
      }
      Thread.sleep(20);
    }
    System.out.printf(
        "| %d | %d | %.1f s, %d connections | %d | %d MB |%n",
        to - from,
        each,
        (System.nanoTime() - begun) / 1e9,
        server.mostAtOnce(),
        most,
        status("VmRSS") / 1024);
  }

  /** One message after the other of each tenant, and how long each needs. */
  private void single(DistantSmtpServer server, int tenants, String what) throws Exception {
    double[] times = new double[tenants];
    for (int i = 0; i < tenants; i++) {
      int before = server.taken();
      long begun = System.nanoTime();
      send(i);
      while (server.taken() == before) {
        if (System.nanoTime() - begun > LONGEST.toNanos()) {
          throw new IllegalStateException("Nothing has come");
        }
        Thread.sleep(2);
      }
      times[i] = (System.nanoTime() - begun) / 1e9;
    }
    java.util.Arrays.sort(times);
    System.out.printf(
        "| %s | %.2f s | %.2f s | %d | %d MB |%n",
        what, times[tenants / 2], times[tenants * 95 / 100], threads(), status("VmRSS") / 1024);
  }

  private void enqueue(int from, int to, int each) throws Exception {
    AtomicReference<Exception> failed = new AtomicReference<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      for (int i = from; i < to; i++) {
        int tenant = i;
        clients.submit(() -> {
          for (int message = 0; message < each; message++) {
            try {
              send(tenant);
            } catch (IOException | InterruptedException e) {
              failed.set(e);
            }
          }
        });
      }
    }
    if (failed.get() != null) {
      throw failed.get();
    }
  }

  private void send(int tenant) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(
                    URI.create(node.url("/api/v1/tenants/" + name(tenant) + "/messages")))
                .header("Authorization", token)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"to\": [\"b@example.org\"], \"subject\": \"Message\", \"text\":"
                            + " \"Hello\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
  }

  private static String name(int number) {
    return "tenant-%06d".formatted(number);
  }

  private void tenants(int from, int to, int port) throws SQLException {
    try (Connection connection = connection();
        PreparedStatement tenant =
            connection.prepareStatement(
                "INSERT INTO tenant (id, revision, name_key, name, display_name, language, active,"
                    + " created_at, changed_at) VALUES (?, 1, ?, ?, ?, 'en', TRUE, '2026-01-01',"
                    + " '2026-01-01')");
        PreparedStatement server =
            connection.prepareStatement(
                "INSERT INTO mail_server (owner, revision, enabled, host, port, encryption,"
                    + " sender_address, utf8_headers, authentication_mode, secret_stored,"
                    + " changed_at) VALUES (?, 1, TRUE, '127.0.0.1', ?, 'NONE', 'a@example.com',"
                    + " FALSE, 'NONE', FALSE, '2026-01-01')")) {
      connection.setAutoCommit(false);
      for (int i = from; i < to; i++) {
        UUID id = new UUID(0x1234_5678_0000_4000L, 0x8000_0000_0000_0000L + i);
        tenant.setString(1, id.toString());
        for (int column : List.of(2, 3, 4)) {
          tenant.setString(column, name(i));
        }
        tenant.addBatch();
        server.setString(1, id.toString());
        server.setInt(2, port);
        server.addBatch();
      }
      tenant.executeBatch();
      server.executeBatch();
      connection.commit();
    }
  }

  /** What keeps those that have not been delivered. */
  private List<String> undelivered() throws SQLException {
    List<String> messages = new ArrayList<>();
    try (Connection connection = connection();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT status, attempts, claim, due_at, failure FROM message"
                        + " WHERE status <> 'DELIVERED' LIMIT 10")) {
      while (rows.next()) {
        messages.add(
            String.join(
                " ",
                rows.getString(1),
                rows.getString(2),
                String.valueOf(rows.getString(3)),
                String.valueOf(rows.getString(4)),
                String.valueOf(rows.getString(5))));
      }
    }
    return messages;
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = connection();
        var execute = connection.createStatement()) {
      execute.execute(statement);
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(database.url(), "root", "");
  }

  private int threads() throws IOException {
    return status("Threads");
  }

  private int status(String what) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + node.pid() + "/status")).stream()
        .filter(line -> line.startsWith(what + ":"))
        .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
