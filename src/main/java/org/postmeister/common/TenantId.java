package org.postmeister.common;

import java.util.UUID;

/** What identifies a tenant for good, in tables and on the way to secrets. */
public record TenantId(UUID value) {

  /** A new one. */
  public static TenantId create() {
    return new TenantId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
