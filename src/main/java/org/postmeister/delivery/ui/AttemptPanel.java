package org.postmeister.delivery.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.MessageStatus;

/** One attempt: when, its outcome, what the server said, and every line of the conversation. */
class AttemptPanel extends Article {

  AttemptPanel(Attempt attempt, Messages messages, Times times) {
    addClassName("attempt");
    MessageStatus outcome = attempt.uncertain() ? MessageStatus.UNCERTAIN : attempt.outcome();
    Div head = new Div(StateBadge.of(outcome, messages), times.span(attempt.at()));
    if (attempt.duration() != null) {
      head.add(new Span(messages.get("message.took", attempt.duration().toMillis())));
    }
    head.addClassName("attempt-head");
    if (attempt.server() != null) {
      head.add(new Span(attempt.server()));
    }
    if (attempt.node() != null) {
      head.add(new Span(attempt.node()));
    }
    add(head);
    if (attempt.failure() != null) {
      add(new Paragraph(messages.get(attempt.failure().message())));
    }
    if (attempt.reply() != null) {
      Paragraph reply = new Paragraph(attempt.reply());
      reply.addClassName("server-reply");
      add(reply);
    }
    if (!attempt.transcript().isEmpty()) {
      Pre lines = new Pre(String.join("\n", attempt.transcript()));
      lines.getElement().setAttribute("tabindex", "0");
      add(new Details(messages.get("message.transcript"), lines));
    }
  }
}
