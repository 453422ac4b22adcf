package org.postmeister.submission.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Notice;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageOrigin;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.mailserver.MailOwner;

/** Waits for the first message that an application submits from now on. */
final class FirstMessage extends Composite<Section> {

  // More than come between two looks, as a rule; of more, any is as good.
  private static final int LATEST = 20;

  private final transient MessageService service;
  private final transient MessageQuery query;
  private final long known;
  private final Notice notice = new Notice();
  private final Paragraph hint = new Paragraph();
  // The background check reads it without holding the session lock.
  private transient volatile @Nullable Message arrived;

  FirstMessage(MessageService service, MailOwner owner, LiveUpdates live) {
    this.service = service;
    this.query = MessageQuery.ALL.of(owner);
    this.known =
        service.find(query, null, 0, 1).stream().mapToLong(Message::id).findFirst().orElse(0);
    notice.show(Notice.Kind.INFO, getTranslation("connect.waiting"));
    hint.setText(getTranslation("connect.waiting.hint"));
    getContent().addClassName("side-panel");
    getContent().add(new H2(getTranslation("connect.first")), notice, hint);
    live.follow(this, this::look, () -> arrived, this::show);
  }

  private @Nullable Message look() {
    Message before = arrived;
    return before != null
        ? before
        : service.find(query, null, 0, LATEST).stream()
            .filter(message -> message.id() > known && isSubmitted(message))
            .reduce((newer, older) -> older)
            .orElse(null);
  }

  private static boolean isSubmitted(Message message) {
    return message.origin() != null && message.origin().via() != MessageOrigin.Via.CONSOLE;
  }

  private void show() {
    Message message = look();
    if (message == null || arrived != null) {
      return;
    }
    arrived = message;
    notice.show(Notice.Kind.SUCCESS, getTranslation("connect.arrived"));
    hint.removeAll();
    hint.add(
        new Anchor(
            "messages/" + message.id(),
            message.subject().isBlank()
                ? getTranslation("connect.open")
                : getTranslation("connect.open.subject", message.subject())));
  }
}
