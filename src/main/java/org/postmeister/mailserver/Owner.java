package org.postmeister.mailserver;

import java.util.Optional;
import java.util.UUID;
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

  /** The tenant, empty for the system and for what is stored of nobody. */
  public Optional<TenantId> tenant() {
    try {
      return equals(SYSTEM) ? Optional.empty() : Optional.of(new TenantId(UUID.fromString(key)));
    } catch (IllegalArgumentException nobody) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return key;
  }
}
