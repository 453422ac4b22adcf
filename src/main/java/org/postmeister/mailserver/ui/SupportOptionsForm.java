package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.Optional;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.ui.FormProperty;
import org.postmeister.common.ui.FormSection;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.ValueConverter;

/** The fields of the support options. */
class SupportOptionsForm extends Composite<Div> {

  private final Binder<SupportFields> binder = new Binder<>();
  private final SerializableRunnable onChange;

  SupportOptionsForm(Messages messages, SerializableRunnable onChange) {
    this.onChange = onChange;
    TextField address = new TextField(getTranslation(SupportFields.ADDRESS.labelKey()));
    address.setHelperText(getTranslation(SupportFields.ADDRESS.labelKey() + ".helper"));
    address.setValueChangeMode(ValueChangeMode.LAZY);
    address.addValueChangeListener(this::changed);
    binder
        .forField(address)
        .withConverter(new ValueConverter<>(EmailAddress::of, messages))
        .bind(SupportFields.ADDRESS.getter(), SupportFields.ADDRESS.setter());
    getContent()
        .add(
            new FormSection(
                "support.section",
                "support.section.sentence",
                address,
                checkbox(SupportFields.TENANT_ADDRESS_ALLOWED),
                checkbox(SupportFields.ATTACH_SYSTEM_INFORMATION)));
  }

  void setFields(SupportFields fields) {
    binder.readBean(fields);
  }

  void focusFirstInvalid() {
    binder.validate().getFieldValidationErrors().stream()
        .findFirst()
        .ifPresent(error -> ((Focusable<?>) error.getField()).focus());
  }

  Optional<SupportFields> getFieldsIfValid() {
    SupportFields fields = new SupportFields();
    return binder.writeBeanIfValid(fields) ? Optional.of(fields) : Optional.empty();
  }

  private Checkbox checkbox(FormProperty<SupportFields, Boolean> property) {
    Checkbox field = new Checkbox(getTranslation(property.labelKey()));
    field.setHelperText(getTranslation(property.labelKey() + ".helper"));
    field.addValueChangeListener(this::changed);
    binder.forField(field).bind(property.getter(), property.setter());
    return field;
  }

  private void changed(ComponentValueChangeEvent<?, ?> change) {
    if (change.isFromClient()) {
      onChange.run();
    }
  }
}
