package org.postmeister.delivery.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.delivery.store.ClaimedMessage;
import org.postmeister.delivery.store.QueueOfTests;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the log says of messages that are more than their tenant may send. */
@PostmeisterTest
class OverQuotaTest {

  @Autowired private ApplicationContext context;
  @Autowired private Outbox outbox;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private SendingServerResolver servers;
  @Autowired private ServerHealths healths;
  @Autowired private MessageRows rows;
  @Autowired private MessageFilters filters;
  @Autowired private MessageMatches matches;
  @Autowired private JdbcClient jdbc;
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

  @ParameterizedTest
  @CsvSource({"tenant-per-minute, 60", "tenant-per-day, 86400"})
  void overTheQuotaWaitsAndSaysSo(String quota, long seconds) {
    enqueue(acme, 5);
    enqueue(other, 1);
    Instant nextPeriod = clock.instant().truncatedTo(ChronoUnit.MINUTES).plusSeconds(seconds);

    assertThat(owners(QueueOfTests.take(context, quota, "2")))
        .containsExactlyInAnyOrder(MailOwner.of(acme), MailOwner.of(acme), MailOwner.of(other));
    assertThat(QueueOfTests.take(context, quota, "2")).isEmpty();

    MessageLog log =
        new MessageLog(
            jdbc,
            rows,
            filters,
            matches,
            new DeliveryBlockers(
                servers, healths, QueueOfTests.quotas(context, quota, "2"), clock));
    assertThat(log.find(MessageQuery.ALL.in(MessageStatus.DEFERRED), Long.MAX_VALUE, 0, 10))
        .filteredOn(message -> message.nextAttemptAt() != null)
        .hasSize(3)
        .allSatisfy(message -> {
          assertThat(message.reason()).isEqualTo(WaitingReason.OVER_QUOTA);
          assertThat(message.nextAttemptAt()).isEqualTo(nextPeriod);
        });

    clock.forward(Duration.ofSeconds(seconds));
    assertThat(owners(QueueOfTests.take(context, quota, "2")))
        .filteredOn(MailOwner.of(acme)::equals)
        .hasSize(2);
  }

  private static List<MailOwner> owners(List<ClaimedMessage> messages) {
    return messages.stream().map(ClaimedMessage::owner).toList();
  }
}
