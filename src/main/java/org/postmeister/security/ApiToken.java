package org.postmeister.security;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A token with which a program calls the HTTP API.
 *
 * @param tenantId of the one tenant it is for, null for the whole system
 * @param expiresAt null if it never does
 */
@Table("api_token")
record ApiToken(
    @Id UUID id,
    @Version long revision,
    String name,
    @Nullable UUID tenantId,
    String tokenHash,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {

  @Override
  public String toString() {
    return "ApiToken[" + name + "]";
  }
}
