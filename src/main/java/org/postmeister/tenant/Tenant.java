package org.postmeister.tenant;

import java.time.Instant;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;

/**
 * A tenant as stored.
 *
 * @param revision increases with every change
 */
public record Tenant(
    TenantId id, TenantName name, TenantData data, Instant createdAt, long revision) {

  /** The name for people. */
  public String displayName() {
    return data.displayName() == null ? name.value() : data.displayName().value();
  }
}
