package org.postmeister.security.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Caches tokens for a moment: programs send one with each of many requests a second. A revoked one
 * is forgotten at once on this node, and after that moment on the others.
 */
@Component
class TokenCache {

  private static final Duration MOMENT = Duration.ofSeconds(2);
  private static final int MOST = 10_000;

  private final Cache<String, ApiToken> known =
      Caffeine.newBuilder().expireAfterWrite(MOMENT).maximumSize(MOST).build();
  private final Cache<UUID, ApiToken> knownById =
      Caffeine.newBuilder().expireAfterWrite(MOMENT).maximumSize(MOST).build();
  private final ApiTokens tokens;

  TokenCache(ApiTokens tokens) {
    this.tokens = tokens;
  }

  Optional<ApiToken> find(String hash) {
    return Optional.ofNullable(known.getIfPresent(hash))
        .or(() -> {
          Optional<ApiToken> found = tokens.findByTokenHash(hash);
          found.ifPresent(token -> known.put(hash, token));
          return found;
        });
  }

  /** One that somebody has presented before. */
  Optional<ApiToken> find(UUID id) {
    return Optional.ofNullable(knownById.getIfPresent(id))
        .or(() -> {
          Optional<ApiToken> found = tokens.findById(id);
          found.ifPresent(token -> knownById.put(id, token));
          return found;
        });
  }

  void forget(String hash) {
    known.invalidate(hash);
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(ApiTokenRevoked revoked) {
    forget(revoked.tokenHash());
    knownById.invalidateAll();
  }
}
