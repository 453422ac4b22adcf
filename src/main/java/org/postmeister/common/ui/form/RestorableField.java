package org.postmeister.common.ui.form;

/** A field of its own kind whose value can be kept in the browser as a text; no secret. */
public interface RestorableField {

  /** Its value as a text; empty if it has none. */
  String toDraft();

  /**
   * Fills in what {@link #toDraft} has returned. A text that it cannot have returned leaves the
   * field as it is: it comes from the browser.
   */
  void fromDraft(String text);
}
