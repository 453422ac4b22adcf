package org.postmeister.common.ui;

import com.vaadin.flow.component.html.Div;
import java.util.Locale;

/**
 * A remark that stands where it matters until it is no longer true, and that screen readers read
 * out.
 */
public final class Notice extends Div {

  /** How much it matters. */
  public enum Kind {
    INFO,
    SUCCESS,
    WARNING,
    ERROR
  }

  public Notice() {
    addClassName("notice");
    getElement().setAttribute("role", "status");
    setVisible(false);
  }

  public Notice(Kind kind, String text) {
    this();
    show(kind, text);
  }

  /** Shows a text in place of what stood here. */
  public void show(Kind kind, String text) {
    removeAll();
    getElement().setAttribute("data-kind", kind.name().toLowerCase(Locale.ROOT));
    getElement().setAttribute("role", kind == Kind.ERROR ? "alert" : "status");
    setText(text);
    setVisible(true);
  }

  public void clear() {
    setText("");
    setVisible(false);
  }
}
