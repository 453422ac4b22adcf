package org.postmeister.security;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.springframework.stereotype.Component;

/** Who may do what; evaluated by {@link RequiresTenantAdmin} and similar annotations. */
@Component("permissions")
public class Permissions {

  private final CurrentUser currentUser;

  Permissions(CurrentUser currentUser) {
    this.currentUser = currentUser;
  }

  /** Whether the caller may administer the tenant. */
  public boolean mayAdminister(@Nullable TenantId tenant) {
    return isOf(tenant, TokenScope.ADMIN);
  }

  /** Whether the caller may administer the tenant, and is not an API token. */
  public boolean mayAdministerInPerson(@Nullable TenantId tenant) {
    return currentUser.find().filter(user -> !user.isToken()).isPresent() && mayAdminister(tenant);
  }

  /** Whether the caller is somebody with an account, and not an API token. */
  public boolean isPerson() {
    return currentUser
        .find()
        .filter(user -> !user.isToken() && !user.mustChangePassword())
        .isPresent();
  }

  /** Whether the tenant is one of the caller's, whatever may be done there. */
  public boolean isOf(TenantId tenant) {
    return currentUser
        .find()
        .filter(user -> !user.mustChangePassword())
        .filter(user -> user.isSystemAdmin() || user.tenants().contains(tenant))
        .isPresent();
  }

  /** Whether the caller may submit messages of the tenant. */
  public boolean maySend(@Nullable TenantId tenant) {
    return isOf(tenant, TokenScope.MESSAGES_SEND);
  }

  /** Whether the caller may retry and cancel messages, without saying which ones. */
  public boolean maySteerMessages() {
    return has(TokenScope.MESSAGES_SEND) && has(TokenScope.MESSAGES_READ);
  }

  /** Whether the caller may read the message log, without saying which part of it. */
  public boolean mayReadMessages() {
    return has(TokenScope.MESSAGES_READ);
  }

  /** Whether the caller may read the message log of all tenants and of the system. */
  public boolean mayReadAllMessages() {
    return isOf(null, TokenScope.MESSAGES_READ);
  }

  /** Whether the caller may administer anything at all. */
  public boolean mayAdministerSomething() {
    return has(TokenScope.ADMIN);
  }

  /** Whether the caller may decide where the system's mail goes. */
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
