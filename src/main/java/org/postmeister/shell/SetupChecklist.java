package org.postmeister.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a new installation needs before its first message, in order; done steps are ticked. */
final class SetupChecklist extends Section {

  /**
   * A step.
   *
   * @param key of its texts
   * @param path of the page on which it is done
   */
  record Step(String key, boolean done, String path) {}

  private final @Nullable SerializableRunnable useMailCatcher;

  /**
   * @param useMailCatcher makes it the system's mail server; null if there is none
   */
  SetupChecklist(List<Step> steps, @Nullable SerializableRunnable useMailCatcher) {
    this.useMailCatcher = useMailCatcher;
    addClassNames("card", "checklist");
    long done = steps.stream().filter(Step::done).count();
    OrderedList list = new OrderedList();
    steps.forEach(step -> list.add(item(step)));
    add(
        new H2(getTranslation("setup.title")),
        new Paragraph(getTranslation("setup.sentence", done, steps.size())),
        list);
  }

  private Component item(Step step) {
    Span mark = new Span(getTranslation(step.done() ? "setup.done" : "setup.open"));
    mark.addClassNames("checklist-mark", step.done() ? "checklist-done" : "checklist-open");
    Div text =
        new Div(new Span(getTranslation("setup." + step.key())), note("setup." + step.key()));
    ListItem item = new ListItem(mark, text);
    if (!step.done()) {
      Anchor open = new Anchor(step.path(), getTranslation("setup." + step.key() + ".open"));
      open.addClassName("button-link");
      Div ways = new Div(open);
      ways.addClassName("checklist-ways");
      if (useMailCatcher != null && step.key().equals("server")) {
        ways.addComponentAsFirst(
            new Button(getTranslation("setup.mailcatcher"), click -> useMailCatcher.run()));
      }
      item.add(ways);
    }
    return item;
  }

  private Span note(String key) {
    Span note = new Span(getTranslation(key + ".why"));
    note.addClassName("cell-note");
    return note;
  }
}
