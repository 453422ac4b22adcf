package org.postmeister.mailserver.route;

import java.util.Objects;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.SenderPattern;
import org.postmeister.mailserver.SenderPolicy;

/** The one rule that says whom mail may be from, and what becomes of it otherwise. */
public final class SenderRule {

  private SenderRule() {}

  /**
   * Whether a message may be from an address: the server's own sender, whoever its settings allow,
   * and on the system's server whoever system administrators allow the tenant.
   *
   * @param server whose it is
   * @param settings of that server
   * @param ofTenant whom the tenant's policy allows; {@link AllowedSenders#NONE} for mail of the
   *     system itself
   * @param from as in the message
   */
  public static boolean isAllowed(
      MailOwner server, MailServerSettings settings, AllowedSenders ofTenant, EmailAddress from) {
    EmailAddress own = settings.senderAddress();
    AllowedSenders ofServer = settings.get(MailServerField.ALLOWED_SENDERS);
    return (own != null && SenderPattern.isSameMailbox(own, from))
        || (ofServer != null && ofServer.include(from))
        || (server.equals(MailOwner.SYSTEM) && ofTenant.include(from));
  }

  /**
   * What becomes of a message that is not allowed.
   *
   * @param settings of the server that it would be sent through
   * @param usual for whoever submits it, unless the settings decide: applications are told, devices
   *     could not read it
   */
  public static SenderPolicy otherwise(MailServerSettings settings, SenderPolicy usual) {
    return Objects.requireNonNullElse(settings.get(MailServerField.SENDER_POLICY), usual);
  }
}
