package org.postmeister.delivery.store;

import java.util.List;
import org.postmeister.common.TenantDeleted;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.tenant.WaitingMail;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Reports a tenant's waiting messages, and deletes what is stored for a deleted tenant. */
@Component
class TenantMessageDeletion implements WaitingMail {

  private static final int AT_ONCE = 5000;

  private final StoredMessages messages;
  private final DeliveryCounts counts;
  private final SendingQuotas quotas;

  TenantMessageDeletion(StoredMessages messages, DeliveryCounts counts, SendingQuotas quotas) {
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
    // Nobody should wait until a million are deleted: nobody sees the rest, which is deleted later.
    messages.delete(messages.idsOf(List.of(owner), AT_ONCE));
    counts.delete(owner);
    quotas.delete(owner);
  }
}
