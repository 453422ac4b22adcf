package org.postmeister.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.GaleraCluster;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PrivateMariaDb;

/**
 * One node on a member of a Galera cluster of three, all on this machine, beside one on a single
 * MariaDB; every commit is written through. Prints a table; docs/performance.md says how to run it.
 */
class GaleraBenchmark {

  private static final int MESSAGES = 2_000;
  private static final int SESSIONS = 8;
  private static final int ROUNDS = 4;

  @TempDir private Path alone;
  @TempDir private Path together;

  @Test
  void besideASingleServer() throws Exception {
    double single;
    try (PrivateMariaDb database = PrivateMariaDb.start()) {
      single = perSecond(alone, database.environment());
    }
    double cluster;
    try (GaleraCluster members = GaleraCluster.start()) {
      cluster = perSecond(together, members.environment(1, ""));
    }
    System.out.println("| | single server | member of three | ratio |");
    System.out.println("|---|---|---|---|");
    System.out.printf(
        "| messages accepted and delivered | %.0f/s | %.0f/s | %.2f |%n",
        single, cluster, cluster / single);
  }

  /** The best of some rounds, after one that does not count. */
  private static double perSecond(Path data, Map<String, String> database) throws Exception {
    double best = 0;
    try (SmtpSink sink = new SmtpSink();
        PackagedApplication node = PackagedApplication.start(data, database)) {
      node.sendsThrough(sink.port());
      String token = node.token();
      for (int round = 0; round <= ROUNDS; round++) {
        double rate = round(node, token, sink);
        best = round == 0 ? 0 : Math.max(best, rate);
      }
    }
    return best;
  }

  private static double round(PackagedApplication node, String token, SmtpSink sink)
      throws Exception {
    HttpLoad load =
        new HttpLoad(
            URI.create(node.url("/")).getPort(),
            "/api/v1/tenants/acme/messages",
            token,
            "{\"to\": [\"b@example.org\"], \"subject\": \"Message\", \"text\": \"%s\"}"
                .formatted("x".repeat(2_000)));
    long before = sink.messages();
    long begun = System.nanoTime();
    load.run(MESSAGES, SESSIONS, 0);
    // Its counter is one message behind what it prints last.
    while (sink.messages() < before + MESSAGES - 1) {
      Thread.sleep(5);
    }
    return MESSAGES / ((System.nanoTime() - begun) / 1e9);
  }
}
