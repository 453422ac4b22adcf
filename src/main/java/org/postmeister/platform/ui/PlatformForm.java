package org.postmeister.platform.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import java.util.Optional;
import org.postmeister.common.SingleLine;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;

/** The fields of version and licence. */
class PlatformForm extends Composite<Div> {

  private final transient FormFields<PlatformFields> fields;

  PlatformForm(Messages messages, SerializableRunnable onChange) {
    this.fields = new FormFields<>(messages, onChange);
    TextField version = new TextField();
    TextField holder = new TextField();
    TextField id = new TextField();
    TextField edition = new TextField();
    TextField maxTenants = new TextField();
    DatePicker validUntil = new DatePicker();
    fields.requiredText("version", version, PlatformFields.VERSION, PlatformVersion::of);
    fields.text("holder", holder, PlatformFields.HOLDER, SingleLine::of);
    fields.text("id", id, PlatformFields.ID, SingleLine::of);
    fields.text("edition", edition, PlatformFields.EDITION, SingleLine::of);
    fields.date("validUntil", validUntil, PlatformFields.VALID_UNTIL);
    fields.text("maxTenants", maxTenants, PlatformFields.MAX_TENANTS, License::maxTenants);
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

  void setFields(PlatformFields data) {
    fields.read(data);
  }

  Optional<PlatformFields> getFieldsIfValid() {
    PlatformFields data =
        PlatformFields.of(new PlatformSettings(new PlatformVersion(0, 0, 0), License.UNLIMITED));
    return fields.writeIfValid(data) ? Optional.of(data) : Optional.empty();
  }

  List<String> showViolations(List<FieldViolation> violations) {
    return fields.show(violations);
  }

  void focusFirstInvalid() {
    fields.focusFirstInvalid();
  }
}
