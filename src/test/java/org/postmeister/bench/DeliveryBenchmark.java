package org.postmeister.bench;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PostfixRelay;

/**
 * How many messages a second are accepted over HTTP, stored on MariaDB with each commit written
 * through, and delivered to {@code smtp-sink}; beside Postfix as a relay on the same machine. Then
 * how soon they arrive, who waits for whom, and what it costs in memory. Prints tables;
 * docs/performance.md says how to run it and has figures.
 */
class DeliveryBenchmark {

  private static final int MESSAGES = Integer.getInteger("postmeister.bench.messages", 20_000);
  private static final int MANY = Integer.getInteger("postmeister.bench.many", 1_000_000);
  private static final int CONNECTIONS = 8;
  private static final int WARM_UP = 5;
  private static final int ROUNDS = Integer.getInteger("postmeister.bench.rounds", 3);

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
    // Both warm: the JIT, which needs some 80,000 messages, and Postfix's processes.
    for (int i = 0; i < WARM_UP; i++) {
      postmeister(2_000, MESSAGES);
    }
    postmeister(50_000, MESSAGES / 8);
    System.out.println("| messages/s | Postmeister | Postfix | ratio |");
    System.out.println("|---|---|---|---|");
    double half = 0;
    try (PostfixRelay relay = new PostfixRelay(bench.sink().port())) {
      postfix(relay, 2_000, 2_000);
      for (int octets : new int[] {2_000, 50_000}) {
        int messages = octets == 2_000 ? MESSAGES : MESSAGES / 4;
        List<double[]> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
          double theirs = postfix(relay, octets, messages);
          double ours = postmeister(octets, messages);
          rounds.add(new double[] {ours, theirs, ours / theirs});
        }
        System.out.printf(
            "| %d KB | %.0f | %.0f | %.2f |%n",
            octets / 1000, median(rounds, 0), median(rounds, 1), median(rounds, 2));
        half = octets == 2_000 ? median(rounds, 0) / 2 : half;
      }
    }
    DeliveryLatency.print(
        bench,
        half,
        (messages, perSecond) -> bench.load("acme", 2_000).run(messages, CONNECTIONS, perSecond));
  }

  private static double median(List<double[]> rounds, int column) {
    return rounds.stream()
        .mapToDouble(round -> round[column])
        .sorted()
        .toArray()[rounds.size() / 2];
  }

  private double postfix(PostfixRelay relay, int octets, int messages)
      throws IOException, InterruptedException {
    long before = bench.sink().messages();
    long begun = System.nanoTime();
    relay.send(messages, CONNECTIONS, octets);
    long end = bench.arrived(before + messages);
    return messages / ((end - begun) / 1e9);
  }

  private double postmeister(int octets, int messages) throws IOException, InterruptedException {
    long before = bench.sink().messages();
    double node = cpu(bench.node().pid());
    double database = cpu(bench.database().pid());
    long begun = System.nanoTime();
    HttpLoad load = bench.load("acme", octets);
    load.run(messages, CONNECTIONS, 0);
    long accepted = System.nanoTime();
    long end = bench.arrived(before + messages - load.refused());
    System.out.printf(
        "  %d of %d octets: accepted at %.0f/s, %d refused, delivered at %.0f/s;"
            + " CPU for each: %.2f ms Postmeister, %.2f ms MariaDB%n",
        messages,
        octets,
        messages / ((accepted - begun) / 1e9),
        load.refused(),
        messages / ((end - begun) / 1e9),
        (cpu(bench.node().pid()) - node) * 1000 / messages,
        (cpu(bench.database().pid()) - database) * 1000 / messages);
    return messages / ((end - begun) / 1e9);
  }

  @Test
  void oneMessageBesideAHundredThousand() throws Exception {
    bench.node().api("POST", "/tenants", "{\"name\": \"other\"}");
    // Nobody listens there: what is accepted waits.
    bench.useServer(PackagedApplication.freePort());
    HttpLoad load = bench.load("acme", 2_000);
    load.run(100_000, CONNECTIONS, 0);
    System.out.printf("%d wait%n", load.accepted());
    long arrived = bench.sink().messages();
    bench.useServer(bench.sink().port());
    List<Double> seconds = new ArrayList<>();
    bench.arrived(arrived + 1_000);
    while (bench.sink().messages() < arrived + 90_000) {
      String answer =
          bench
              .node()
              .api(
                  "POST",
                  "/tenants/other/messages",
                  "{\"to\": [\"c@example.org\"], \"subject\": \"One\", \"text\": \"Hello\"}");
      long begun = System.nanoTime();
      Number id = JsonPath.read(answer, "$.id");
      while (!JsonPath.read(bench.get("/tenants/other/messages/" + id), "$.status")
          .equals("DELIVERED")) {
        Thread.sleep(5);
      }
      seconds.add((System.nanoTime() - begun) / 1e9);
      Thread.sleep(500);
    }
    Collections.sort(seconds);
    System.out.printf(
        "| single messages of another tenant | %d | median %.2f s | longest %.2f s |%n",
        seconds.size(), seconds.get(seconds.size() / 2), seconds.getLast());
  }

  @Test
  void memoryOverManyMessages() throws Exception {
    System.out.println("| messages | messages/s | heap in use after collecting | resident |");
    System.out.println("|---|---|---|---|");
    int step = MANY / 10;
    for (int sent = step; sent <= MANY; sent += step) {
      long before = bench.sink().messages();
      long begun = System.nanoTime();
      HttpLoad load = bench.load("acme", 2_000);
      load.run(step, CONNECTIONS, 0);
      long end = bench.arrived(before + step - load.refused());
      run("jcmd", Long.toString(bench.node().pid()), "GC.run");
      double heap =
          bench.metric("jvm_memory_used_bytes").entrySet().stream()
              .filter(sample -> sample.getKey().contains("area=\"heap\""))
              .mapToDouble(Map.Entry::getValue)
              .sum();
      System.out.printf(
          "| %d | %.0f | %.0f MB | %d MB |%n",
          sent, step / ((end - begun) / 1e9), heap / 1e6, resident() / 1000);
    }
  }

  /** In seconds, of a process and all its threads. */
  private static double cpu(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(used -> used.toMillis() / 1e3)
        .orElse(0.0);
  }

  private long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + bench.node().pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    command[0] = Path.of(System.getProperty("java.home"), "bin", command[0]).toString();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command[0] + " failed");
    }
  }
}
