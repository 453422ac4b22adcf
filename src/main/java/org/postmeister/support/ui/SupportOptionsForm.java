package org.postmeister.support.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import java.util.Optional;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormSection;

/** The fields of the support options. */
public final class SupportOptionsForm extends Composite<Div> {

  private final transient FormFields<SupportFields> fields;

  public SupportOptionsForm(Messages messages, SerializableRunnable onChange) {
    this.fields = new FormFields<>(messages, onChange);
    TextField address = new TextField();
    Checkbox tenantAddressAllowed = new Checkbox();
    Checkbox attachSystemInformation = new Checkbox();
    fields.text("address", address, SupportFields.ADDRESS, EmailAddress::of);
    fields.checkbox(
        "tenantAddressAllowed", tenantAddressAllowed, SupportFields.TENANT_ADDRESS_ALLOWED);
    fields.checkbox(
        "attachSystemInformation",
        attachSystemInformation,
        SupportFields.ATTACH_SYSTEM_INFORMATION);
    getContent()
        .add(
            new FormSection(
                "support.section",
                "support.section.sentence",
                address,
                tenantAddressAllowed,
                attachSystemInformation));
  }

  public void setFields(SupportFields data) {
    fields.read(data);
  }

  public Optional<SupportFields> getFieldsIfValid() {
    SupportFields data = new SupportFields();
    return fields.writeIfValid(data) ? Optional.of(data) : Optional.empty();
  }

  public List<String> showViolations(List<FieldViolation> violations) {
    return fields.show(violations);
  }

  public void focusFirstInvalid() {
    fields.focusFirstInvalid();
  }
}
