package org.postmeister.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PostfixRelay;

/**
 * How many messages a second go from {@code smtp-source} over SMTP through Postmeister, with each
 * commit written through on MariaDB, to {@code smtp-sink}; beside Postfix with the same on both
 * sides. First in the first messages after a start, then warm; then how soon they are delivered at
 * half of that rate. Prints tables; docs/performance.md says how to run it.
 */
class SubmissionBenchmark {

  private static final int MESSAGES = Integer.getInteger("postmeister.bench.messages", 20_000);
  private static final int WARM_UP = Integer.getInteger("postmeister.bench.warm", 4);
  private static final int ROUNDS = Integer.getInteger("postmeister.bench.rounds", 3);
  private static final int SESSIONS = 8;

  @TempDir private Path data;
  private DeliveryBench bench;

  @BeforeEach
  void start() throws IOException {
    bench = new DeliveryBench(data);
  }

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  @Test
  void besidePostfix() throws Exception {
    List<String> rows = new ArrayList<>();
    double half = 0;
    try (PostfixRelay relay = new PostfixRelay(bench.sink().port())) {
      double cold = through(bench.submissionPort(), MESSAGES, 2_000);
      double theirs = through(relay.port(), MESSAGES, 2_000);
      rows.add(row("2 KB, the first %d".formatted(MESSAGES), cold, theirs));
      for (int i = 0; i < WARM_UP; i++) {
        through(bench.submissionPort(), MESSAGES, 2_000);
      }
      for (int octets : new int[] {2_000, 50_000}) {
        int messages = octets == 2_000 ? MESSAGES : MESSAGES / 4;
        List<double[]> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
          rounds.add(
              new double[] {
                through(bench.submissionPort(), messages, octets),
                through(relay.port(), messages, octets)
              });
        }
        rounds.sort((a, b) -> Double.compare(a[0] / a[1], b[0] / b[1]));
        double[] median = rounds.get(ROUNDS / 2);
        rows.add(row("%d KB, warm".formatted(octets / 1000), median[0], median[1]));
        half = octets == 2_000 ? median[0] / 2 : half;
      }
    }
    System.out.println("| messages/s | Postmeister | Postfix | ratio |");
    System.out.println("|---|---|---|---|");
    rows.forEach(System.out::println);
    SmtpLoad load = new SmtpLoad(bench.submissionPort(), 2_000);
    DeliveryLatency.print(
        bench, half, (messages, perSecond) -> load.run(messages, SESSIONS, perSecond));
  }

  private static String row(String name, double ours, double theirs) {
    return "| %s | %.0f | %.0f | %.2f |".formatted(name, ours, theirs, ours / theirs);
  }

  private double through(int port, int messages, int octets)
      throws IOException, InterruptedException {
    long before = bench.sink().messages();
    double node = cpu(bench.node().pid());
    double database = cpu(bench.database().pid());
    long begun = System.nanoTime();
    PostfixRelay.send(port, messages, SESSIONS, octets, 1);
    double accepted = (System.nanoTime() - begun) / 1e9;
    double seconds = (bench.arrived(before + messages) - begun) / 1e9;
    if (port == bench.submissionPort()) {
      System.out.printf(
          "  %d of %d octets: accepted at %.0f/s, delivered at %.0f/s;"
              + " CPU for each: %.2f ms Postmeister, %.2f ms MariaDB%n",
          messages,
          octets,
          messages / accepted,
          messages / seconds,
          (cpu(bench.node().pid()) - node) * 1000 / messages,
          (cpu(bench.database().pid()) - database) * 1000 / messages);
    }
    return messages / seconds;
  }

  /** In seconds, of a process and all its threads. */
  private static double cpu(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(used -> used.toMillis() / 1e3)
        .orElse(0.0);
  }
}
