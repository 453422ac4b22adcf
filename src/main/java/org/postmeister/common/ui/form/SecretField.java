package org.postmeister.common.ui.form;

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
 * A secret that can be entered but never read: of a stored one only its existence is shown. What is
 * typed stays in the field until {@link #setStored} removes it.
 */
public final class SecretField extends Composite<Div> {

  private final String label;
  private final String helper;
  private final SerializableRunnable onChange;
  private final Div storedRow = new Div();
  private final Button replace = new Button();
  private final Button keep = new Button();
  private @Nullable PasswordField field;
  private boolean stored;

  public SecretField(String labelKey, String helperKey, SerializableRunnable onChange) {
    this.label = getTranslation(labelKey);
    this.helper = getTranslation(helperKey);
    this.onChange = onChange;
    getContent().addClassName("secret-field");
    replace.setText(getTranslation("secret.replace"));
    replace.addThemeVariants(ButtonVariant.TERTIARY);
    replace.setAriaLabel(getTranslation("secret.replace.of", label));
    replace.addClickListener(click -> edit().focus());
    keep.setText(getTranslation("secret.keep"));
    keep.addThemeVariants(ButtonVariant.TERTIARY);
    keep.addClickListener(click -> showStored());
    Span name = new Span(label);
    name.addClassName("secret-label");
    Span state = new Span(getTranslation("secret.stored"));
    state.addClassName("secret-state");
    storedRow.addClassName("secret-stored");
    storedRow.add(name, new Div(state, replace));
    edit();
  }

  String label() {
    return label;
  }

  /** Discards what was typed and shows whether there is a stored secret. */
  public void setStored(boolean stored) {
    this.stored = stored;
    if (stored) {
      showStored();
    } else {
      edit();
    }
  }

  void setReadOnly(boolean readOnly) {
    replace.setVisible(!readOnly);
    if (field != null) {
      field.setReadOnly(readOnly);
    }
  }

  /** What was typed, null if nothing was. */
  public @Nullable String typed() {
    return field == null || field.isEmpty() ? null : field.getValue();
  }

  /** Shows the error; opens the field if a stored secret is no longer sufficient. */
  public void showError(String message) {
    PasswordField shown = field == null ? edit() : field;
    shown.setErrorMessage(message);
    shown.setInvalid(true);
  }

  boolean isInvalid() {
    return field != null && field.isInvalid();
  }

  void focus() {
    if (field != null) {
      field.focus();
    }
  }

  public void clearError() {
    if (field != null) {
      field.setInvalid(false);
    }
  }

  private void showStored() {
    field = null;
    getContent().removeAll();
    getContent().add(storedRow);
  }

  // A new field each time: an emptied one that is hidden at the same time would keep the secret in
  // the browser.
  private PasswordField edit() {
    PasswordField created = new PasswordField(label);
    created.setHelperText(helper);
    created.setRevealButtonVisible(true);
    created.setAutocomplete(Autocomplete.NEW_PASSWORD);
    created.setValueChangeMode(ValueChangeMode.EAGER);
    created.setWidthFull();
    created.addValueChangeListener(change -> {
      created.setInvalid(false);
      // What depends on a secret depends on whether there is one.
      if (change.isFromClient() && change.getOldValue().isEmpty() != created.isEmpty()) {
        onChange.run();
      }
    });
    field = created;
    getContent().removeAll();
    getContent().add(created);
    if (stored) {
      getContent().add(keep);
    }
    return created;
  }
}
