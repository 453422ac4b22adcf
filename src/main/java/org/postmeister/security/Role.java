package org.postmeister.security;

import java.util.Locale;
import org.postmeister.common.InvalidValueException;

/** What an account may do. */
public enum Role {
  /** Administers the whole system. */
  SYSTEM_ADMIN,
  /** Administers some tenants, as far as the system administrators allow. */
  TENANT_ADMIN;

  /**
   * Parses the name, ignoring case.
   *
   * @throws InvalidValueException if it is none of them
   */
  public static Role of(String name) {
    try {
      return valueOf(name.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("role", "unknown");
    }
  }
}
