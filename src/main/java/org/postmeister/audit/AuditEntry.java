package org.postmeister.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.AuditAction;
import org.postmeister.common.AuditEvent;

/**
 * A line of the audit trail.
 *
 * @param id grows with time
 * @param actor login or API token; what was typed, if signing in failed
 * @param address from where, null if from inside
 * @param subject what it happened to
 * @param tenant name of the tenant whose matter it is, which may no longer exist; null for the
 *     system's
 */
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    @Nullable String address,
    Door door,
    AuditAction action,
    String subject,
    @Nullable String tenant,
    List<AuditEvent.Change> changes) {

  /** By which way somebody came. */
  public enum Door {
    CONSOLE,
    API,
    /** Postmeister itself. */
    INTERNAL,
    /** One that this version does not know. Never stored. */
    UNKNOWN
  }
}
