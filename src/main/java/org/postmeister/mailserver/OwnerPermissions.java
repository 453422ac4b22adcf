package org.postmeister.mailserver;

import org.postmeister.security.Permissions;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Who may act for an owner: for the system its administrators, for a tenant also the tenant's. */
@Component
public class OwnerPermissions {

  private final Permissions permissions;

  OwnerPermissions(Permissions permissions) {
    this.permissions = permissions;
  }

  /** Whether the caller may. */
  public boolean mayActFor(MailOwner owner) {
    return permissions.mayAdminister(owner.tenant().orElse(null));
  }

  /**
   * @throws AccessDeniedException if the caller may not
   */
  public void require(MailOwner owner) {
    if (!mayActFor(owner)) {
      throw new AccessDeniedException("The caller may not act for this owner");
    }
  }
}
