package org.postmeister.audit;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantName;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records what the other modules report, in the transaction in which it happens. */
@Component
class AuditTrail {

  private final AuditEntries entries;
  private final Clock clock;

  AuditTrail(AuditEntries entries, Clock clock) {
    this.entries = entries;
    this.clock = clock;
  }

  /** A change that is not recorded must not happen, so there must be a transaction to join. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(AuditEvent event) {
    add(Caller.current(), event.action(), event.subject(), event.tenant(), event.changes());
  }

  /** For events without a transaction, or with one that is about to fail. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  void addApart(Caller caller, AuditAction action, String subject) {
    add(caller, action, subject, null, List.of());
  }

  private void add(
      Caller caller,
      AuditAction action,
      String subject,
      @Nullable TenantName tenant,
      List<AuditEvent.Change> changes) {
    entries.add(
        new AuditEntry(
            0,
            clock.instant(),
            caller.actor(),
            caller.address(),
            caller.door(),
            action,
            subject,
            tenant == null ? null : tenant.value(),
            changes));
  }
}
