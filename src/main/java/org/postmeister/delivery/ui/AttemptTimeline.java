package org.postmeister.delivery.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;

/** A message's attempts on a line, from its acceptance to its end or to what is to come. */
class AttemptTimeline extends Div {

  // Beyond that, marks cover each other; the list below has them all.
  private static final int MOST = 100;

  private final Instant begin;
  private final Duration length;

  AttemptTimeline(Message message, List<Attempt> attempts, Messages messages, Times times) {
    this.begin = message.acceptedAt();
    Instant last = attempts.getLast().at();
    this.length = Duration.between(begin, end(message, last));
    addClassName("attempt-timeline");
    // The list of attempts says the same in words.
    getElement().setAttribute("aria-hidden", "true");
    Div line = new Div();
    line.addClassName("timeline-line");
    for (Attempt attempt : attempts.subList(Math.max(0, attempts.size() - MOST), attempts.size())) {
      MessageStatus outcome = attempt.uncertain() ? MessageStatus.UNCERTAIN : attempt.outcome();
      line.add(
          mark(
              attempt.at(),
              StateBadge.theme(outcome),
              messages.get("MessageStatus." + outcome) + ", " + times.withOffset(attempt.at())));
    }
    if (message.nextAttemptAt() != null) {
      line.add(
          mark(
              message.nextAttemptAt(),
              "next",
              messages.get("message.next") + ", " + times.withOffset(message.nextAttemptAt())));
    }
    Span first = new Span(times.relative(begin));
    first.setTitle(times.withOffset(begin));
    Span after = new Span(messages.get("timeline.after", times.length(length)));
    after.addClassName("timeline-end");
    Div scale = new Div(first, after);
    scale.addClassName("timeline-scale");
    add(line, scale);
  }

  private static Instant end(Message message, Instant lastAttempt) {
    Instant next = message.nextAttemptAt();
    Instant end = next != null && next.isAfter(lastAttempt) ? next : lastAttempt;
    return message.endedAt() != null && message.endedAt().isAfter(end) ? message.endedAt() : end;
  }

  private Div mark(Instant at, String kind, String title) {
    Div mark = new Div();
    mark.addClassNames("timeline-mark", kind.isEmpty() ? "neutral" : kind);
    double share =
        length.isZero() || length.isNegative()
            ? 1
            : (double) Duration.between(begin, at).toMillis() / Math.max(1, length.toMillis());
    mark.getStyle().setLeft(Math.clamp(100 * share, 0, 100) + "%");
    mark.setTitle(title);
    return mark;
  }
}
