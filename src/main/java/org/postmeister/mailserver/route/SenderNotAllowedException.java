package org.postmeister.mailserver.route;

import java.util.Map;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;

/** A message is from somebody it may not be from. */
public class SenderNotAllowedException extends BrokenRuleException {

  private final EmailAddress from;
  private final String sender;

  /**
   * @param owner whose mail it is
   * @param server whose server it would be sent through
   * @param settings of that server
   * @param from as in the message
   */
  public SenderNotAllowedException(
      MailOwner owner, MailOwner server, MailServerSettings settings, EmailAddress from) {
    super(
        Kind.UNPROCESSABLE,
        "sender_not_allowed",
        new Sentence(sentence(owner, server), from, String.valueOf(settings.senderAddress())));
    this.from = from;
    this.sender = String.valueOf(settings.senderAddress());
  }

  // Each names who can allow it, and where.
  private static String sentence(MailOwner owner, MailOwner server) {
    if (!server.equals(MailOwner.SYSTEM)) {
      return "sender_not_allowed.own";
    }
    return owner.equals(MailOwner.SYSTEM) ? "sender_not_allowed.system" : "sender_not_allowed";
  }

  /** Whom the message is from. */
  public EmailAddress from() {
    return from;
  }

  @Override
  public Map<String, Object> properties() {
    return Map.of("from", from.toString(), "senderAddress", sender);
  }
}
