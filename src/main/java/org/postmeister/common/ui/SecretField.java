package org.postmeister.common.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableRunnable;
import org.jspecify.annotations.Nullable;

/**
 * A secret that can be entered but never read: what is stored is only said to be stored. What is
 * typed stays in the field until {@link #setStored} takes it away.
 */
public final class SecretField extends Composite<Div> {

  private final PasswordField field = new PasswordField();
  private final Div storedRow = new Div();
  private final Button keep = new Button();
  private boolean stored;

  public SecretField(String labelKey, String helperKey, SerializableRunnable onChange) {
    getContent().addClassName("secret-field");
    String label = getTranslation(labelKey);
    field.setLabel(label);
    field.setHelperText(getTranslation(helperKey));
    field.setRevealButtonVisible(true);
    field.setAutocomplete(Autocomplete.NEW_PASSWORD);
    field.setValueChangeMode(ValueChangeMode.EAGER);
    field.setWidthFull();
    field.addValueChangeListener(change -> {
      clearError();
      if (change.isFromClient()) {
        onChange.run();
      }
    });
    Button replace = new Button(getTranslation("secret.replace"));
    replace.addThemeVariants(ButtonVariant.TERTIARY);
    replace.setAriaLabel(getTranslation("secret.replace.of", label));
    replace.addClickListener(click -> edit());
    keep.setText(getTranslation("secret.keep"));
    keep.addThemeVariants(ButtonVariant.TERTIARY);
    keep.addClickListener(click -> show(true));
    Span name = new Span(label);
    name.addClassName("secret-label");
    Span state = new Span(getTranslation("secret.stored"));
    state.addClassName("secret-state");
    storedRow.addClassName("secret-stored");
    storedRow.add(name, new Div(state, replace));
    getContent().add(storedRow, field, keep);
    show(false);
  }

  /** Forgets what was typed and shows whether there is a stored secret. */
  public void setStored(boolean stored) {
    this.stored = stored;
    show(stored);
  }

  /** What was typed, null if nothing was. */
  public @Nullable String typed() {
    return field.isVisible() && !field.isEmpty() ? field.getValue() : null;
  }

  /** Shows what is wrong; opens the field if a stored secret is no longer good enough. */
  public void showError(String message) {
    if (!field.isVisible()) {
      edit();
    }
    field.setErrorMessage(message);
    field.setInvalid(true);
  }

  public void clearError() {
    field.setInvalid(false);
  }

  public void focus() {
    field.focus();
  }

  private void edit() {
    show(false);
    field.focus();
  }

  private void show(boolean asStored) {
    field.clear();
    field.setInvalid(false);
    storedRow.setVisible(asStored);
    field.setVisible(!asStored);
    keep.setVisible(stored && !asStored);
  }
}
