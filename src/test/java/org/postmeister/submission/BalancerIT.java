package org.postmeister.submission;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.submission.smtp.RawSmtpClient;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.Programs;
import org.postmeister.testing.Proxy;
import org.postmeister.testing.SharedH2;

/** Two nodes that take messages over SMTP behind HAProxy, with the configuration in docker/. */
class BalancerIT {

  /** A device that is known by its address only. */
  private static final String DEVICE = "127.0.0.9";

  /** Of the log: no more messages than that. */
  private static final int ONE_PAGE = 1000;

  @TempDir private Path data;
  private final List<PackagedApplication> nodes = new ArrayList<>();
  private final List<Map<String, String>> environments = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private SharedH2 database;
  private Proxy balancer;

  @BeforeEach
  void start() throws Exception {
    Programs.require("HAPROXY", Proxy.Kind.HAPROXY.whyNot());
    database = SharedH2.start(data);
    for (int i = 0; i < 2; i++) {
      int port = PackagedApplication.freePort();
      Map<String, String> environment = new HashMap<>(database.environment());
      environment.put("POSTMEISTER_SUBMISSION_PORT", Integer.toString(port));
      environment.put("POSTMEISTER_SUBMISSION_ALLOW_PLAIN", DEVICE + ", 127.0.0.7");
      environment.put("POSTMEISTER_SUBMISSION_NETWORKS", DEVICE + "=acme");
      environment.put("POSTMEISTER_SUBMISSION_PROXIES", "127.0.0.1");
      environment.put("POSTMEISTER_WEB_SHUTDOWN_DELAY", "4s");
      ports.add(port);
      environments.add(environment);
      nodes.add(PackagedApplication.start(data, environment));
    }
    balancer =
        Proxy.start(
            Proxy.Kind.HAPROXY,
            nodes.stream().map(node -> URI.create(node.url("/"))).toList(),
            ports);
    // Nobody listens there, and all of them wait.
    nodes.getFirst().sendsThrough(PackagedApplication.freePort());
  }

  @AfterEach
  void stop() {
    if (balancer != null) {
      balancer.close();
    }
    nodes.forEach(PackagedApplication::close);
    if (database != null) {
      database.close();
    }
  }

  // One start for both: each takes its time.
  @Test
  void twoNodesAreLikeOne() throws Exception {
    whoSendsIsWhomTheBalancerSaysAndNobodyElseIsBelieved();
    eachMessageIsTakenOnceWhileNodesAreRestartedAndKilled();
  }

  private void eachMessageIsTakenOnceWhileNodesAreRestartedAndKilled() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger repeated = new AtomicInteger();
    Thread device =
        Thread.ofVirtual()
            .start(() -> {
              while (!over.get() && taken.get() < ONE_PAGE) {
                while (!submit(taken.get())) {
                  repeated.incrementAndGet();
                }
                taken.incrementAndGet();
              }
            });

    nodes.getFirst().close();
    nodes.set(0, PackagedApplication.restart(nodes.getFirst(), data, environments.getFirst()));
    nodes.getLast().kill();
    int before = taken.get();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> taken.get() > Math.min(ONE_PAGE - 1, before + 20));
    over.set(true);
    device.join();

    System.out.println(
        "%d messages over SMTP while one of two nodes was restarted and the other killed: %d sessions were repeated"
            .formatted(taken.get(), repeated.get()));
    String log = nodes.getFirst().api("GET", "/messages?limit=" + ONE_PAGE, "");
    List<String> subjects = JsonPath.read(log, "$[*].subject");
    assertThat(subjects).hasSize(taken.get()).doesNotHaveDuplicates();
  }

  /**
   * As a device does it: the whole session again, after a moment, until it was answered with 250.
   */
  private boolean submit(int number) {
    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    try (RawSmtpClient client = RawSmtpClient.plain(balancer.submissionPort(), DEVICE)) {
      if (!client.greeting().startsWith("220")) {
        return false;
      }
      for (String command :
          List.of(
              "EHLO device.example.com",
              "MAIL FROM:<noreply@example.com>",
              "RCPT TO:<a@example.org>",
              "DATA")) {
        if (!client.ask(command).matches("(?s)[23].*")) {
          return false;
        }
      }
      client.send(
          """
          From: noreply@example.com\r
          Subject: number %1$d\r
          Message-ID: <%1$d@device.example.com>\r
          \r
          text\r
          .\r
          """
              .formatted(number));
      return client.read().startsWith("250");
    } catch (IOException e) {
      return false;
    }
  }

  private void whoSendsIsWhomTheBalancerSaysAndNobodyElseIsBelieved() throws Exception {
    assertThat(submit(0)).isTrue();
    String log = nodes.getFirst().api("GET", "/messages", "");
    assertThat(JsonPath.<List<String>>read(log, "$[*].tenant")).containsExactly("acme");

    // Another client of the same balancer is none of the devices.
    try (RawSmtpClient client = RawSmtpClient.plain(balancer.submissionPort(), "127.0.0.7")) {
      client.ask("EHLO device.example.com");
      assertThat(client.ask("MAIL FROM:<noreply@example.com>")).startsWith("530");
    }
    // Whoever reaches a node past the balancer and says the same is not believed.
    try (RawSmtpClient client = RawSmtpClient.plain(ports.getFirst(), "127.0.0.8")) {
      assertThat(client.ask("PROXY TCP4 " + DEVICE + " 127.0.0.1 4711 587")).startsWith("5");
      client.ask("EHLO device.example.com");
      assertThat(client.ask("MAIL FROM:<noreply@example.com>")).startsWith("530");
    }
  }
}
