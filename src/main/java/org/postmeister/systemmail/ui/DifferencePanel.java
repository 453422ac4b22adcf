package org.postmeister.systemmail.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import org.postmeister.systemmail.MailText;
import org.postmeister.systemmail.TextDifference;

/** What was changed in a text against the default, line by line. */
final class DifferencePanel extends Details {

  private final Div content = new Div();

  DifferencePanel() {
    addClassName("difference");
    add(content);
    setVisible(false);
  }

  /**
   * @param original the default
   * @param typed what is in the form
   */
  void show(MailText original, MailTextFields typed) {
    content.removeAll();
    TextDifference subject = TextDifference.between(original.subject(), typed.subject().strip());
    TextDifference body = TextDifference.between(original.body().strip(), typed.body().strip());
    long changed = subject.changed() + body.changed();
    setVisible(changed > 0);
    setSummaryText(getTranslation("mailtexts.difference", changed));
    add("mailtexts.subject", subject);
    add("mailtexts.body", body);
  }

  private void add(String titleKey, TextDifference difference) {
    if (difference.changed() == 0) {
      return;
    }
    UnorderedList list = new UnorderedList();
    difference.lines().forEach(line -> list.add(item(line)));
    content.add(new H3(getTranslation(titleKey)), list);
  }

  private ListItem item(TextDifference.Line line) {
    Span sign =
        new Span(
            switch (line.change()) {
              case REMOVED -> "−";
              case ADDED -> "+";
              case SAME, LEFT_OUT -> "";
            });
    if (line.change() == TextDifference.Change.REMOVED
        || line.change() == TextDifference.Change.ADDED) {
      String words = getTranslation("mailtexts.difference." + line.change());
      sign.getElement().setAttribute("role", "img");
      sign.getElement().setAttribute("aria-label", words);
      sign.getElement().setAttribute("title", words);
    }
    ListItem item =
        new ListItem(
            sign, new Span(line.change() == TextDifference.Change.LEFT_OUT ? "…" : line.text()));
    item.getElement().setAttribute("data-change", line.change().name());
    return item;
  }
}
