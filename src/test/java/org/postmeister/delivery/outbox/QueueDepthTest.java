package org.postmeister.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.SomeMessages;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much may wait, and how old what waits is. */
@PostmeisterTest
class QueueDepthTest {

  @Autowired private ApplicationContext context;
  @Autowired private Outbox outbox;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private TestClock.Turnable clock;

  private TenantId acme;
  private TenantId other;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("mail.example.com", 25), null), null);
    acme = SomeTenants.create(tenants, "acme");
    other = SomeTenants.create(tenants, "other");
    // A whole minute, and a whole day, is before each test.
    Instant now = clock.instant();
    clock.forward(Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1))));
  }

  private void enqueue(TenantId tenant, int count) {
    for (int i = 0; i < count; i++) {
      outbox.enqueue(SomeMessages.to(MailOwner.of(tenant), "a@example.org"), null);
    }
  }

  private QueueDepth depth(String... settings) {
    return QueueDepthOfTests.depth(context, settings);
  }

  @ParameterizedTest
  @CsvSource({"tenant-queue-limit, true, false", "queue-limit, true, true"})
  void aFullQueueTakesNoMore(String limit, boolean own, boolean others) {
    enqueue(acme, 3);
    QueueDepth depth = depth(limit, "3");

    assertThat(isFull(depth, acme)).isEqualTo(own);
    assertThat(isFull(depth, other)).isEqualTo(others);
    assertThatThrownBy(() -> depth.requireRoomFor(MailOwner.of(acme)))
        .isInstanceOfSatisfying(
            QueueFullException.class, full -> assertThat(full.retryAfter()).isPositive());
  }

  @Test
  void whatWaitsAsItShouldMakesNoQueueOld() {
    enqueue(acme, 3);
    clock.forward(Duration.ofMinutes(20));
    assertThat(depth().age()).isGreaterThanOrEqualTo(Duration.ofMinutes(20));

    String[] quota = {"tenant-per-day", "2"};
    assertThat(QueueOfTests.take(context, quota)).hasSize(2);
    assertThat(depth(quota).age()).as("over its quota").isEqualTo(Duration.ZERO);
    assertThat(QueueOfTests.take(context, quota)).as("not even looked at").isEmpty();

    context.getBean(JdbcClient.class).sql("UPDATE message SET lane = 'nowhere'").update();
    assertThat(depth().age()).as("without a way").isEqualTo(Duration.ZERO);
  }

  private static boolean isFull(QueueDepth depth, TenantId tenant) {
    try {
      depth.requireRoomFor(MailOwner.of(tenant));
      return false;
    } catch (QueueFullException e) {
      return true;
    }
  }
}
