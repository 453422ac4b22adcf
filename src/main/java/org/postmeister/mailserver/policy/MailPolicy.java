package org.postmeister.mailserver.policy;

import org.postmeister.common.audit.AuditEvent;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.platform.Feature;
import org.postmeister.platform.PlatformVersion;

/**
 * What the system administrators allow a tenant.
 *
 * @param systemServerAllowed whether its mail may be sent through the system mail server
 * @param ownServerAllowed whether it may have and use its own server
 * @param allowedSenders whom its mail may be from on the system mail server, besides those whom
 *     that server's settings allow to all
 */
public record MailPolicy(
    boolean systemServerAllowed, boolean ownServerAllowed, AllowedSenders allowedSenders) {

  /** Until somebody decides otherwise, and on platforms without policies. */
  public static final MailPolicy ALL_ALLOWED = new MailPolicy(true, true);

  /** Which servers it may use; its mail may be from nobody in particular. */
  public MailPolicy(boolean systemServerAllowed, boolean ownServerAllowed) {
    this(systemServerAllowed, ownServerAllowed, AllowedSenders.NONE);
  }

  /** The same, but for which servers the tenant may use. */
  public MailPolicy with(boolean systemServer, boolean ownServer) {
    return new MailPolicy(systemServer, ownServer, allowedSenders);
  }

  /** What applies on this version of the platform. */
  public MailPolicy effectiveIn(PlatformVersion version) {
    return Feature.MAIL_POLICY.existsIn(version) ? this : ALL_ALLOWED;
  }

  AuditEvent.Fields fields() {
    return new AuditEvent.Fields()
        .with("systemServerAllowed", systemServerAllowed)
        .with("ownServerAllowed", ownServerAllowed)
        .with("allowedSenders", allowedSenders.isEmpty() ? null : allowedSenders);
  }

  /**
   * The policy as stored.
   *
   * @param revision increases with every change; 0 if it has never been set
   */
  public record Stored(MailPolicy policy, long revision) {}
}
