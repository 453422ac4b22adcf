package org.postmeister.security.ui;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.security.Role;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.administration.AccountInfo;

/** The values of the form for an account; its tenants are a separate text. */
final class AccountFields {

  static final FormProperty<AccountFields, @Nullable EmailAddress> EMAIL =
      new FormProperty<>("account.email", f -> f.email, (f, value) -> f.email = value);
  static final FormProperty<AccountFields, @Nullable DisplayName> NAME =
      new FormProperty<>("account.name", f -> f.name, (f, value) -> f.name = value);
  static final FormProperty<AccountFields, Role> ROLE =
      new FormProperty<>("account.role", f -> f.role, (f, value) -> f.role = value);
  static final FormProperty<AccountFields, Boolean> ACTIVE =
      new FormProperty<>("account.active", f -> f.active, (f, value) -> f.active = value);

  static final FormProperty<AccountFields, String> TENANTS =
      new FormProperty<>("account.tenants", f -> f.tenants, (f, value) -> f.tenants = value);

  static final List<FormProperty<AccountFields, ?>> PROPERTIES =
      List.of(NAME, ROLE, TENANTS, ACTIVE);

  private @Nullable EmailAddress email;
  private @Nullable DisplayName name;
  private Role role = Role.TENANT_ADMIN;
  private boolean active = true;
  private String tenants = "";
  private Set<TenantId> tenantIds = Set.of();

  static AccountFields of(AccountInfo account) {
    AccountData data = account.data();
    AccountFields fields = new AccountFields();
    fields.name = data.name();
    fields.role = data.role();
    fields.active = data.active();
    fields.tenants =
        account.tenants().values().stream()
            .map(TenantName::value)
            .collect(Collectors.joining("\n"));
    return fields;
  }

  @Nullable EmailAddress email() {
    return email;
  }

  /** Names, one per line. */
  String tenants() {
    return tenants;
  }

  void setTenants(String names) {
    tenants = names;
  }

  /** With the tenants of these names. */
  AccountFields withTenants(Set<TenantId> ids) {
    tenantIds = ids;
    return this;
  }

  AccountData toData() {
    return new AccountData(Objects.requireNonNull(name), role, tenantIds, active);
  }
}
