package org.postmeister.mailserver.policy;

import org.postmeister.common.AuditEvent;
import org.postmeister.platform.Feature;
import org.postmeister.platform.PlatformVersion;

/**
 * What the system's administrators allow a tenant.
 *
 * @param systemServerAllowed whether its mail may leave through the system mail server
 * @param ownServerAllowed whether it may have and use a server of its own
 */
public record MailPolicy(boolean systemServerAllowed, boolean ownServerAllowed) {

  /** As long as nobody has decided otherwise, and on platforms that have no policies. */
  public static final MailPolicy ALL_ALLOWED = new MailPolicy(true, true);

  /** What holds on a platform of the version. */
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
   * @param revision grows with every change; 0 if nobody has decided yet
   */
  public record Stored(MailPolicy policy, long revision) {}
}
