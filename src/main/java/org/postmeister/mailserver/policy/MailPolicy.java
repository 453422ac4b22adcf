package org.postmeister.mailserver.policy;

import org.postmeister.common.audit.AuditEvent;
import org.postmeister.platform.Feature;
import org.postmeister.platform.PlatformVersion;

/**
 * What the system administrators allow a tenant.
 *
 * @param systemServerAllowed whether its mail may be sent through the system mail server
 * @param ownServerAllowed whether it may have and use its own server
 */
public record MailPolicy(boolean systemServerAllowed, boolean ownServerAllowed) {

  /** Until somebody decides otherwise, and on platforms without policies. */
  public static final MailPolicy ALL_ALLOWED = new MailPolicy(true, true);

  /** What applies on this version of the platform. */
  public MailPolicy effectiveIn(PlatformVersion version) {
    return Feature.MAIL_POLICY.existsIn(version) ? this : ALL_ALLOWED;
  }

  AuditEvent.Fields fields() {
    return new AuditEvent.Fields()
        .with("systemServerAllowed", systemServerAllowed)
        .with("ownServerAllowed", ownServerAllowed);
  }

  /**
   * The policy as stored.
   *
   * @param revision increases with every change; 0 if it has never been set
   */
  public record Stored(MailPolicy policy, long revision) {}
}
