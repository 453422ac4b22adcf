package org.postmeister.bench;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * From the moment a message is accepted until the server's answer to it has been stored, as the
 * application's own histogram has it.
 */
final class DeliveryLatency {

  private static final String METRIC = "postmeister_delivery_latency_seconds_bucket";
  private static final double[] QUANTILES = {0.5, 0.95, 0.99, 0.999};
  private static final int SECONDS = 30;

  private DeliveryLatency() {}

  /** Hands over so many messages at that rate. */
  interface Load {
    void run(int messages, double perSecond) throws InterruptedException;
  }

  /** Prints it for messages of 2 KB that come at a rate for half a minute. */
  static void print(DeliveryBench bench, double perSecond, Load load)
      throws IOException, InterruptedException {
    Map<String, Double> before = bench.metric(METRIC);
    long arrived = bench.sink().messages();
    int messages = (int) (perSecond * SECONDS);
    load.run(messages, perSecond);
    bench.arrived(arrived + messages);
    Thread.sleep(1000);
    TreeMap<Double, Double> counts = new TreeMap<>();
    bench
        .metric(METRIC)
        .forEach((tags, count) -> {
          String bound = tags.replaceAll(".*le=\"([^\"]*)\".*", "$1");
          counts.put(
              bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
              count - before.getOrDefault(tags, 0.0));
        });
    double all = counts.lastEntry().getValue();
    for (double quantile : QUANTILES) {
      double bound =
          counts.entrySet().stream()
              .filter(bucket -> bucket.getValue() >= quantile * all)
              .findFirst()
              .orElseThrow()
              .getKey();
      System.out.printf(
          "| delivered within, %.0f messages/s of 2 KB, p%s | %.0f ms |%n",
          perSecond, Double.toString(quantile * 100).replaceFirst("\\.0$", ""), bound * 1000);
    }
  }
}
