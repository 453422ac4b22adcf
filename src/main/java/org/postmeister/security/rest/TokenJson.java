package org.postmeister.security.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.rest.Locations;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.ApiTokenInfo;
import org.postmeister.security.token.ApiTokenService;
import org.springframework.http.ResponseEntity;

/**
 * A token in the list.
 *
 * @param expiresSoon whether it should be replaced soon
 * @param token its value, only in the response to its creation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ApiToken")
public record TokenJson(
    UUID id,
    String name,
    @Nullable String tenant,
    List<String> scopes,
    @Nullable List<String> networks,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    boolean expiresSoon,
    @Nullable Instant lastUsedAt,
    @Nullable String token) {

  /** The response to a request that has created one. */
  public static ResponseEntity<TokenJson> created(ApiTokenService.Created created, Instant now) {
    return ResponseEntity.created(Locations.of("api-tokens", created.info().id().toString()))
        .body(of(created.info(), created.token(), now));
  }

  public static TokenJson of(ApiTokenInfo info, @Nullable String token, Instant now) {
    return new TokenJson(
        info.id(),
        info.name(),
        info.tenant() == null ? null : info.tenant().value(),
        info.scopes().stream().sorted().map(TokenScope::toString).toList(),
        info.networks() == null ? null : info.networks().entries(),
        info.createdBy(),
        info.createdAt(),
        info.expiresAt(),
        info.expiresSoon(now),
        info.lastUsedAt(),
        token);
  }

  @Override
  public String toString() {
    return "TokenJson[" + name + "]";
  }
}
