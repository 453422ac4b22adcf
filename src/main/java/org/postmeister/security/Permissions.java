package org.postmeister.security;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.springframework.stereotype.Component;

/** Who may do what; asked by {@link RequiresTenantAdmin} and its like. */
@Component("permissions")
public class Permissions {

  private final CurrentUser currentUser;

  Permissions(CurrentUser currentUser) {
    this.currentUser = currentUser;
  }

  /** Whether who is signed in may administer the tenant. */
  public boolean mayAdminister(@Nullable TenantId tenant) {
    return isOf(tenant, TokenScope.ADMIN);
  }

  /** Whether who is signed in may administer the tenant, and is no API token. */
  public boolean mayAdministerInPerson(@Nullable TenantId tenant) {
    return currentUser.find().filter(user -> !user.isToken()).isPresent() && mayAdminister(tenant);
  }

  /** Whether the tenant is one of those of who is signed in, whatever may be done there. */
  public boolean isOf(TenantId tenant) {
    return currentUser
        .find()
        .filter(user -> !user.mustChangePassword())
        .filter(user -> user.isSystemAdmin() || user.tenants().contains(tenant))
        .isPresent();
  }

  /** Whether who is signed in may hand over messages of the tenant. */
  public boolean maySend(@Nullable TenantId tenant) {
    return isOf(tenant, TokenScope.MESSAGES_SEND);
  }

  /** Whether who is signed in may do something about messages; about which ones is not said. */
  public boolean maySteerMessages() {
    return has(TokenScope.MESSAGES_SEND) && has(TokenScope.MESSAGES_READ);
  }

  /** Whether who is signed in may read the message log; which part of it is not said. */
  public boolean mayReadMessages() {
    return has(TokenScope.MESSAGES_READ);
  }

  /** Whether who is signed in may administer anything at all. */
  public boolean mayAdministerSomething() {
    return has(TokenScope.ADMIN);
  }

  /** Whether who is signed in may decide where the system's mail goes. */
  public boolean mayRedirectSystemMail() {
    return currentUser
        .find()
        .filter(user -> user.isSystemAdmin() && user.has(TokenScope.SYSTEM_MAIL_SERVER))
        .isPresent();
  }

  private boolean has(TokenScope scope) {
    return currentUser.find().filter(user -> user.has(scope)).isPresent();
  }

  private boolean isOf(@Nullable TenantId tenant, TokenScope scope) {
    return currentUser
        .find()
        .filter(user -> user.has(scope))
        .filter(user -> user.isSystemAdmin() || (tenant != null && user.tenants().contains(tenant)))
        .isPresent();
  }
}
