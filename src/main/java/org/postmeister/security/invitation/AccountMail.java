package org.postmeister.security.invitation;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.security.Role;

/**
 * A mail that brings somebody a link for choosing a password.
 *
 * @param to the account's login; only an address can be written to
 * @param role of the person
 * @param tenants that the person administers; empty for system administrators
 * @param language null if it is not known which one the person reads
 * @param link ends in the token, which is a secret
 */
public record AccountMail(
    Kind kind,
    String to,
    String name,
    Role role,
    Set<TenantId> tenants,
    @Nullable Locale language,
    String link,
    Instant expiresAt) {

  /** Why it is written. */
  public enum Kind {
    INVITATION,
    PASSWORD_RESET
  }

  @Override
  public String toString() {
    return "AccountMail[" + kind + ", hidden]";
  }
}
