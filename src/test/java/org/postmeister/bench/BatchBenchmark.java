package org.postmeister.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;

/**
 * How many messages a second are accepted over HTTP in batches, beside one to a request, stored on
 * MariaDB with each commit written through; none is delivered meanwhile. Prints a table;
 * docs/performance.md says how to run it and has figures.
 */
class BatchBenchmark {

  private static final int MESSAGES = Integer.getInteger("postmeister.bench.messages", 5_000);
  private static final int ROUNDS = Integer.getInteger("postmeister.bench.rounds", 3);
  private static final int WARM_UP = Integer.getInteger("postmeister.bench.warm", 4);
  private static final int BATCH = 500;
  private static final int OCTETS = 2_000;

  @TempDir private Path data;
  private DeliveryBench bench;

  @BeforeEach
  void start() throws IOException {
    bench = new DeliveryBench(data);
    // Nobody listens there: what is accepted waits.
    bench.useServer(PackagedApplication.freePort());
  }

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  @Test
  void besideSingleRequests() throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      single(8);
      batches(8);
    }
    System.out.println("| connections | one to a request | batches of 500 | ratio |");
    System.out.println("|---|---|---|---|");
    for (int connections : new int[] {1, 8}) {
      List<Double> single = new ArrayList<>();
      List<Double> batches = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        single.add(single(connections));
        batches.add(batches(connections));
      }
      Collections.sort(single);
      Collections.sort(batches);
      double one = single.get(ROUNDS / 2);
      double many = batches.get(ROUNDS / 2);
      System.out.printf("| %d | %.0f/s | %.0f/s | %.1f |%n", connections, one, many, many / one);
    }
  }

  private double single(int connections) throws InterruptedException {
    HttpLoad load = bench.load("acme", OCTETS);
    return MESSAGES / seconds(load, MESSAGES, connections);
  }

  private double batches(int connections) throws InterruptedException {
    String message =
        """
        {"to": ["b@example.org"], "subject": "Message", "text": "%s"}
        """
            .formatted(("x".repeat(69) + "\\n").repeat(OCTETS / 70));
    HttpLoad load =
        new HttpLoad(
            URI.create(bench.node().url("/")).getPort(),
            "/api/v1/tenants/acme/messages/batch",
            bench.token(),
            "{\"messages\": [" + String.join(",", Collections.nCopies(BATCH, message)) + "]}");
    return MESSAGES / seconds(load, MESSAGES / BATCH, connections);
  }

  private static double seconds(HttpLoad load, int requests, int connections)
      throws InterruptedException {
    long begun = System.nanoTime();
    load.run(requests, connections, 0);
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (load.accepted() != requests) {
      throw new IllegalStateException(load.refused() + " requests were refused");
    }
    return seconds;
  }
}
