package org.postmeister.security;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.springframework.stereotype.Component;

/** Who may administer which tenant; asked by {@link RequiresTenantAdmin}. */
@Component("permissions")
public class Permissions {

  private final CurrentUser currentUser;

  Permissions(CurrentUser currentUser) {
    this.currentUser = currentUser;
  }

  /** Whether who is signed in may administer the tenant. */
  public boolean mayAdminister(@Nullable TenantId tenant) {
    return currentUser
        .find()
        .filter(user -> user.isSystemAdmin() || (tenant != null && user.tenants().contains(tenant)))
        .isPresent();
  }
}
