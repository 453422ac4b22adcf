package org.postmeister.security.token;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Networks;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantName;
import org.postmeister.security.TokenScope;

/**
 * A token to be created.
 *
 * @param tenant null for the whole system
 * @param expiresAt null for never
 * @param scopes what it is valid for, at least one
 * @param networks it is accepted from, null for all
 */
public record NewApiToken(
    SingleLine name,
    @Nullable TenantName tenant,
    @Nullable Instant expiresAt,
    Set<TokenScope> scopes,
    @Nullable Networks networks) {

  public NewApiToken {
    scopes = Set.copyOf(scopes);
  }
}
