package org.postmeister.bench;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PrivateMariaDb;

/**
 * How many messages a second are accepted over HTTP, stored on MariaDB with each commit written
 * through, and delivered to {@code smtp-sink}; beside Postfix as a relay on the same machine.
 * Prints a table; docs/performance.md says how to run it and has figures.
 */
class DeliveryBenchmark {

  private static final int MESSAGES = Integer.getInteger("postmeister.bench.messages", 20_000);
  private static final int CONNECTIONS = 8;

  @TempDir private Path data;
  private PrivateMariaDb database;
  private SmtpSink sink;
  private PackagedApplication node;
  private String token;

  @BeforeEach
  void start() throws IOException {
    database =
        PrivateMariaDb.start("--innodb-buffer-pool-size=512M", "--innodb-log-file-size=512M");
    sink = new SmtpSink();
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.put("JAVA_TOOL_OPTIONS", System.getProperty("postmeister.bench.jvm", "-Xmx512m"));
    node = PackagedApplication.start(data, environment);
    node.api("POST", "/tenants", "{\"name\": \"acme\"}");
    node.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d, "encryption": "NONE",
         "senderAddress": "noreply@example.com", "authentication": {"mode": "NONE"}}
        """
            .formatted(sink.port()));
    token =
        "Bearer "
            + JsonPath.<String>read(
                node.api("POST", "/api-tokens", "{\"name\": \"t\"}"), "$.token");
  }

  @AfterEach
  void stop() {
    node.close();
    sink.close();
    database.close();
  }

  private HttpLoad load(int octets) {
    return new HttpLoad(
        URI.create(node.url("/")).getPort(),
        "/api/v1/tenants/acme/messages",
        token,
        """
        {"to": ["b@example.org"], "subject": "Message", "text": "%s"}
        """
            .formatted(("x".repeat(69) + "\\n").repeat(octets / 70)));
  }

  @Test
  void besidePostfix() throws Exception {
    // Both warm: the JIT, and Postfix's processes.
    postmeister(2_000, 5_000);
    System.out.println("| messages/s | 2 KB | 50 KB |");
    System.out.println("|---|---|---|");
    double[] ours = new double[2];
    double[] theirs = new double[2];
    try (PostfixRelay relay = new PostfixRelay(sink.port())) {
      postfix(relay, 2_000, 2_000);
      for (int i = 0; i < 2; i++) {
        int octets = i == 0 ? 2_000 : 50_000;
        int messages = i == 0 ? MESSAGES : MESSAGES / 4;
        theirs[i] = postfix(relay, octets, messages);
        ours[i] = postmeister(octets, messages);
      }
    }
    System.out.printf("| Postfix | %.0f | %.0f |%n", theirs[0], theirs[1]);
    System.out.printf("| Postmeister | %.0f | %.0f |%n", ours[0], ours[1]);
    System.out.printf("| ratio | %.2f | %.2f |%n", ours[0] / theirs[0], ours[1] / theirs[1]);
  }

  private double postfix(PostfixRelay relay, int octets, int messages)
      throws IOException, InterruptedException {
    long before = sink.messages();
    long begun = System.nanoTime();
    relay.send(messages, CONNECTIONS, octets);
    long end = arrived(before + messages);
    return messages / ((end - begun) / 1e9);
  }

  private double postmeister(int octets, int messages) throws IOException, InterruptedException {
    long before = sink.messages();
    long begun = System.nanoTime();
    HttpLoad load = load(octets);
    load.run(messages, CONNECTIONS, 0);
    long accepted = System.nanoTime();
    long end = arrived(before + messages - load.refused());
    System.out.printf(
        "  %d of %d octets: accepted at %.0f/s, %d refused, delivered at %.0f/s%n",
        messages,
        octets,
        messages / ((accepted - begun) / 1e9),
        load.refused(),
        messages / ((end - begun) / 1e9));
    return messages / ((end - begun) / 1e9);
  }

  // The counter of the sink is one message behind what it prints last.
  private long arrived(long count) throws IOException, InterruptedException {
    long seen = System.nanoTime();
    long last = -1;
    while (sink.messages() < count - 1) {
      Thread.sleep(Duration.ofMillis(5));
      if (sink.messages() != last) {
        last = sink.messages();
        seen = System.nanoTime();
      } else if (System.nanoTime() - seen > 30e9) {
        throw new IllegalStateException("Only " + last + " of " + count + " have arrived");
      }
    }
    return System.nanoTime();
  }
}
