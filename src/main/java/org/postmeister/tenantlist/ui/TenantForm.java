package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postmeister.common.Languages;
import org.postmeister.common.MultiLine;
import org.postmeister.common.SingleLine;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormSection;

/** The editable fields of a tenant. */
class TenantForm extends Composite<Div> {

  private final transient FormFields<TenantFields> fields;
  private final Checkbox active = new Checkbox();

  TenantForm(Messages messages, SerializableRunnable onChange) {
    this.fields = new FormFields<>(messages, onChange);
    TextField displayName = new TextField();
    TextArea description = new TextArea();
    Select<Locale> language = new Select<>();
    fields.text("displayName", displayName, TenantFields.DISPLAY_NAME, SingleLine::of);
    fields.longText(
        "description", description, TenantFields.DESCRIPTION, MultiLine::of, MultiLine::toString);
    language.setLabel(getTranslation(TenantFields.LANGUAGE.labelKey()));
    language.setHelperText(getTranslation(TenantFields.LANGUAGE.labelKey() + ".helper"));
    language.setItems(Languages.ALL);
    language.setItemLabelGenerator(value -> value.getDisplayLanguage(messages.locale()));
    fields.other("language", language, TenantFields.LANGUAGE);
    fields.checkbox("active", active, TenantFields.ACTIVE);
    getContent()
        .add(
            new FormSection(
                "tenant.section",
                "tenant.section.sentence",
                active,
                displayName,
                language,
                description));
  }

  void setFields(TenantFields data) {
    fields.read(data);
  }

  Optional<TenantFields> getFieldsIfValid() {
    TenantFields data = new TenantFields();
    return fields.writeIfValid(data) ? Optional.of(data) : Optional.empty();
  }

  boolean isActiveTicked() {
    return active.getValue();
  }

  List<String> showViolations(List<FieldViolation> violations) {
    return fields.show(violations);
  }

  void focusFirstInvalid() {
    fields.focusFirstInvalid();
  }
}
