package org.postmeister.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.DistantSmtpServer;
import org.postmeister.testing.PostfixRelay;
import org.postmeister.testing.TestAuthority;

/**
 * Mail to servers that are far away or take their time, beside Postfix with its defaults: both get
 * the same messages by SMTP and HTTP on this machine, and relay them to the same server.
 */
class DistanceBenchmark {

  private static final int SESSIONS = 8;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir private Path data;
  private DeliveryBench bench;
  private boolean tls;

  @BeforeEach
  void start() throws IOException {
    bench = new DeliveryBench(data);
  }

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  @Test
  void roundTrips() throws Exception {
    warmUp();
    head();
    for (int roundTrip : new int[] {0, 20, 50, 200}) {
      for (int recipients : new int[] {1, 50, 500}) {
        for (int octets : new int[] {2_000, 200_000}) {
          int messages = recipients == 1 ? (octets == 2_000 ? 2000 : 400) : 4000 / recipients;
          try (DistantSmtpServer server =
              new DistantSmtpServer().roundTrip(Duration.ofMillis(roundTrip))) {
            row(
                "%d ms away, %d messages of %d KB to %d"
                    .formatted(roundTrip, messages, octets / 1000, recipients),
                server,
                messages,
                recipients,
                octets);
          }
        }
      }
    }
  }

  @Test
  void encrypted() throws Exception {
    warmUp();
    head();
    tls = true;
    for (int roundTrip : new int[] {0, 20, 50, 200}) {
      int messages = roundTrip == 200 ? 400 : 1000;
      try (DistantSmtpServer server =
          new DistantSmtpServer()
              .roundTrip(Duration.ofMillis(roundTrip))
              .withStartTls(TestAuthority.valid())) {
        row(
            "%d ms away, STARTTLS, %d messages of 2 KB".formatted(roundTrip, messages),
            server,
            messages,
            1,
            2_000);
      }
    }
  }

  @Test
  void thinking() throws Exception {
    warmUp();
    head();
    for (int milliseconds : new int[] {50, 300, 2000}) {
      int messages = milliseconds == 50 ? 1000 : milliseconds == 300 ? 200 : 40;
      try (DistantSmtpServer server =
          new DistantSmtpServer().thinking(number -> Duration.ofMillis(milliseconds))) {
        row(
            "%d ms after the dot, %d messages".formatted(milliseconds, messages),
            server,
            messages,
            1,
            2_000);
      }
    }
  }

  /** What was measured from outside before. */
  @Test
  void asSeenBefore() throws Exception {
    warmUp();
    head();
    try (DistantSmtpServer server = new DistantSmtpServer().roundTrip(Duration.ofMillis(50))) {
      row("50 ms away, 400 messages of one recipient", server, 400, 1, 2_000);
      row("50 ms away, 20 messages of 50 recipients", server, 20, 50, 2_000);
    }
    try (DistantSmtpServer server =
        new DistantSmtpServer().thinking(number -> Duration.ofMillis(300))) {
      row("0.3 s for each message, 200 waiting", server, 200, 1, 2_000);
    }
    try (DistantSmtpServer server =
        new DistantSmtpServer().thinking(number -> Duration.ofSeconds(2))) {
      row("2 s for each message, 40 waiting", server, 40, 1, 2_000);
    }
  }

  // Both: the JIT and Postfix's processes.
  private void warmUp() throws Exception {
    try (DistantSmtpServer server = new DistantSmtpServer()) {
      postmeister(server, 10_000, 1, 2_000);
      postmeister(server, 400, 1, 200_000);
    }
  }

  private static void head() {
    System.out.println("| server | Postfix | Postmeister | ratio |");
    System.out.println("|---|---|---|---|");
  }

  private void row(String what, DistantSmtpServer server, int messages, int recipients, int octets)
      throws Exception {
    double theirs;
    int theirConnections;
    try (PostfixRelay relay = new PostfixRelay(server.port(), tls)) {
      relay.send(20, 2, 2_000, 1);
      await(server, 20, 1);
      server.reset();
      long begun = System.nanoTime();
      relay.send(messages, SESSIONS, octets, recipients);
      await(server, messages, recipients);
      theirs = (System.nanoTime() - begun) / 1e9;
      theirConnections = server.mostAtOnce();
    }
    double ours = postmeister(server, messages, recipients, octets);
    System.out.printf(
        "| %s | %.1f s, %d connections | %.1f s, %d connections | %.2f |%n",
        what, theirs, theirConnections, ours, server.mostAtOnce(), theirs / ours);
  }

  private double postmeister(DistantSmtpServer server, int messages, int recipients, int octets)
      throws Exception {
    bench.useServer(server.port(), tls ? "STARTTLS" : "NONE", "{\"mode\": \"NONE\"}", "null");
    bench.load("acme", 2_000).run(20, 2, 0);
    await(server, server.taken() + 0, 1);
    Thread.sleep(1000);
    server.reset();
    long begun = System.nanoTime();
    load(recipients, octets).run(messages, SESSIONS, 0);
    await(server, messages, 1);
    return (System.nanoTime() - begun) / 1e9;
  }

  private HttpLoad load(int recipients, int octets) {
    String to =
        IntStream.range(0, recipients)
            .mapToObj(i -> "\"b" + i + "@example.org\"")
            .collect(Collectors.joining(", "));
    return new HttpLoad(
        URI.create(bench.node().url("/")).getPort(),
        "/api/v1/tenants/acme/messages",
        bench.token(),
        "{\"to\": [%s], \"subject\": \"Message\", \"text\": \"%s\"}"
            .formatted(to, ("x".repeat(69) + "\\n").repeat(octets / 70)));
  }

  // Postfix splits a message for more than fifty recipients.
  private static void await(DistantSmtpServer server, int messages, int recipients)
      throws InterruptedException {
    int copies = messages * ((recipients + 49) / 50);
    long end = System.nanoTime() + LONGEST.toNanos();
    while (server.taken() < copies) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Only " + server.taken() + " of " + copies);
      }
      Thread.sleep(5);
    }
  }
}
