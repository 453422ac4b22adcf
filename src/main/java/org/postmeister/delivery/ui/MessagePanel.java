package org.postmeister.delivery.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.ui.Facts;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageNotFoundException;
import org.postmeister.delivery.MessagePriority;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.mailserver.spi.SendFailure;

/** One message: who it is for, what was attempted, and what can be done. */
final class MessagePanel extends Composite<Div> {

  private final transient MessageService service;
  private final transient MessageActionService actions;
  private final transient Messages messages;
  private final transient Times times;
  private final transient PageMemory memory;
  private final Div state = new Div();
  private final Div whom = new Div();
  private final Div timeline = new Div();
  private final Div tried = new Div();
  private final H2 attemptCount = new H2();
  private final Notice outcome = new Notice();
  private final Section content = new Section();
  // These stay, whatever changes: a button that is replaced while somebody clicks on it does
  // nothing.
  private final Button retry = new Button();
  private final Button cancel = new Button();
  private final Button read = new Button();
  private final Span whyNot = new Span();
  private final Anchor raw = new Anchor();
  private final Div actionBar = new Div(retry, cancel, read, raw, whyNot);
  // The background check for changes reads both without holding the session lock.
  private volatile long id;
  private transient volatile @Nullable Message seen;
  private transient @Nullable List<Attempt> shown;
  // The content, as long as it is shown.
  private transient PageMemory.@Nullable Kept kept;

  MessagePanel(
      MessageService service,
      MessageActionService actions,
      Messages messages,
      Times times,
      PageMemory memory,
      LiveUpdates live) {
    this.service = service;
    this.actions = actions;
    this.messages = messages;
    this.times = times;
    this.memory = memory;
    prepareActions();
    live.follow(this, () -> service.get(id), () -> seen, this::show);
  }

  /**
   * Shows a message.
   *
   * @throws MessageNotFoundException if there is none, or none that the person may see
   */
  void show(long message) {
    id = message;
    outcome.clear();
    closeContent();
    shown = null;
    getContent().removeAll();
    getContent().add(state, actionBar, outcome, whom, timeline, tried, content);
    show();
  }

  @Override
  protected void onDetach(DetachEvent event) {
    closeContent();
  }

  private void closeContent() {
    content.removeAll();
    PageMemory.Kept before = kept;
    kept = null;
    if (before != null) {
      before.close();
    }
  }

  private void show() {
    MessageService.TriedMessage known = service.getTried(id);
    Message message = known.message();
    seen = message;
    List<Attempt> attempts = known.attempts();
    state.removeAll();
    state.add(
        new H1(new MessageRow(message, "", null).subject(messages)),
        message(message),
        facts(message));
    showActions(message);
    whom.removeAll();
    whom.add(new H2(getTranslation("message.recipients")), recipients(message));
    timeline.removeAll();
    if (!attempts.isEmpty()) {
      timeline.add(new AttemptTimeline(message, attempts, messages, times));
    }
    show(attempts);
  }

  // A conversation that somebody reads stays open: only what is new is added, on top.
  private void show(List<Attempt> attempts) {
    int known = shown == null ? 0 : shown.size();
    if (known == 0 || attempts.size() < known || !attempts.subList(0, known).equals(shown)) {
      known = 0;
      tried.removeAll();
      tried.add(attemptCount);
      if (attempts.isEmpty()) {
        tried.add(new Paragraph(getTranslation("message.attempts.none")));
      }
    }
    shown = attempts;
    attemptCount.setText(getTranslation("message.attempts", attempts.size()));
    for (Attempt attempt : attempts.subList(known, attempts.size())) {
      tried.addComponentAtIndex(1, new AttemptPanel(attempt, messages, times));
    }
  }

  private Component message(Message message) {
    Div div = new Div(StateBadge.of(message.status(), messages));
    div.addClassName("message-state");
    String why = new MessageRow(message, "", null).why(messages);
    if (!why.isEmpty()) {
      div.add(new Span(why));
    }
    if (message.nextAttemptAt() != null && message.reason() == WaitingReason.SCHEDULED) {
      div.add(times.span(message.nextAttemptAt()));
    }
    if (message.nextAttemptAt() != null && message.status() == MessageStatus.DEFERRED) {
      Span next =
          new Span(messages.get("messages.next-attempt", times.upcoming(message.nextAttemptAt())));
      next.setTitle(times.withOffset(message.nextAttemptAt()));
      div.add(next);
    }
    if (message.uncertain() > 0 && message.status() != MessageStatus.DELIVERED) {
      Paragraph uncertain = new Paragraph(getTranslation("message.uncertain", message.uncertain()));
      uncertain.addClassName("hint");
      div.add(uncertain);
    }
    SendFailure failure = message.failure();
    if (failure != null && message.status() != MessageStatus.DELIVERED) {
      Paragraph hint = new Paragraph(messages.get(failure.hint()));
      hint.addClassName("hint");
      div.add(hint);
    }
    return div;
  }

