package org.postmeister.security.invitation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.security.Role;

/**
 * A mail that brings somebody a link for choosing a password.
 *
 * @param to the account's login; mail can be sent only if it is an address
 * @param role of the person
 * @param tenants that the person administers; empty for system administrators
 * @param language null if the person's language is not known
 * @param timeZone UTC if it is not known
 * @param link ends in the token, which is a secret
 */
public record AccountMail(
    Kind kind,
    String to,
    String name,
    Role role,
    Set<TenantId> tenants,
    @Nullable Locale language,
    ZoneId timeZone,
    String link,
    Instant expiresAt) {

  /** The reason for the mail. */
  public enum Kind {
    INVITATION,
    PASSWORD_RESET
  }

  @Override
  public String toString() {
    return "AccountMail[" + kind + ", hidden]";
  }
}
