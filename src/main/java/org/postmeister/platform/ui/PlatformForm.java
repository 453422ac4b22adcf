package org.postmeister.platform.ui;

import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableRunnable;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.SingleLine;
import org.postmeister.common.ui.DatePickerTexts;
import org.postmeister.common.ui.FormProperty;
import org.postmeister.common.ui.FormSection;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.ValueConverter;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;

/** The fields of version and licence. */
class PlatformForm extends Composite<Div> {

  private final Binder<PlatformFields> binder = new Binder<>();
  private final SerializableRunnable onChange;

  PlatformForm(Messages messages, SerializableRunnable onChange) {
    this.onChange = onChange;
    TextField version = field("platform.version", "platform.version.helper");
    TextField holder = field("license.holder", "license.holder.helper");
    TextField id = field("license.id", "license.id.helper");
    TextField edition = field("license.edition", "license.edition.helper");
    TextField maxTenants = field("license.max-tenants", "license.max-tenants.helper");
    DatePicker validUntil = new DatePicker(getTranslation("license.valid-until"));
    validUntil.setLocale(messages.locale());
    validUntil.setI18n(DatePickerTexts.of(messages));
    validUntil.setMin(LocalDate.of(2000, 1, 1));
    validUntil.setMax(LocalDate.of(9999, 12, 31));
    validUntil.setHelperText(getTranslation("license.valid-until.helper"));
    validUntil.addValueChangeListener(this::changed);
    binder
        .forField(version)
        .asRequired(getTranslation("field.required"))
        .withConverter(new ValueConverter<>(PlatformVersion::of, messages))
        .bind(PlatformFields.VERSION.getter(), PlatformFields.VERSION.setter());
    bindLine(holder, PlatformFields.HOLDER, messages);
    bindLine(id, PlatformFields.ID, messages);
    bindLine(edition, PlatformFields.EDITION, messages);
    binder
        .forField(validUntil)
        .bind(PlatformFields.VALID_UNTIL.getter(), PlatformFields.VALID_UNTIL.setter());
    binder
        .forField(maxTenants)
        .withConverter(new ValueConverter<>(License::maxTenants, messages))
        .bind(PlatformFields.MAX_TENANTS.getter(), PlatformFields.MAX_TENANTS.setter());
    getContent()
        .add(
            new FormSection("platform.section", "platform.section.sentence", version),
            new FormSection(
                "license.section",
                "license.section.sentence",
                holder,
                id,
                edition,
                validUntil,
                maxTenants));
  }

  void setSettings(PlatformSettings settings) {
    setFields(PlatformFields.of(settings));
  }

  void setFields(PlatformFields fields) {
    binder.readBean(fields);
  }

  void focusFirstInvalid() {
    binder.validate().getFieldValidationErrors().stream()
        .findFirst()
        .ifPresent(error -> ((Focusable<?>) error.getField()).focus());
  }

  Optional<PlatformFields> getFieldsIfValid() {
    PlatformFields fields =
        PlatformFields.of(new PlatformSettings(new PlatformVersion(0, 0, 0), License.UNLIMITED));
    return binder.writeBeanIfValid(fields) ? Optional.of(fields) : Optional.empty();
  }

  private void bindLine(
      TextField field,
      FormProperty<PlatformFields, @Nullable SingleLine> property,
      Messages messages) {
    binder
        .forField(field)
        .withConverter(new ValueConverter<>(SingleLine::new, messages))
        .bind(property.getter(), property.setter());
  }

  private TextField field(String labelKey, String helperKey) {
    TextField field = new TextField(getTranslation(labelKey));
    field.setHelperText(getTranslation(helperKey));
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.addValueChangeListener(this::changed);
    return field;
  }

  private void changed(ComponentValueChangeEvent<?, ?> change) {
    if (change.isFromClient()) {
      onChange.run();
    }
  }
}
