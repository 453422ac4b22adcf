package org.postmeister.common.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;

/**
 * A form with what every form has: above it the errors that keep it from being saved, below it the
 * buttons and a mark for unsaved changes.
 */
public final class FormPanel extends Composite<Div> {

  private final SerializableRunnable onDirty;
  private final ErrorSummary summary = new ErrorSummary();
  private final Div conflict = new Div();
  private final Div actions = new Div();
  private final Span unsaved = new Span();
  private boolean dirty;

  /**
   * @param onDirty called when the form gets or loses unsaved changes
   */
  public FormPanel(
      SerializableRunnable save,
      SerializableRunnable discard,
      SerializableRunnable onDirty,
      Component... content) {
    this.onDirty = onDirty;
    Button saveButton = new Button(getTranslation("action.save"), click -> save.run());
    saveButton.addThemeVariants(ButtonVariant.PRIMARY);
    Button discardButton = new Button(getTranslation("action.discard"), click -> discard.run());
    unsaved.setText(getTranslation("unsaved.mark"));
    unsaved.addClassName("unsaved-mark");
    unsaved.getElement().setAttribute("role", "status");
    unsaved.setVisible(false);
    actions.add(saveButton, discardButton, unsaved);
    actions.addClassName("form-actions");
    getContent().add(summary, conflict);
    getContent().add(content);
    getContent().add(actions);
  }

  /** Adds a button after those that every form has. */
  public void addAction(Component action) {
    actions.add(action);
  }

  public void setActionsVisible(boolean visible) {
    actions.setVisible(visible);
  }

  public boolean isDirty() {
    return dirty;
  }

  public void setDirty(boolean dirty) {
    this.dirty = dirty;
    unsaved.setVisible(dirty);
    onDirty.run();
  }

  /** Shows above the form what is wrong. */
  public void refuse(String headline, List<String> errors) {
    summary.show(headline, errors);
    summary.scrollIntoView();
  }

  /** Lets the user choose between two versions. */
  public void resolve(ConflictPanel panel) {
    conflict.removeAll();
    conflict.add(panel);
    conflict.scrollIntoView();
  }

  /** Removes the messages. */
  public void clearMessages() {
    summary.clear();
    conflict.removeAll();
  }
}
