package org.postmeister.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.TestAccounts;

/**
 * What it costs to sign in with each request: login and password beside a token. Prints a table;
 * docs/performance.md says how to run it.
 */
class SignInBenchmark {

  private static final int REQUESTS = 5_000;
  private static final int CLIENTS = 8;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path data;

  @Test
  void tokenAndPassword() throws Exception {
    try (PackagedApplication node = PackagedApplication.start(data, Map.of())) {
      String pair = TestAccounts.ADMIN + ":" + TestAccounts.ADMIN_PASSWORD;
      String basic =
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      String token = node.token();
      long begun = System.nanoTime();
      ask(node, basic);
      double first = (System.nanoTime() - begun) / 1e6;
      perSecond(node, token);
      perSecond(node, basic);
      double withToken = perSecond(node, token);
      double withPassword = perSecond(node, basic);
      System.out.println("| token | login and password | ratio | its first request |");
      System.out.println("|---|---|---|---|");
      System.out.printf(
          "| %,.0f/s | %,.0f/s | %.2f | %.0f ms |%n",
          withToken, withPassword, withPassword / withToken, first);
    }
  }

  private static double perSecond(PackagedApplication node, String authorization) throws Exception {
    AtomicInteger left = new AtomicInteger(REQUESTS);
    long begun = System.nanoTime();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      for (Future<?> client :
          IntStream.range(0, CLIENTS)
              .mapToObj(i ->
                  clients.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                      ask(node, authorization);
                    }
                    return null;
                  }))
              .toList()) {
        client.get();
      }
    }
    return REQUESTS / ((System.nanoTime() - begun) / 1e9);
  }

  private static void ask(PackagedApplication node, String authorization) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(node.url("/api/v1/system/platform")))
            .header("Authorization", authorization)
            .build();
    int status = HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IllegalStateException("Answered with " + status);
    }
  }
}
