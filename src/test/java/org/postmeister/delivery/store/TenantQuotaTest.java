package org.postmeister.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
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
}
