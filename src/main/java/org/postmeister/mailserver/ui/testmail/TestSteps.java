package org.postmeister.mailserver.ui.testmail;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.CopyButton;
import org.postmeister.common.ui.Messages;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.TestReport;

/** The steps of a test mail as they are filled in, and below them the outcome. */
class TestSteps extends Div {

  private final transient Messages messages;
  private final OrderedList list = new OrderedList();
  private final Div outcome = new Div();
  private final Map<SendStep, ListItem> items = new EnumMap<>(SendStep.class);

  TestSteps(Messages messages) {
    this.messages = messages;
    list.addClassName("test-steps");
    outcome.addClassNames("notice", "test-outcome");
    outcome.getElement().setAttribute("role", "status");
    outcome.getElement().setAttribute("aria-live", "polite");
    add(list, outcome);
    clear();
  }

  final void clear() {
    list.removeAll();
    items.clear();
    outcome.removeAll();
    outcome.setVisible(false);
    list.setVisible(false);
  }

  void begin(SendStep step) {
    list.setVisible(true);
    show(item(step), "running", getTranslation("step." + step + ".running"), null, null);
  }

  void slow(SendStep step, Duration soFar) {
    show(
        item(step),
        "running",
        getTranslation("step." + step + ".running"),
        getTranslation("testmail.slow", Long.toString(soFar.toSeconds())),
        null);
  }

  void end(StepResult result) {
    list.setVisible(true);
    String state =
        switch (result.status()) {
          case OK -> result.warning() ? "warning" : "ok";
          case FAILED -> "failed";
          case SKIPPED -> "skipped";
        };
    show(
        item(result.step()),
        state,
        getTranslation("step." + result.step() + "." + (result.warning() ? "ok" : state)),
        result.status() == StepResult.Status.FAILED || result.detail() == null
            ? null
            : messages.get(result.detail()),
        result.duration());
  }

  void finish(TestReport report) {
    outcome.removeAll();
    SendFailure failure = report.failure();
    outcome.getElement().setAttribute("data-kind", failure == null ? "success" : "error");
    String message =
        failure == null ? getTranslation("testmail.sent") : messages.get(failure.message());
    outcome.add(new H3(message));
    StringBuilder copy = new StringBuilder(message);
    if (failure != null) {
      String hint = messages.get(failure.hint());
      outcome.add(new Paragraph(hint));
      copy.append('\n').append(hint);
    }
    if (report.serverReply() != null) {
      addQuote("testmail.reply", report.serverReply(), copy);
    }
    if (report.messageId() != null) {
      addQuote("testmail.message-id", report.messageId(), copy);
    }
    outcome.add(new CopyButton("testmail.copy", copy.toString()));
    outcome.setVisible(true);
  }

  private void addQuote(String labelKey, String text, StringBuilder copy) {
    Span label = new Span(getTranslation(labelKey));
    label.addClassName("quote-label");
    Pre quote = new Pre(text);
    quote.getElement().setAttribute("tabindex", "0");
    quote.getElement().setAttribute("aria-label", getTranslation(labelKey));
    quote.getElement().setAttribute("role", "region");
    outcome.add(label, quote);
    copy.append('\n').append(text);
  }

  private ListItem item(SendStep step) {
    return items.computeIfAbsent(
        step,
        added -> {
          ListItem item = new ListItem();
          list.add(item);
          return item;
        });
  }

  private static void show(
      ListItem item,
      String state,
      String text,
      @Nullable String detail,
      @Nullable Duration duration) {
    item.removeAll();
    item.getElement().setAttribute("data-state", state);
    Span mark = new Span();
    mark.addClassName("step-mark");
    mark.getElement().setAttribute("aria-hidden", "true");
    Span title = new Span(text);
    title.addClassName("step-title");
    Div head = new Div(mark, title);
    head.addClassName("step-head");
    if (duration != null) {
      Span time = new Span(duration.toMillis() + " ms");
      time.addClassName("step-time");
      head.add(time);
    }
    item.add(head);
    if (detail != null) {
      Div note = new Div();
      note.setText(detail);
      note.addClassName("step-detail");
      item.add(note);
    }
  }
}
