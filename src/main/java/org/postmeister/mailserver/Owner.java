package org.postmeister.mailserver;

import org.postmeister.common.TenantId;

/**
 * Whose a mail server is.
 *
 * @param key in the tables
 */
public record Owner(String key) {

  /** The whole system's. */
  public static final Owner SYSTEM = new Owner("system");

  public static Owner of(TenantId tenant) {
    return new Owner(tenant.value().toString());
  }

  @Override
  public String toString() {
    return key;
  }
}
