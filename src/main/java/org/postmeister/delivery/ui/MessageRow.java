package org.postmeister.delivery.ui;

import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Messages;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.mailserver.MailOwner;

/**
 * A message as shown in the log.
 *
 * @param sender the name of its tenant, or the word for the system
 * @param route whose server it waits for or was last handed to, null if none
 */
record MessageRow(Message message, String sender, @Nullable MailOwner route) {

  private static final int SHOWN_RECIPIENTS = 2;

  /** The subject; a link without words could not be seen. */
  String subject(Messages messages) {
    return message.subject().isBlank() ? messages.get("messages.no-subject") : message.subject();
  }

  /** The first recipients, and how many more there are. */
  String recipients(Messages messages) {
    String first =
        message.recipients().stream()
            .limit(SHOWN_RECIPIENTS)
            .map(Recipient::address)
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    int more = message.recipients().size() - SHOWN_RECIPIENTS;
    return more > 0 ? messages.get("messages.recipients.more", first, more) : first;
  }

  /** Through whose server it goes or went, in words; blank if through none. */
  String route(Messages messages) {
    if (route == null) {
      return "";
    }
    return messages.get(route.equals(MailOwner.SYSTEM) ? "route.SYSTEM" : "route.TENANT");
  }

  /** How it came, and from which address; empty if that was not recorded. */
  Optional<String> origin(Messages messages) {
    return Optional.ofNullable(message.origin())
        .map(origin ->
            origin.client() == null
                ? messages.get("Via." + origin.via())
                : messages.get("Via." + origin.via() + ".from", origin.client()));
  }

  /** Why it is in its state; blank if the state says it all. */
  String why(Messages messages) {
    if (message.reason() != null) {
      return messages.get("WaitingReason." + message.reason());
    }
    return message.failure() != null && message.status() != MessageStatus.DELIVERED
        ? messages.get(message.failure().message())
        : "";
  }
}
