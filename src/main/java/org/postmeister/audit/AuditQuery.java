package org.postmeister.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.audit.AuditAction;

/**
 * Which entries of the trail are wanted; null means any.
 *
 * @param text that actor, subject or address contain; blank for any
 * @param tenant its name
 * @param from first moment, inclusive
 * @param until last moment, exclusive
 */
public record AuditQuery(
    String text,
    @Nullable AuditAction action,
    @Nullable String tenant,
    @Nullable Instant from,
    @Nullable Instant until) {

  public static final AuditQuery ALL = new AuditQuery("", null, null, null, null);
}
