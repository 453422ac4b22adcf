package org.postmeister.submission.smtp;

import org.jspecify.annotations.Nullable;
import org.postmeister.submission.SubmissionProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Whether submission over SMTP listens on each port that is configured. */
@Component
class SubmissionHealthIndicator implements HealthIndicator {

  private final SubmissionProperties properties;
  private final SubmissionServer server;
  private final SmtpClients clients;

  SubmissionHealthIndicator(
      SubmissionProperties properties, SubmissionServer server, SmtpClients clients) {
    this.properties = properties;
    this.server = server;
    this.clients = clients;
  }

  /** Null while it is off: what nobody wants cannot be ill. */
  @Override
  public @Nullable Health health() {
    if (!properties.isOn()) {
      return null;
    }
    return Health.status(server.listensOnAll() ? Status.UP : Status.DOWN)
        .withDetail("ports", server.ports())
        .withDetail("connections", clients.count())
        .build();
  }
}
