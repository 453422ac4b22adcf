package org.postmeister.systemmail.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldBase;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.form.FormPanel;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.systemmail.MailTextService;

/** Subject and body of one text. */
final class MailTextForm extends Composite<Div>
    implements FormPanel.Editor<MailTextService.Shown, MailTextFields> {

  private static final int TOLD_AFTER_MILLIS = 400;

  private final transient MailTextService service;
  private final transient Messages messages;
  private final SerializableRunnable onEdit;
  private final Notice origin = new Notice();
  private final TextField subject = new TextField();
  private final TextArea body = new TextArea();
  private final PlaceholderButtons placeholders = new PlaceholderButtons(this::lastFocused);
  private final Button reset = new Button();
  private final FormPanel<MailTextService.Shown, MailTextFields> panel;
  private Component lastFocused = body;
  private @Nullable WhichText which;
  private transient MailTextService.@Nullable Shown shown;
  private boolean reading;

  /**
   * @param onDirty called when the form gets or loses unsaved changes
   * @param onEdit called whenever the fields contain something else
   */
  MailTextForm(
      MailTextService service,
      Messages messages,
      SerializableRunnable onDirty,
      SerializableRunnable onEdit) {
    this.service = service;
    this.messages = messages;
    this.onEdit = onEdit;
    Div fields = new Div(origin, subject, body, placeholders);
    fields.addClassNames("form-section", "stacked-form", "mail-text-fields");
    panel =
        new FormPanel<MailTextService.Shown, MailTextFields>(messages, this, onDirty, fields)
            .keepDraft(() -> String.valueOf(which));
    subject.setLabel(getTranslation("mailtexts.subject"));
    body.setLabel(getTranslation("mailtexts.body"));
    body.setHelperText(getTranslation("mailtexts.body.helper"));
    body.setMinRows(11);
    subject.addFocusListener(focus -> lastFocused = subject);
    body.addFocusListener(focus -> lastFocused = body);
    prepare(subject);
    prepare(body);
    reset.addClickListener(click -> askToReset());
    panel.addAction(reset);
    getContent().add(panel);
  }

  private void prepare(TextFieldBase<?, String> field) {
    field.setWidthFull();
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.setValueChangeTimeout(TOLD_AFTER_MILLIS);
    field.addValueChangeListener(changed -> edited());
  }

  private Component lastFocused() {
    return lastFocused;
  }

  /** Shows a text as it is stored. */
  void open(WhichText text) {
    which = text;
    placeholders.show(text.kind());
    panel.showStored();
  }

  /** Whether a text is shown. */
  boolean isOpen() {
    return shown != null;
  }

  boolean isDirty() {
    return panel.isDirty();
  }

  /** What is in the fields. */
  MailTextFields fields() {
    return new MailTextFields(subject.getValue(), body.getValue());
  }

  /** What is stored. */
  MailTextService.Shown stored() {
    return Objects.requireNonNull(shown);
  }

  @Override
  public MailTextService.Shown load() {
    return service.get(which().owner(), which().kind(), which().language());
  }

  @Override
  public void show(MailTextService.Shown stored) {
    merge(stored, fieldsOf(stored));
  }

  @Override
  public void merge(MailTextService.Shown over, MailTextFields chosen) {
    shown = over;
    reading = true;
    subject.setValue(chosen.subject());
    body.setValue(chosen.body());
    reading = false;
    boolean own = over.revision() > 0;
    origin.show(
        Notice.Kind.INFO,
        getTranslation("mailtexts.origin." + (own ? "own" : over.origin().name())));
    reset.setText(getTranslation("mailtexts.reset." + over.without()));
    reset.setVisible(own);
    onEdit.run();
  }

  @Override
  public MailTextFields fieldsOf(MailTextService.Shown stored) {
    return MailTextFields.of(stored.text());
  }

  @Override
  public Optional<MailTextFields> read() {
    clearErrors();
    return Optional.of(fields());
  }

  @Override
  public void focusFirstInvalid() {
    (subject.isInvalid() ? subject : body).focus();
  }

  @Override
  public MailTextService.Shown save(MailTextFields fields) {
    return service.save(
        which().owner(),
        which().kind(),
        which().language(),
        fields.subject(),
        fields.body(),
        stored().revision());
  }

  @Override
  public List<FormProperty<MailTextFields, ?>> properties() {
    return MailTextFields.PROPERTIES;
  }

  @Override
  public List<String> mark(List<FieldViolation> violations) {
    showErrors(violations);
    return List.of();
  }

  /** Shows at each field what is wrong in it, and nothing at the others. */
  void showErrors(List<FieldViolation> violations) {
    showErrors(subject, "subject", violations);
    showErrors(body, "body", violations);
  }

  private void showErrors(
      TextFieldBase<?, String> field, String name, List<FieldViolation> violations) {
    List<String> errors =
        violations.stream()
            .filter(violation -> violation.field().equals(name))
            .map(violation -> messages.get(violation.message()))
            .toList();
    field.setErrorMessage(errors.stream().collect(Collectors.joining("\n")));
    field.setInvalid(!errors.isEmpty());
  }

  void clearErrors() {
    showErrors(List.of());
  }

  private void edited() {
    if (!reading) {
      panel.setDirty(
          !subject.getValue().equals(stored().text().subject())
              || !body.getValue().equals(stored().text().body()));
      onEdit.run();
    }
  }

  private void askToReset() {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(reset.getText());
    dialog.setText(getTranslation("mailtexts.reset.text"));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("mailtexts.keep"));
    dialog.setConfirmText(reset.getText());
    dialog.addConfirmListener(confirmed -> {
      service.reset(which().owner(), which().kind(), which().language());
      panel.showStored();
    });
    dialog.open();
  }

  private WhichText which() {
    return Objects.requireNonNull(which);
  }
}
