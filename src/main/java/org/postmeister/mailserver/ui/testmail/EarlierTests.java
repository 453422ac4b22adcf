package org.postmeister.mailserver.ui.testmail;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.function.SerializableSupplier;
import java.util.List;
import java.util.Objects;
import org.postmeister.common.ui.Times;
import org.postmeister.mailserver.testmail.TestOutcome;

/** The latest tests of stored settings, and how the last one compares to the one before. */
class EarlierTests extends Composite<Div> {

  private final transient Times times;
  private final SerializableSupplier<List<TestOutcome>> stored;
  private final Paragraph comparison = new Paragraph();
  private final Details details = new Details();
  private transient List<TestOutcome> shown = List.of();

  /**
   * @param stored newest first
   */
  EarlierTests(SerializableSupplier<List<TestOutcome>> stored, Times times) {
    this.stored = stored;
    this.times = times;
    comparison.getElement().setAttribute("role", "status");
    comparison.setVisible(false);
    getContent().add(comparison, details);
    show();
  }

  /** Forgets the comparison: another test begins. */
  void begin() {
    comparison.setVisible(false);
  }

  /** Shows what is stored, and compares the latest with the one before if it is new. */
  void update() {
    List<TestOutcome> before = shown;
    show();
    boolean isNew =
        !shown.isEmpty() && !before.isEmpty() && !shown.getFirst().equals(before.getFirst());
    comparison.setVisible(isNew);
    if (isNew) {
      comparison.setText(compare(before.getFirst(), shown.getFirst()));
    }
  }

  private String compare(TestOutcome before, TestOutcome now) {
    String when = times.relative(before.at());
    if (now.code() == null) {
      return getTranslation(before.code() == null ? "tests.works-again" : "tests.works-now", when);
    }
    if (before.code() == null) {
      return getTranslation("tests.worked", when);
    }
    return getTranslation(
        Objects.equals(before.code(), now.code()) ? "tests.same" : "tests.other", when);
  }

  private void show() {
    shown = List.copyOf(stored.get());
    details.setVisible(!shown.isEmpty());
    details.setSummaryText(getTranslation("tests.title", shown.size()));
    details.removeAll();
    UnorderedList list = new UnorderedList();
    list.addClassName("plain-list");
    shown.forEach(outcome -> list.add(item(outcome)));
    details.add(list);
  }

  private ListItem item(TestOutcome outcome) {
    boolean sent = outcome.code() == null;
    Badge badge = new Badge(getTranslation(sent ? "tests.sent" : "tests.failed"));
    badge.getElement().setAttribute("theme", sent ? "success" : "error");
    ListItem item = new ListItem(badge, new Span(" "), times.span(outcome.at()));
    if (outcome.step() != null) {
      Span step = new Span(getTranslation("step." + outcome.step() + ".failed"));
      step.addClassName("cell-note");
      item.add(step);
    }
    return item;
  }
}
