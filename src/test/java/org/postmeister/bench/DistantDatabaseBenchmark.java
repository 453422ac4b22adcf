package org.postmeister.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same with a database on this machine and with one that is a millisecond away. */
class DistantDatabaseBenchmark {

  private static final int MESSAGES = Integer.getInteger("postmeister.bench.messages", 20_000);
  private static final int SESSIONS = Integer.getInteger("postmeister.bench.sessions", 32);
  private static final int WARM_UP = 4;
  private static final int REQUESTS = 300;

  @TempDir private Path here;
  @TempDir private Path away;

  private record Figures(double perSecond, double tenants, double mailServer) {}

  @Test
  void aMillisecondAway() throws Exception {
    Figures near = measure(here, Duration.ZERO);
    Figures far = measure(away, Duration.ofMillis(1));
    System.out.println("| | here | 1 ms away | ratio |");
    System.out.println("|---|---|---|---|");
    System.out.printf(
        "| messages accepted and delivered | %.0f/s | %.0f/s | %.2f |%n",
        near.perSecond(), far.perSecond(), far.perSecond() / near.perSecond());
    System.out.printf(
        "| `GET /tenants?size=50` | %.1f ms | %.1f ms | |%n", near.tenants(), far.tenants());
    System.out.printf(
        "| `GET /system/mail-server` | %.1f ms | %.1f ms | |%n",
        near.mailServer(), far.mailServer());
  }

  private static Figures measure(Path data, Duration distance) throws Exception {
    DeliveryBench bench = new DeliveryBench(data, distance);
    try {
      double best = 0;
      for (int i = 0; i <= WARM_UP; i++) {
        double rate = messages(bench);
        best = i == 0 ? 0 : Math.max(best, rate);
      }
      return new Figures(
          best, request(bench, "/tenants?size=50"), request(bench, "/system/mail-server"));
    } finally {
      bench.close();
    }
  }

  private static double messages(DeliveryBench bench) throws Exception {
    long before = bench.sink().messages();
    long begun = System.nanoTime();
    bench.load("acme", 2_000).run(MESSAGES, SESSIONS, 0);
    return MESSAGES / ((bench.arrived(before + MESSAGES) - begun) / 1e9);
  }

  private static double request(DeliveryBench bench, String path)
      throws IOException, InterruptedException {
    double[] times = new double[REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
      long begun = System.nanoTime();
      bench.get(path);
      times[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(times);
    return times[REQUESTS / 2];
  }
}
