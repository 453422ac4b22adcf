package org.postmeister.support.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.support.SupportOptions;

/** The values of the support section. */
public final class SupportFields {

  static final FormProperty<SupportFields, @Nullable EmailAddress> ADDRESS =
      new FormProperty<>("support.address", f -> f.address, (f, value) -> f.address = value);
  static final FormProperty<SupportFields, Boolean> TENANT_ADDRESS_ALLOWED =
      new FormProperty<>(
          "support.tenant-address-allowed",
          f -> f.tenantAddressAllowed,
          (f, value) -> f.tenantAddressAllowed = value);
  static final FormProperty<SupportFields, Boolean> ATTACH_SYSTEM_INFORMATION =
      new FormProperty<>(
          "support.attach-system-information",
          f -> f.attachSystemInformation,
          (f, value) -> f.attachSystemInformation = value);

  public static final List<FormProperty<SupportFields, ?>> PROPERTIES =
      List.of(ADDRESS, TENANT_ADDRESS_ALLOWED, ATTACH_SYSTEM_INFORMATION);

  private @Nullable EmailAddress address;
  private boolean tenantAddressAllowed;
  private boolean attachSystemInformation;

  public static SupportFields of(SupportOptions options) {
    SupportFields fields = new SupportFields();
    fields.address = options.address();
    fields.tenantAddressAllowed = options.tenantAddressAllowed();
    fields.attachSystemInformation = options.attachSystemInformation();
    return fields;
  }

  public SupportOptions toOptions() {
    return new SupportOptions(address, tenantAddressAllowed, attachSystemInformation);
  }
}
