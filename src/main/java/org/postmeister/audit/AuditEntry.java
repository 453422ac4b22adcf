package org.postmeister.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;

/**
 * An entry of the audit trail.
 *
 * @param id increases with time
 * @param actor login or API token; what was typed, if signing in failed
 * @param address from where, null if from inside
 * @param subject what was acted on
 * @param tenant name of the tenant concerned, which may no longer exist; null for the system
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

  /** How somebody reached Postmeister. */
  public enum Door {
    CONSOLE,
    API,
    SMTP,
    /** Postmeister itself. */
    INTERNAL,
    /** A door that this version does not know. Never stored. */
    UNKNOWN
  }
}
