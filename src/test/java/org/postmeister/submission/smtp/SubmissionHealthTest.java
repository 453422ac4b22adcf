package org.postmeister.submission.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postmeister.submission.SubmissionEndpoint;
import org.postmeister.submission.SubmissionProperties;
import org.postmeister.testing.PostmeisterTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** What monitoring is told of submission over SMTP. */
@PostmeisterTest
class SubmissionHealthTest {

  private static final SubmissionProperties OFF =
      new SubmissionProperties(
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          1,
          1,
          1,
          Duration.ofMinutes(5),
          1);

  @Autowired private HealthIndicator submissionHealthIndicator;
  @Autowired private SubmissionServer server;
  @Autowired private SubmissionEndpoint endpoint;
  @Autowired private SmtpClients clients;
  @Autowired private MeterRegistry meters;

  @AfterEach
  void listenAgain() {
    if (!server.isRunning()) {
      server.start();
    }
  }

  @Test
  void countsConnections() throws IOException {
    nobodyIsConnected();
    try (RawSmtpClient first = RawSmtpClient.plain(server.ports().getFirst());
        RawSmtpClient second = RawSmtpClient.tls(server.ports().getLast())) {
      assertThat(first.ask("NOOP")).startsWith("250");
      assertThat(second.ask("NOOP")).startsWith("250");

      Health health = submissionHealthIndicator.health();
      assertThat(health.getStatus()).isEqualTo(Status.UP);
      assertThat(health.getDetails())
          .containsEntry("connections", 2)
          .containsEntry("ports", server.ports());
      assertThat(openConnections()).isEqualTo(2);
    }
    nobodyIsConnected();
  }

  private void nobodyIsConnected() {
    Awaitility.await().until(() -> openConnections() == 0);
  }

  private double openConnections() {
    return meters.get("postmeister.submission.connections").gauge().value();
  }

  @Test
  void isDownWhileItDoesNotListen() throws IOException {
    int port = server.ports().getFirst();
    server.stop();

    assertThat(submissionHealthIndicator.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(endpoint.ports()).isEmpty();
    new ServerSocket(port).close();
    server.start();
    assertThat(submissionHealthIndicator.health().getStatus()).isEqualTo(Status.UP);
    assertThat(endpoint.ports())
        .extracting(SubmissionEndpoint.OpenPort::number)
        .isEqualTo(server.ports());
  }

  @Test
  void isNotMentionedWhileItIsOff() {
    assertThat(new SubmissionHealthIndicator(OFF, server, clients).health()).isNull();
  }
}
