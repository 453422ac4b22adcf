package org.postmeister.tenantlist.ui;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Languages;
import org.postmeister.common.MultiLine;
import org.postmeister.common.SingleLine;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.tenant.TenantData;

/** The values of the form. */
final class TenantFields {

  static final FormProperty<TenantFields, @Nullable SingleLine> DISPLAY_NAME =
      new FormProperty<>(
          "tenant.display-name", f -> f.displayName, (f, value) -> f.displayName = value);
  static final FormProperty<TenantFields, @Nullable MultiLine> DESCRIPTION =
      new FormProperty<>(
          "tenant.description", f -> f.description, (f, value) -> f.description = value);
  static final FormProperty<TenantFields, Locale> LANGUAGE =
      new FormProperty<>("tenant.language", f -> f.language, (f, value) -> f.language = value);
  static final FormProperty<TenantFields, Boolean> ACTIVE =
      new FormProperty<>("tenant.active", f -> f.active, (f, value) -> f.active = value);

  static final List<FormProperty<TenantFields, ?>> PROPERTIES =
      List.of(DISPLAY_NAME, DESCRIPTION, LANGUAGE, ACTIVE);

  private @Nullable SingleLine displayName;
  private @Nullable MultiLine description;
  private Locale language = Languages.DEFAULT;
  private boolean active = true;

  static TenantFields of(TenantData data) {
    TenantFields fields = new TenantFields();
    fields.displayName = data.displayName();
    fields.description = data.description();
    fields.language = data.language();
    fields.active = data.active();
    return fields;
  }

  TenantData toData() {
    return new TenantData(displayName, description, language, active);
  }
}
