package org.postmeister.platform.ui;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.SingleLine;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;

/** The values of the form. */
final class PlatformFields {

  static final FormProperty<PlatformFields, @Nullable PlatformVersion> VERSION =
      new FormProperty<>("platform.version", f -> f.version, (f, value) -> f.version = value);
  static final FormProperty<PlatformFields, @Nullable SingleLine> HOLDER =
      new FormProperty<>("license.holder", f -> f.holder, (f, value) -> f.holder = value);
  static final FormProperty<PlatformFields, @Nullable SingleLine> ID =
      new FormProperty<>("license.id", f -> f.id, (f, value) -> f.id = value);
  static final FormProperty<PlatformFields, @Nullable SingleLine> EDITION =
      new FormProperty<>("license.edition", f -> f.edition, (f, value) -> f.edition = value);
  static final FormProperty<PlatformFields, @Nullable LocalDate> VALID_UNTIL =
      new FormProperty<>(
          "license.valid-until", f -> f.validUntil, (f, value) -> f.validUntil = value);
  static final FormProperty<PlatformFields, @Nullable Integer> MAX_TENANTS =
      new FormProperty<>(
          "license.max-tenants", f -> f.maxTenants, (f, value) -> f.maxTenants = value);

  static final List<FormProperty<PlatformFields, ?>> PROPERTIES =
      List.of(VERSION, HOLDER, ID, EDITION, VALID_UNTIL, MAX_TENANTS);

  private @Nullable PlatformVersion version;
  private @Nullable SingleLine holder;
  private @Nullable SingleLine id;
  private @Nullable SingleLine edition;
  private @Nullable LocalDate validUntil;
  private @Nullable Integer maxTenants;

  static PlatformFields of(PlatformSettings settings) {
    PlatformFields fields = new PlatformFields();
    fields.version = settings.version();
    License license = settings.license();
    fields.holder = license.holder();
    fields.id = license.id();
    fields.edition = license.edition();
    fields.validUntil = license.validUntil();
    fields.maxTenants = license.maxTenants();
    return fields;
  }

  PlatformSettings toSettings() {
    if (version == null) {
      throw new IllegalStateException("The form requires a version");
    }
    return new PlatformSettings(version, new License(holder, id, edition, validUntil, maxTenants));
  }
}
