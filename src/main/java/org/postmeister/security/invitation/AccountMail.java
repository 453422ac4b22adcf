package org.postmeister.security.invitation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.security.Role;
import org.postmeister.security.account.Account;

/**
 * A mail that brings somebody a link.
 *
 * @param to where it goes; mail can be sent only if it is an address
 * @param login of the account
 * @param role of the person
 * @param tenants that the person administers; empty for system administrators
 * @param language null if the person's language is not known
 * @param timeZone UTC if it is not known
 * @param link ends in the token, which is a secret
 */
public record AccountMail(
    Kind kind,
    String to,
    String login,
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
    PASSWORD_RESET,
    /** The link confirms an address, and is good for nothing else. */
    ADDRESS_CONFIRMATION
  }

  /** A mail to the person with an account. */
  public static AccountMail to(
      String to, Account account, Kind kind, String link, Instant expiresAt) {
    return new AccountMail(
        kind,
        to,
        account.login(),
        account.name(),
        account.role(),
        account.tenantIds(),
        account.contact().languageOfMail().orElse(null),
        account.contact().timeZoneOfMail(),
        link,
        expiresAt);
  }

  @Override
  public String toString() {
    return "AccountMail[" + kind + ", hidden]";
  }
}
