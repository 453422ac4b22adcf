package org.postmeister.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.TestAccounts;

/**
 * What a node needs while messages come for a long time, while many large ones come at once, and
 * with many consoles open. Prints tables; docs/performance.md says how to run it.
 */
class MemoryBenchmark {

  private static final int PER_SECOND = Integer.getInteger("postmeister.bench.rate", 200);
  private static final int MINUTES = Integer.getInteger("postmeister.bench.minutes", 10);
  private static final int LARGE = 30;
  private static final int CONSOLES = 500;

  /** Encoded, and with its headers, this is a message of 20 MB. */
  private static final int ATTACHMENT = 14_500_000;

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path data;

  @Test
  void manyMessages() throws Exception {
    try (DeliveryBench bench = new DeliveryBench(data, "-Xmx256m")) {
      HttpLoad load = bench.load("acme", 2_000);
      System.out.printf("%n%d messages a second with -Xmx256m%n", PER_SECOND);
      header("minute | accepted, in all | refused | delivered");
      for (int minute = 1; minute <= MINUTES; minute++) {
        load.run(PER_SECOND * 60, 8, PER_SECOND);
        row(
            bench.node(),
            "%d | %,d | %d | %,d"
                .formatted(minute, load.accepted(), load.refused(), bench.sink().messages()));
      }
      bench.arrived(load.accepted());
    }
  }

  @Test
  void largeMessages() throws Exception {
    try (DeliveryBench bench = new DeliveryBench(data, "-Xmx512m")) {
      String body =
          """
          {"to": ["b@example.org"], "subject": "s", "text": "t", "attachments":
           [{"name": "f", "contentType": "application/pdf", "content": "%s"}]}
          """
              .formatted("QUFB".repeat(ATTACHMENT / 3));
      HttpRequest request =
          bench
              .node()
              .request("/tenants/acme/messages", bench.token())
              .timeout(Duration.ofMinutes(5))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      System.out.printf("%n%d messages of 20 MB at once with -Xmx512m%n", LARGE);
      header("answers");
      Map<Integer, Integer> answers = new TreeMap<>();
      try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Integer>> each = new ArrayList<>();
        for (int i = 0; i < LARGE; i++) {
          each.add(
              clients.submit(
                  () -> HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()));
        }
        for (Future<Integer> status : each) {
          answers.merge(status.get(), 1, Integer::sum);
        }
      }
      row(bench.node(), answers.toString());
      bench.arrived(answers.getOrDefault(202, 0));
      assertThat(bench.node().output()).doesNotContain("OutOfMemoryError");
      row(bench.node(), "all that were accepted are delivered");
    }
  }

  @Test
  void manyConsoles() throws Exception {
    try (DeliveryBench bench = new DeliveryBench(data, "-Xmx512m");
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      System.out.printf(
          "%nSigned-in consoles with -Xmx512m, each with the grid of tenants and its push"
              + " channel%n");
      header("consoles");
      row(bench.node(), "0");
      List<ConsoleClient> consoles = new ArrayList<>();
      for (int i = 1; i <= CONSOLES; i++) {
        ConsoleClient console = new ConsoleClient(bench.node().url(""), executor);
        console.signIn(TestAccounts.ADMIN, TestAccounts.ADMIN_PASSWORD);
        console.open("tenants");
        console.listen();
        consoles.add(console);
        if (i % 100 == 0) {
          row(bench.node(), Integer.toString(i));
        }
      }
      HttpRequest health =
          HttpRequest.newBuilder(URI.create(bench.node().url("/actuator/health"))).build();
      assertThat(HTTP.send(health, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
    }
  }

  private static void header(String first) {
    System.out.println("| " + first + " | resident, MB | threads | file descriptors |");
    System.out.println("|" + "---|".repeat(first.split("\\|").length + 3));
  }

  private static void row(PackagedApplication node, String first) throws IOException {
    Path process = Path.of("/proc/" + node.pid());
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      System.out.printf(
          "| %s | %d | %d | %d |%n",
          first, status(process, "VmRSS") / 1024, status(process, "Threads"), descriptors.count());
    }
  }

  private static long status(Path process, String name) throws IOException {
    try (Stream<String> lines = Files.lines(process.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }
}
