package org.postmeister.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.Programs;

/**
 * Hundreds of tenants whose servers' names nobody resolves: the DNS takes the questions and never
 * answers. They are more than the threads that the JVM has for virtual threads at most (256).
 */
class SilentDnsIT {

  private static final int TENANTS = 400;
  private static final String NAME_SERVER = "127.9.9.53";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path data;

  @Test
  void hostsThatNobodyResolvesStopNobody() throws Exception {
    Programs.require("A DNS that does not answer", whyNot());
    Path resolver = data.resolve("resolv.conf");
    // At its start, libraries ask for this machine's name.
    Files.writeString(resolver, nameServer("timeout:1 attempts:1"));
    try (DatagramSocket _ = silent();
        CatchingSmtpServer server = new CatchingSmtpServer();
        PackagedApplication application =
            PackagedApplication.startWithResolver(resolver, data, Map.of())) {
      // The C library reads it again when it has changed. Longer than this test waits for anything.
      Files.writeString(resolver, nameServer("timeout:30 attempts:4"));
      String token = application.token();
      application.sendsThrough(server.port());
      atOnce(tenant -> {
        send(application, token, "POST", "/tenants", "{\"name\": \"" + tenant + "\"}");
        send(
            application,
            token,
            "PUT",
            "/tenants/" + tenant + "/mail-server",
            """
            {"enabled": true, "host": "mail.%s.example.net", "port": 587,
             "senderAddress": "noreply@example.net", "authentication": {"mode": "NONE"}}
            """
                .formatted(tenant));
      });

      atOnce(tenant -> sendMessage(application, token, tenant));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> questions(application) > TENANTS / 2);

      sendMessage(application, token, "acme");
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.mails().size() == 1);
      assertThat(questions(application)).isGreaterThan(TENANTS / 2);
    }
  }

  private static String nameServer(String options) {
    return "nameserver " + NAME_SERVER + "\noptions " + options + "\n";
  }

  private static Optional<String> whyNot() throws InterruptedException {
    try (DatagramSocket _ = silent()) {
      Programs.Ended ended =
          Programs.run(
              Path.of("/"),
              Map.of(),
              List.of("unshare", "--mount", "mount", "--bind", "/tmp", "/tmp"));
      return ended.exitCode() == 0
          ? Optional.empty()
          : Optional.of("nothing can be mounted for one process alone: " + ended.output());
    } catch (IOException e) {
      return Optional.of("only root may have a DNS server of its own: " + e.getMessage());
    }
  }

  private static DatagramSocket silent() throws IOException {
    return new DatagramSocket(new InetSocketAddress(NAME_SERVER, 53));
  }

  /** How many threads of it wait for the DNS. */
  private static long questions(PackagedApplication application) throws IOException {
    try (var threads = Files.list(Path.of("/proc", Long.toString(application.pid()), "task"))) {
      return threads.filter(SilentDnsIT::asksTheDns).count();
    }
  }

  private static boolean asksTheDns(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).startsWith("dns-lookup");
    } catch (IOException _) {
      // It has ended.
      return false;
    }
  }

  private interface ForEachTenant {
    void run(String tenant) throws Exception;
  }

  private static void atOnce(ForEachTenant work) throws Exception {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < TENANTS; i++) {
        String tenant = "tenant-" + i;
        all.add(
            clients.submit(() -> {
              work.run(tenant);
              return null;
            }));
      }
    }
    for (Future<?> each : all) {
      each.get();
    }
  }

  private static void sendMessage(PackagedApplication application, String token, String tenant)
      throws IOException, InterruptedException {
    send(
        application,
        token,
        "POST",
        "/tenants/" + tenant + "/messages",
        "{\"to\": [\"b@example.org\"], \"subject\": \"Message\", \"text\": \"Hello\"}");
  }

  private static void send(
      PackagedApplication application, String token, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        application
            .request(path, token)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .timeout(Duration.ofSeconds(20))
            .build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }
}
