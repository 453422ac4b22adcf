package org.postmeister.security.token;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Networks;
import org.postmeister.common.TenantId;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.TokenScope;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A token with which a program calls the HTTP API.
 *
 * @param tenantId of the one tenant it is for, null for the whole system
 * @param scopes what it is valid for, see {@link TokenScope}
 * @param networks it is accepted from, null for all
 * @param expiresAt null if it never expires
 */
@Table("api_token")
record ApiToken(
    @Id UUID id,
    @Version long revision,
    String name,
    @Nullable UUID tenantId,
    String tokenHash,
    String scopes,
    @Nullable String networks,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {

  Set<TokenScope> scopeSet() {
    return TokenScope.ofColumn(scopes);
  }

  /** The program that uses it. */
  SignedInUser toSignedInUser() {
    return new SignedInUser(id, name, tenantId == null ? null : new TenantId(tenantId), scopeSet());
  }

  boolean mayComeFrom(String address) {
    return networks == null || Networks.stored(networks).contains(address);
  }

  @Override
  public String toString() {
    return "ApiToken[" + name + "]";
  }
}
