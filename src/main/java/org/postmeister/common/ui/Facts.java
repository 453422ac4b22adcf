package org.postmeister.common.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/** Labelled facts, one per line. */
public final class Facts extends DescriptionList {

  public Facts() {
    addClassName("facts");
  }

  /** Adds a fact; null is unknown and not shown. */
  public Facts with(String labelKey, @Nullable Object value) {
    return value == null ? this : with(labelKey, new Span(value.toString()));
  }

  /** Adds a fact; null is unknown and not shown. */
  public Facts with(String labelKey, @Nullable Component value) {
    if (value != null) {
      add(new Term(getTranslation(labelKey)), new Description(value));
    }
    return this;
  }
}
