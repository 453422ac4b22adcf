package org.postmeister.delivery.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.stream.Collectors;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.WaitingReason;

/**
 * A message as shown in the log.
 *
 * @param sender the name of its tenant, or the word for the system
 */
record MessageRow(Message message, String sender) {

  private static final int SHOWN_RECIPIENTS = 2;

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

  /** The state, and the reason for it. */
  Div state(Messages messages, Times times) {
    Div state = new Div(StateBadge.of(message.status(), messages));
    state.addClassName("message-state");
    String why = why(messages);
    if (!why.isEmpty()) {
      state.add(new Span(why));
    }
    if (message.nextAttemptAt() != null && message.reason() == WaitingReason.SCHEDULED) {
      state.add(times.span(message.nextAttemptAt()));
    }
    if (message.nextAttemptAt() != null && message.status() == MessageStatus.DEFERRED) {
      Span next =
          new Span(messages.get("messages.next-attempt", times.upcoming(message.nextAttemptAt())));
      next.setTitle(times.exact(message.nextAttemptAt()));
      state.add(next);
    }
    return state;
  }

  private String why(Messages messages) {
    if (message.reason() != null) {
      return messages.get("WaitingReason." + message.reason());
    }
    return message.failure() != null && message.status() != MessageStatus.DELIVERED
        ? messages.get(message.failure().message())
        : "";
  }
}
