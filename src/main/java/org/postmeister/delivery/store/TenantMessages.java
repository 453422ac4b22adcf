package org.postmeister.delivery.store;

import org.postmeister.common.TenantDeleted;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.tenant.WaitingMail;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says what of a tenant is on its way, and deletes what is kept of one that is deleted. */
@Component
class TenantMessages implements WaitingMail {

  private static final int AT_ONCE = 5000;

  private final StoredMessages messages;
  private final DeliveryCounts counts;
  private final SendingQuotas quotas;

  TenantMessages(StoredMessages messages, DeliveryCounts counts, SendingQuotas quotas) {
    this.messages = messages;
    this.counts = counts;
    this.quotas = quotas;
  }

  @Override
  public long countFor(TenantId tenant) {
    return messages.countWaiting(MailOwner.of(tenant));
  }

  @EventListener
  void on(TenantDeleted deleted) {
    MailOwner owner = MailOwner.of(deleted.id());
    // Nobody waits until a million are gone: nobody sees what is left, and it is deleted later.
    messages.delete(messages.idsOf(owner, AT_ONCE));
    counts.delete(owner);
    quotas.delete(owner);
  }
}
