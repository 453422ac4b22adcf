package org.postmeister.support.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.ui.form.FormProperty;

/** The values of the form for a tenant's support address. */
public final class TenantSupportFields {

  static final FormProperty<TenantSupportFields, @Nullable EmailAddress> ADDRESS =
      new FormProperty<>("tenantsupport.address", f -> f.address, (f, value) -> f.address = value);

  static final List<FormProperty<TenantSupportFields, ?>> PROPERTIES = List.of(ADDRESS);

  private @Nullable EmailAddress address;

  static TenantSupportFields of(@Nullable EmailAddress address) {
    TenantSupportFields fields = new TenantSupportFields();
    fields.address = address;
    return fields;
  }

  @Nullable EmailAddress address() {
    return address;
  }
}
