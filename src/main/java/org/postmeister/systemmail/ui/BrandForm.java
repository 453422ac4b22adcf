package org.postmeister.systemmail.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.form.FormPanel;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.systemmail.brand.AppliedBrand;
import org.postmeister.systemmail.brand.BrandColor;
import org.postmeister.systemmail.brand.MailBrand;
import org.postmeister.systemmail.brand.MailBrandService;
import org.postmeister.systemmail.brand.MailBrands;

/** Logo and color of an owner's mails. */
final class BrandForm extends Composite<Div>
    implements FormPanel.Editor<MailBrands.Found, BrandFields> {

  private static final int TOLD_AFTER_MILLIS = 400;
  private static final String DEFAULT_COLOR = "#1f5fa8";

  private final transient MailBrandService service;
  private final transient Messages messages;
  private final SerializableRunnable onEdit;
  private final Paragraph sentence = new Paragraph();
  private final TextField color = new TextField();
  private final Input picker = new Input();
  private final LogoField logo;
  private final FormPanel<MailBrands.Found, BrandFields> panel;
  private @Nullable MailOwner owner;
  private transient MailBrands.@Nullable Found shown;
  private boolean reading;

  /**
   * @param onDirty called when the form gets or loses unsaved changes
   * @param onEdit called whenever the fields contain something else
   */
  BrandForm(
      MailBrandService service,
      Messages messages,
      SerializableRunnable onDirty,
      SerializableRunnable onEdit) {
    this.service = service;
    this.messages = messages;
    this.onEdit = onEdit;
    this.logo = new LogoField(messages);
    Div fields = new Div(sentence, logo, color);
    fields.addClassNames("form-section", "stacked-form");
    panel =
        new FormPanel<MailBrands.Found, BrandFields>(messages, this, onDirty, fields)
            .keepDraft(() -> "brand of " + owner);
    color.setLabel(getTranslation("mailbrand.color"));
    color.setHelperText(getTranslation("mailbrand.color.helper"));
    color.setClearButtonVisible(true);
    color.setPrefixComponent(picker);
    color.setValueChangeMode(ValueChangeMode.LAZY);
    color.setValueChangeTimeout(TOLD_AFTER_MILLIS);
    color.addValueChangeListener(changed -> edited());
    picker.setType("color");
    picker.getElement().setAttribute("aria-label", getTranslation("mailbrand.color.choose"));
    picker.setValueChangeMode(ValueChangeMode.ON_CHANGE);
    picker.addValueChangeListener(picked -> {
      if (picked.isFromClient()) {
        color.setValue(picked.getValue());
      }
    });
    logo.addValueChangeListener(changed -> edited());
    getContent().add(panel);
  }

  /** Shows what an owner has chosen, as it is stored. */
  void open(MailOwner of) {
    owner = of;
    sentence.setText(
        getTranslation(
            of.equals(MailOwner.SYSTEM) ? "mailbrand.sentence.system" : "mailbrand.sentence"));
    panel.showStored();
  }

  boolean isDirty() {
    return panel.isDirty();
  }

  /** How a mail looks with what is in the form, as far as it is valid. */
  AppliedBrand applied() {
    BrandColor valid;
    try {
      valid = typedColor();
    } catch (InvalidValueException e) {
      valid = null;
    }
    return found().applied(new MailBrand(valid, logo.getValue()));
  }

  private MailBrands.Found found() {
    return Objects.requireNonNull(shown);
  }

  private @Nullable BrandColor typedColor() {
    return color.isEmpty() ? null : BrandColor.of(color.getValue());
  }

  @Override
  public MailBrands.Found load() {
    return service.get(Objects.requireNonNull(owner));
  }

  @Override
  public void show(MailBrands.Found stored) {
    merge(stored, fieldsOf(stored));
  }

  @Override
  public void merge(MailBrands.Found over, BrandFields chosen) {
    shown = over;
    reading = true;
    BrandColor of = chosen.brand().color();
    color.setValue(of == null ? "" : of.value());
    logo.setValue(chosen.brand().logo());
    reading = false;
    changed();
  }

  @Override
  public BrandFields fieldsOf(MailBrands.Found stored) {
    return new BrandFields(stored.own());
  }

  @Override
  public Optional<BrandFields> read() {
    try {
      return Optional.of(new BrandFields(new MailBrand(typedColor(), logo.getValue())));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  @Override
  public void focusFirstInvalid() {
    color.focus();
  }

  @Override
  public MailBrands.Found save(BrandFields fields) {
    return service.save(Objects.requireNonNull(owner), fields.brand(), found().revision());
  }

  @Override
  public List<FormProperty<BrandFields, ?>> properties() {
    return BrandFields.PROPERTIES;
  }

  @Override
  public List<String> mark(List<FieldViolation> violations) {
    return violations.stream().map(violation -> messages.get(violation.message())).toList();
  }

  private void edited() {
    if (!reading) {
      panel.setDirty(read().map(BrandFields::brand).filter(found().own()::equals).isEmpty());
      changed();
    }
  }

  private void changed() {
    color.setInvalid(false);
    try {
      typedColor();
    } catch (InvalidValueException e) {
      color.setErrorMessage(messages.get(e));
      color.setInvalid(true);
    }
    BrandColor applied = applied().color();
    picker.setValue(applied == null ? DEFAULT_COLOR : applied.value());
    onEdit.run();
  }
}
