package org.postmeister.delivery.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.testmail.SendingQuota;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts mail that bypasses the outbox, such as test mails, together with what passes through it.
 */
@Component
class TenantQuota implements SendingQuota {

  // A list of tenants is filtered by them, and no statement has more than 65,535 parameters.
  private static final int MOST = 10_000;

  private final SendingQuotas quotas;

  TenantQuota(SendingQuotas quotas) {
    this.quotas = quotas;
  }

  @Override
  @Transactional
  public Optional<Instant> take(TenantId tenant) {
    MailOwner owner = MailOwner.of(tenant);
    return quotas.take(owner, MailOwner.SYSTEM, RateLimitedLogin.NONE, 1) > 0
        ? Optional.empty()
        : Optional.of(quotas.nextFor(owner));
  }

  @Override
  @Transactional(readOnly = true)
  public Set<TenantId> haveUsed(int percent) {
    return quotas.haveUsed(ChronoUnit.DAYS, percent).stream()
        .flatMap(owner -> owner.tenant().stream())
        .limit(MOST)
        .collect(Collectors.toSet());
  }
}
