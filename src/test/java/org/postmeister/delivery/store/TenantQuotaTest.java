package org.postmeister.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.testing.PostmeisterTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Test mails count like any other mail of a tenant. */
@PostmeisterTest
class TenantQuotaTest {

  @Autowired private ApplicationContext context;
  @Autowired private Clock clock;

  @Test
  void whatLeavesPastTheOutboxCountsWithWhatLeavesThroughIt() {
    TenantId tenant = TenantId.create();
    SendingQuotas quotas = QueueOfTests.quotas(context, "tenant-per-day", "3");
    TenantQuota quota = new TenantQuota(quotas);

    assertThat(quotas.take(MailOwner.of(tenant), MailOwner.SYSTEM, RateLimitedLogin.NONE, 1))
        .isEqualTo(1);
    assertThat(quota.take(tenant)).isEmpty();
    assertThat(quota.take(tenant)).isEmpty();
    assertThat(quota.take(tenant))
        .hasValueSatisfying(next -> assertThat(next).isAfter(clock.instant()));
    assertThat(quotas.take(MailOwner.of(tenant), MailOwner.SYSTEM, RateLimitedLogin.NONE, 1))
        .isZero();
  }

  @Test
  void saysWhoHasUsedHowMuch() {
    TenantId much = TenantId.create();
    TenantId little = TenantId.create();
    SendingQuotas quotas = QueueOfTests.quotas(context, "tenant-per-day", "7");
    TenantQuota quota = new TenantQuota(quotas);
    QueueOfTests.send(quotas, MailOwner.of(much), 5);
    QueueOfTests.send(quotas, MailOwner.of(little), 1);

    // Four fifths of seven are 5.6.
    assertThat(quota.haveUsed(80)).isEmpty();
    QueueOfTests.send(quotas, MailOwner.of(much), 1);
    assertThat(quota.haveUsed(80)).containsExactly(much);
    assertThat(quota.haveUsed(100)).isEmpty();
    assertThat(
            quotas.usedToday(
                Set.of(MailOwner.of(much), MailOwner.of(little), MailOwner.of(TenantId.create()))))
        .isEqualTo(Map.of(MailOwner.of(much), 6L, MailOwner.of(little), 1L));
    assertThat(new TenantQuota(QueueOfTests.quotas(context)).haveUsed(80))
        .as("without a quota")
        .isEmpty();
    String unlimited = Long.toString(Long.MAX_VALUE);
    assertThat(
            new TenantQuota(QueueOfTests.quotas(context, "tenant-per-day", unlimited)).haveUsed(80))
        .as("with one that nobody uses up")
        .isEmpty();
  }
}
