package org.postmeister.security.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Networks;
import org.postmeister.common.TenantName;
import org.postmeister.security.TokenScope;

/**
 * A token as administrators see it; its value is not stored.
 *
 * @param tenant null for the whole system
 * @param networks it is accepted from, null for all
 * @param lastUsedAt to the minute; null if it was never used
 */
public record ApiTokenInfo(
    UUID id,
    String name,
    @Nullable TenantName tenant,
    Set<TokenScope> scopes,
    @Nullable Networks networks,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {

  private static final Duration SOON = Duration.ofDays(30);

  /** Whether it should be replaced soon. */
  public boolean expiresSoon(Instant now) {
    return expiresAt != null && expiresAt.isAfter(now) && expiresAt.isBefore(now.plus(SOON));
  }
}
