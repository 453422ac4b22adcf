package org.postmeister.security.account;

import java.util.Set;
import org.postmeister.common.DisplayName;
import org.postmeister.common.TenantId;
import org.postmeister.security.Role;

/**
 * The mutable part of an account.
 *
 * @param tenants those that a tenant administrator administers; empty for system administrators,
 *     who administer all
 */
public record AccountData(DisplayName name, Role role, Set<TenantId> tenants, boolean active) {

  public AccountData {
    tenants = role == Role.SYSTEM_ADMIN ? Set.of() : Set.copyOf(tenants);
  }

  /** The same with other tenants. */
  public AccountData with(Set<TenantId> changed) {
    return new AccountData(name, role, changed, active);
  }
}
