package org.postmeister.security.ui;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.ui.FormProperty;
import org.postmeister.security.AccountData;
import org.postmeister.security.Role;

/** What stands in the form of an account; its tenants are kept beside it. */
final class AccountFields {

  static final FormProperty<AccountFields, @Nullable EmailAddress> EMAIL =
      new FormProperty<>("account.email", f -> f.email, (f, value) -> f.email = value);
  static final FormProperty<AccountFields, @Nullable DisplayName> NAME =
      new FormProperty<>("account.name", f -> f.name, (f, value) -> f.name = value);
  static final FormProperty<AccountFields, Role> ROLE =
      new FormProperty<>("account.role", f -> f.role, (f, value) -> f.role = value);
  static final FormProperty<AccountFields, Boolean> ACTIVE =
      new FormProperty<>("account.active", f -> f.active, (f, value) -> f.active = value);

  static final List<FormProperty<AccountFields, ?>> PROPERTIES = List.of(NAME, ROLE, ACTIVE);

  private @Nullable EmailAddress email;
  private @Nullable DisplayName name;
  private Role role = Role.TENANT_ADMIN;
  private boolean active = true;

  static AccountFields of(AccountData data) {
    AccountFields fields = new AccountFields();
    fields.name = data.name();
    fields.role = data.role();
    fields.active = data.active();
    return fields;
  }

  @Nullable EmailAddress email() {
    return email;
  }

  AccountData toData(Set<TenantId> tenants) {
    return new AccountData(Objects.requireNonNull(name), role, tenants, active);
  }
}