  private Facts facts(Message message) {
    Facts facts =
        new Facts()
            .with("message.accepted", times.exactSpan(message.acceptedAt()))
            .with("message.origin", new MessageRow(message, "", null).origin(messages).orElse(null))
            .with("message.ended", exactly(message.endedAt()))
            .with("message.next", exactly(message.nextAttemptAt()))
            .with(
                "message.priority",
                message.options().priority() == MessagePriority.NORMAL
                    ? null
                    : getTranslation("MessagePriority." + message.options().priority()))
            .with("message.expires", exactly(message.options().expiresAt()))
            .with("message.message-id", message.messageId())
            .with("message.size", getTranslation("message.octets", message.size()));
    return facts;
  }

  private @Nullable Component exactly(@Nullable Instant time) {
    return time == null ? null : times.exactSpan(time);
  }

  private Component recipients(Message message) {
    UnorderedList list = new UnorderedList();
    list.addClassName("message-recipients");
    for (Recipient recipient : message.recipients()) {
      Span address = new Span(recipient.address().toString());
      address.addClassName("address");
      ListItem item =
          new ListItem(
              new Span(getTranslation("message.kind." + recipient.kind())),
              address,
              StateBadge.of(
                  recipient.status().isWaiting() ? message.status() : recipient.status(),
                  messages));
      if (!recipient.address().isValid()) {
        Badge invalid = new Badge(getTranslation("message.invalid-address"));
        invalid.addThemeVariants(BadgeVariant.WARNING);
        item.add(invalid);
      }
      if (recipient.reply() != null) {
        Span reply = new Span(recipient.reply());
        reply.addClassName("server-reply");
        item.add(reply);
      }
      list.add(item);
    }
    return list;
  }

  private void prepareActions() {
    actionBar.addClassName("page-actions");
    retry.addClickListener(click -> change(actions::retry, "message.retried"));
    cancel.setText(getTranslation("message.cancel"));
    cancel.addClickListener(click -> askToCancel());
    read.setText(getTranslation("message.read"));
    read.addClickListener(click -> read());
    raw.setText(getTranslation("message.raw"));
    raw.getElement().setAttribute("download", true);
    raw.setHref(
        (DownloadHandler)
            event -> {
              byte[] mime = service.readRaw(id).orElseThrow(MessageNotFoundException::new);
              event.setFileName("message-" + id + ".eml");
              event.setContentType("message/rfc822");
              event.setContentLength(mime.length);
              event.getOutputStream().write(mime);
            });
    whyNot.addClassName("hint");
  }

  private void showActions(Message message) {
    boolean nobodyIsLeft =
        message.recipients().stream()
            .allMatch(recipient ->
                recipient.status() == MessageStatus.DELIVERED || !recipient.address().isValid());
    retry.setText(getTranslation(retryLabel(message)));
    retry.setVisible(!nobodyIsLeft);
    cancel.setVisible(message.status().isWaiting());
    boolean mayRead = service.mayRead(message);
    read.setVisible(mayRead);
    raw.setVisible(mayRead);
    whyNot.setText(
        getTranslation(message.confidential() ? "message.confidential" : "message.not-yours"));
    whyNot.setVisible(!mayRead);
  }

  private static String retryLabel(Message message) {
    if (message.status() == MessageStatus.UNCERTAIN) {
      return "message.send-again";
    }
    return message.reason() == WaitingReason.SCHEDULED ? "message.send-now" : "message.retry";
  }

  private void askToCancel() {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation("message.cancel"));
    dialog.setText(getTranslation("message.cancel.text"));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("messages.back"));
    dialog.setConfirmText(getTranslation("message.cancel"));
    dialog.addConfirmListener(confirmed -> change(actions::cancel, "message.cancelled"));
    dialog.open();
  }

  private void change(LongFunction<Message> change, String doneKey) {
    try {
      Message _ = change.apply(id);
      outcome.show(Notice.Kind.SUCCESS, getTranslation(doneKey));
    } catch (BrokenRuleException e) {
      outcome.show(Notice.Kind.ERROR, messages.get(e));
    }
    show();
  }

  private void read() {
    closeContent();
    Message message = seen;
    PageMemory.Kept now = memory.keep();
    kept = now;
    if (now.take(message == null ? 0 : message.size()).isEmpty()) {
      outcome.show(Notice.Kind.WARNING, getTranslation("memory.content"));
      return;
    }
    try {
      content.add(
          service
              .read(id)
              .<Component>map(ContentPanel::new)
              .orElseGet(() ->
                  new Notice(Notice.Kind.INFO, getTranslation("problem.message_content_deleted"))));
    } catch (MessageNotFoundException e) {
      outcome.show(Notice.Kind.ERROR, messages.get(e));
    }
  }
}
