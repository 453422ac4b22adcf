package org.postmeister.delivery;

import java.time.Instant;
import java.util.Optional;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.Owner;
import org.postmeister.mailserver.SendingQuota;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Counts what leaves past the outbox, as test mails do, with what leaves through it. */
@Component
class TenantQuota implements SendingQuota {

  private final Allowances allowances;

  TenantQuota(Allowances allowances) {
    this.allowances = allowances;
  }

  @Override
  @Transactional
  public Optional<Instant> take(TenantId tenant) {
    Owner owner = Owner.of(tenant);
    return allowances.take(owner, Owner.SYSTEM, ServerRates.NONE, 1) > 0
        ? Optional.empty()
        : Optional.of(allowances.nextFor(owner));
  }
}
