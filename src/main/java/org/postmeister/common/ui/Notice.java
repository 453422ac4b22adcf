package org.postmeister.common.ui;

import com.vaadin.flow.component.html.Div;
import java.util.Locale;

/**
 * A note that stays next to what it concerns until it no longer applies, and that screen readers
 * announce.
 */
public final class Notice extends Div {

  /** How important it is. */
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

  /** Replaces the text shown here. */
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
