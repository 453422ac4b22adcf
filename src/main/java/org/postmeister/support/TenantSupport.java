package org.postmeister.support;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;

/**
 * Where a tenant's support requests go.
 *
 * @param address the tenant's own, null if it has none; kept when it is no longer allowed
 * @param allowed whether tenants may have one
 * @param systemAddress the system's, null if it has none
 * @param revision of the tenant's own, increases with every change; 0 if there never was one
 */
public record TenantSupport(
    @Nullable EmailAddress address,
    boolean allowed,
    @Nullable EmailAddress systemAddress,
    long revision) {

  /** The one that requests are sent to, null if there is none. */
  public @Nullable EmailAddress effectiveAddress() {
    return allowed && address != null ? address : systemAddress;
  }
}
