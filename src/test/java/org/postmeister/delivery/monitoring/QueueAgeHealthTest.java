package org.postmeister.delivery.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.outbox.QueueDepthOfTests;
import org.postmeister.delivery.store.QueueOfTests;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What the health says of mail that waits for long. */
@PostmeisterTest
class QueueAgeHealthTest {

  @Autowired private ApplicationContext context;
  @Autowired private Outbox outbox;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private TestClock.Turnable clock;

  private TenantId acme;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("mail.example.com", 25), null), null);
    acme = SomeTenants.create(tenants, "acme");
    // A whole minute, and a whole day, is before each test.
    Instant now = clock.instant();
    clock.forward(Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1))));
  }

  private void enqueue(TenantId tenant, int count) {
    for (int i = 0; i < count; i++) {
      outbox.enqueue(SomeMessages.to(MailOwner.of(tenant), "a@example.org"), null);
    }
  }

  @Test
  void saysWhenMailWaitsForLong() {
    enqueue(acme, 3);
    clock.forward(Duration.ofMinutes(20));

    assertThat(health("queue-age-alarm", "1h")).isEqualTo("UP");
    assertThat(health("queue-age-alarm", "15m")).isEqualTo("DEGRADED");
  }

  private String health(String... settings) {
    return new DeliveryHealth()
        .queueAgeHealthIndicator(QueueDepthOfTests.depth(context), QueueOfTests.with(settings))
        .health()
        .getStatus()
        .getCode();
  }
}
