package org.postmeister.audit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantName;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.security.RequiresSystemAdmin;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the audit trail. */
@Service
@RequiresSystemAdmin
public class AuditService {

  private static final int BATCH = 1000;

  private final AuditEntries entries;
  private final ApplicationEventPublisher events;

  AuditService(AuditEntries entries, ApplicationEventPublisher events) {
    this.entries = entries;
    this.events = events;
  }

  /**
   * Entries, newest first.
   *
   * @param before only entries older than this id, null for the newest
   */
  @Transactional(readOnly = true)
  public List<AuditEntry> find(AuditQuery query, @Nullable Long before, int offset, int limit) {
    return entries.find(query, before == null ? Long.MAX_VALUE : before, offset, limit);
  }

  /**
   * The latest entry of some actions; empty if there is none.
   *
   * @param tenant concerned, null for the system
   */
  @Transactional(readOnly = true)
  public Optional<AuditEntry> latest(Set<AuditAction> actions, @Nullable TenantName tenant) {
    return entries.latest(actions, tenant == null ? null : tenant.value());
  }

  /** Records that somebody exports the entries; called before {@link #each}. */
  @Transactional
  public void beginExport(AuditQuery query) {
    events.publishEvent(
        AuditEvent.of(
            AuditAction.AUDIT_EXPORTED,
            "audit",
            new AuditEvent.Fields()
                .changesTo(
                    new AuditEvent.Fields()
                        .with("text", query.text().isBlank() ? null : query.text())
                        .with("action", query.action())
                        .with("tenant", query.tenant())
                        .with("from", query.from())
                        .with("until", query.until()))));
  }

  /** Passes on every entry, newest first, in batches: never more than one batch is in memory. */
  public void each(AuditQuery query, Consumer<AuditEntry> receiver) {
    long before = Long.MAX_VALUE;
    List<AuditEntry> batch;
    do {
      batch = entries.find(query, before, 0, BATCH);
      batch.forEach(receiver);
      before = batch.isEmpty() ? 0 : batch.getLast().id();
    } while (batch.size() == BATCH);
  }
}
