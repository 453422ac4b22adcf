package org.postmeister.mailserver;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.tenant.Tenant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Reports to the audit trail and to other listeners what changed about mail. */
@Component
public class MailEventPublisher {

  private final ApplicationEventPublisher events;

  MailEventPublisher(ApplicationEventPublisher events) {
    this.events = events;
  }

  public void ofSystem(AuditAction action, String subject, List<AuditEvent.Change> changes) {
    if (!changes.isEmpty()) {
      events.publishEvent(AuditEvent.of(action, subject, changes));
    }
  }

  public void ofTenant(AuditAction action, Tenant tenant, List<AuditEvent.Change> changes) {
    if (!changes.isEmpty()) {
      events.publishEvent(AuditEvent.of(action, tenant.name(), changes));
      events.publishEvent(new MailSettingsChanged(tenant.id()));
    }
  }

  /** The outcome of a test mail. */
  public void ofTest(@Nullable Tenant tenant, AuditAction action, List<AuditEvent.Change> facts) {
    events.publishEvent(
        tenant == null
            ? AuditEvent.of(action, MailOwner.SYSTEM.key(), facts)
            : AuditEvent.of(action, tenant.name(), facts));
  }

  public void ofTestOutcome(Tenant tenant) {
    events.publishEvent(new MailSettingsChanged(tenant.id()));
  }
}
