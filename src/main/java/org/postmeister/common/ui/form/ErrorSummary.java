package org.postmeister.common.ui.form;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;

/** The errors that keep a form from being saved, in one place above its fields. */
public final class ErrorSummary extends Div {

  public ErrorSummary() {
    addClassNames("notice", "error-summary");
    getElement().setAttribute("data-kind", "error");
    getElement().setAttribute("role", "alert");
    setVisible(false);
  }

  /** Shows a headline and the individual errors, if any. */
  public void show(String headline, List<String> errors) {
    removeAll();
    add(new Paragraph(headline));
    if (!errors.isEmpty()) {
      UnorderedList list = new UnorderedList();
      errors.forEach(error -> list.add(new ListItem(error)));
      add(list);
    }
    setVisible(true);
  }

  public void clear() {
    removeAll();
    setVisible(false);
  }
}
