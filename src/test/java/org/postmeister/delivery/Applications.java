package org.postmeister.delivery;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.postmeister.submission.smtp.RawSmtpClient;
import org.postmeister.testing.PackagedApplication;

/**
 * The platform's applications, which hand messages over to whichever node answers, and go on until
 * each of their messages is accepted.
 */
final class Applications implements AutoCloseable {

  private static final int THREADS = 4;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Supplier<List<PackagedApplication>> nodes;
  private final Set<Long> accepted = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Integer> refusals = new ConcurrentHashMap<>();
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger cut = new AtomicInteger();
  private final String token;
  private final ToIntFunction<PackagedApplication> smtpPorts;
  private int begun;
  private volatile boolean closed;

  /** Over HTTP. */
  Applications(Supplier<List<PackagedApplication>> nodes) {
    this(nodes, node -> 0);
  }

  /**
   * @param nodes that may answer at the moment
   * @param smtpPorts where each takes messages over SMTP, 0 for over HTTP
   */
  Applications(
      Supplier<List<PackagedApplication>> nodes, ToIntFunction<PackagedApplication> smtpPorts) {
    this.nodes = nodes;
    this.smtpPorts = smtpPorts;
    this.token =
        "Bearer "
            + JsonPath.<String>read(
                nodes.get().getFirst().api("POST", "/api-tokens", "{\"name\": \"t\"}"), "$.token");
  }

  /** Begins to hand over so many more messages. */
  void send(int count, int textLength) {
    send(count, textLength, "");
  }

  /** The same for messages that are not to leave today. */
  void sendTomorrow(int count, int textLength) {
    send(
        count,
        textLength,
        ", \"sendAt\": \"%s\"".formatted(Instant.now().plus(Duration.ofDays(1))));
  }

  private void send(int count, int textLength, String options) {
    AtomicInteger next = new AtomicInteger(begun);
    begun += count;
    int end = begun;
    left.addAndGet(count);
    String text = "x".repeat(textLength);
    for (int i = 0; i < THREADS; i++) {
      threads.execute(() -> {
        int number = next.getAndIncrement();
        while (number < end && !closed) {
          hand(number, text, options);
          number = next.getAndIncrement();
        }
      });
    }
  }

  private void hand(int number, String text, String options) {
    while (!closed) {
      try {
        List<PackagedApplication> now = nodes.get();
        PackagedApplication node = now.get(number % now.size());
        int smtpPort = smtpPorts.applyAsInt(node);
        if (smtpPort > 0) {
          if (submit(smtpPort, number, text)) {
            return;
          }
          Thread.sleep(50);
          continue;
        }
        HttpRequest request =
            node.request("/tenants/acme/messages", token)
                .header("Idempotency-Key", "message-" + number)
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"to\": [\"a%d@example.org\"], \"subject\": \"s\", \"text\": \"%s\"%s}"
                            .formatted(number, text, options)))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 202) {
          accepted.add(((Number) JsonPath.read(answer.body(), "$.id")).longValue());
          left.decrementAndGet();
          return;
        }
        refusals.merge(answer.statusCode(), 1, Integer::sum);
        Thread.sleep(50);
      } catch (IOException | RuntimeException e) {
        cut.incrementAndGet();
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean submit(int port, int number, String text) throws IOException {
    try (RawSmtpClient client = RawSmtpClient.plain(port)) {
      client.ask("EHLO application.example.org");
      client.signIn("acme", token.substring("Bearer ".length()));
      client.ask("MAIL FROM:<noreply@example.com>");
      client.ask("RCPT TO:<a" + number + "@example.org>");
      client.ask("DATA");
      client.send(
          """
          From: noreply@example.com
          Subject: s
          Idempotency-Key: message-%d

          %s
          .
          """
              .formatted(number, text.replaceAll(".{70}", "$0\n"))
              .replace("\n", "\r\n"));
      String reply = client.read();
      if (reply.startsWith("250 2.0.0 ")) {
        accepted.add(Long.valueOf(reply.substring("250 2.0.0 ".length())));
        left.decrementAndGet();
        return true;
      }
      if (!reply.isEmpty()) {
        refusals.merge(Integer.valueOf(reply.substring(0, 3)), 1, Integer::sum);
      }
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many are still to be accepted. */
  int left() {
    return left.get();
  }

  Set<Long> accepted() {
    return accepted;
  }

  /** How often it was answered by which status that was no acceptance. */
  Map<Integer, Integer> refusals() {
    return refusals;
  }

  /** How often there was no answer. */
  int cut() {
    return cut.get();
  }

  String token() {
    return token;
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
