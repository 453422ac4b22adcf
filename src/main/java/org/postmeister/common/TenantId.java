package org.postmeister.common;

import java.util.UUID;

/** Identifies a tenant permanently, in tables and in the associated data of its secrets. */
public record TenantId(UUID value) {

  /** A new id. */
  public static TenantId create() {
    return new TenantId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
