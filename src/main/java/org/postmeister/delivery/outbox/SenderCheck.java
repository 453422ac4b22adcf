package org.postmeister.delivery.outbox;

import java.util.Objects;
import org.postmeister.common.EmailAddress;
import org.postmeister.delivery.message.NewMessage;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.SenderNotAllowedException;
import org.postmeister.mailserver.route.SenderPermissions;
import org.postmeister.mailserver.route.SenderRule;
import org.springframework.stereotype.Component;

/** Lets nobody in who says that they are somebody else. */
@Component
class SenderCheck {

  private final SenderPermissions permissions;

  SenderCheck(SenderPermissions permissions) {
    this.permissions = permissions;
  }

  /**
   * The message as it may be stored.
   *
   * @param route the server that it is sent through
   * @throws SenderNotAllowedException if it is from somebody it may not be from, and is not to be
   *     sent from the server's sender in that case
   */
  NewMessage allowed(NewMessage message, MailRoute route) {
    MailServerSettings settings = Objects.requireNonNull(route.settings());
    MailOwner server = Objects.requireNonNull(route.server());
    for (String sender : message.senders()) {
      EmailAddress address = EmailAddress.stored(sender);
      boolean allowed =
          address.isValid() && permissions.isAllowed(message.owner(), server, settings, address);
      if (!allowed) {
        return switch (SenderRule.otherwise(settings, message.otherwise())) {
          case REFUSE ->
              throw new SenderNotAllowedException(message.owner(), server, settings, address);
          case REWRITE -> message.withServersSender();
        };
      }
    }
    return message;
  }
}
