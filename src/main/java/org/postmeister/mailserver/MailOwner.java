package org.postmeister.mailserver;

import java.util.Optional;
import java.util.UUID;
import org.postmeister.common.TenantId;

/**
 * The owner of a mail server.
 *
 * @param key in the tables
 */
public record MailOwner(String key) {

  /** The whole system. */
  public static final MailOwner SYSTEM = new MailOwner("system");

  public static MailOwner of(TenantId tenant) {
    return new MailOwner(tenant.value().toString());
  }

  /** The tenant; empty for the system and for unknown owners. */
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
