package org.postmeister.delivery.worker;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.postmeister.common.EmailAddress;
import org.postmeister.delivery.message.SentContent;
import org.postmeister.delivery.store.ClaimedMessage;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.mailserver.route.SenderPermissions;
import org.postmeister.mailserver.route.SenderRule;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.SendingServer;
import org.springframework.stereotype.Component;

/** Turns stored messages into what a server gets: with a sender that may stand there. */
@Component
class OutgoingMailFactory {

  private final SenderPermissions permissions;

  OutgoingMailFactory(SenderPermissions permissions) {
    this.permissions = permissions;
  }

  /**
   * @param body as stored
   * @param recipients of this attempt
   * @return empty if it is from somebody that it may not be from, now that it is sent through this
   *     server
   */
  Optional<OutgoingMail> create(
      ClaimedMessage message, byte[] body, List<EmailAddress> recipients, SendingServer server) {
    MailServerSettings settings = server.settings();
    EmailAddress serversSender = Objects.requireNonNull(settings.senderAddress());
    SentContent stored = SentContent.of(body);
    Set<String> own = stored.senders();
    boolean allowed = own.stream().allMatch(sender -> isAllowed(sender, message, server));
    if (!allowed && SenderRule.otherwise(settings, message.otherwise()) == SenderPolicy.REFUSE) {
      return Optional.empty();
    }
    boolean usual = own.isEmpty() || !allowed;
    EmailAddress from = usual ? serversSender : stored.from().orElse(serversSender);
    byte[] content =
        own.isEmpty()
            ? stored.from(settings)
            : allowed ? stored.asItIs() : stored.rewritten(settings);
    return Optional.of(
        new OutgoingMail(
            content,
            settings.envelopeSender(from),
            message.dsn(),
            recipients,
            message.waitingBlind().stream().filter(EmailAddress::isValid).toList(),
            message.smtpUtf8() || (usual && stored.needsSmtpUtf8(settings)),
            message.uncertain() > 0,
            message.atMostOnce()));
  }

  // It was when the message was accepted; since then it may have taken another route, or the
  // permission was taken back.
  private boolean isAllowed(String sender, ClaimedMessage message, SendingServer server) {
    EmailAddress address = EmailAddress.stored(sender);
    return address.isValid()
        && permissions.isAllowed(message.owner(), server.owner(), server.settings(), address);
  }
}
