package org.postmeister.security;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.AuditAction;
import org.postmeister.common.AuditEvent;
import org.postmeister.common.FieldViolation;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.ValidationFailedException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tokens with which programs call the HTTP API. */
@Service
@RequiresSystemAdminInPerson
public class ApiTokenService {

  private final ApiTokens tokens;
  private final TenantNames tenants;
  private final CurrentUser currentUser;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  ApiTokenService(
      ApiTokens tokens,
      TenantNames tenants,
      CurrentUser currentUser,
      ApplicationEventPublisher events,
      Clock clock) {
    this.tokens = tokens;
    this.tenants = tenants;
    this.currentUser = currentUser;
    this.events = events;
    this.clock = clock;
  }

  /**
   * A token just made.
   *
   * @param token shown this once; only its hash is stored
   */
  public record Created(ApiTokenInfo info, String token) {

    @Override
    public String toString() {
      return "Created[" + info.name() + "]";
    }
  }

  /** All of them, by name. */
  @Transactional(readOnly = true)
  public List<ApiTokenInfo> list() {
    return infos(tokens.findAllByOrderByNameAscCreatedAtAsc());
  }

  /**
   * @param tenant null for the whole system
   * @param expiresAt null for never
   * @throws ValidationFailedException if there is no such tenant or the time has passed
   */
  @Transactional
  public Created create(SingleLine name, @Nullable TenantName tenant, @Nullable Instant expiresAt) {
    Instant now = clock.instant();
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw new ValidationFailedException(List.of(FieldViolation.of("expiresAt", "in_the_past")));
    }
    TenantId scope = tenant == null ? null : idOf(tenant);
    String token = ApiTokenAuthentication.PREFIX + RandomToken.create();
    ApiToken stored =
        tokens.save(
            new ApiToken(
                UUID.randomUUID(),
                0,
                name.value(),
                scope == null ? null : scope.value(),
                RandomToken.hash(token),
                currentUser.get().getUsername(),
                now,
                expiresAt,
                null));
    events.publishEvent(
        new AuditEvent(
            AuditAction.API_TOKEN_CREATED,
            name.value(),
            tenant,
            new AuditEvent.Fields()
                .changesTo(
                    new AuditEvent.Fields().with("tenant", tenant).with("expiresAt", expiresAt))));
    return new Created(infos(List.of(stored)).getFirst(), token);
  }

  /**
   * Revokes a token: the next request with it is refused.
   *
   * @throws ApiTokenNotFoundException if there is none
   */
  @Transactional
  public void revoke(UUID id) {
    ApiToken token = tokens.findById(id).orElseThrow(ApiTokenNotFoundException::new);
    ApiTokenInfo info = infos(List.of(token)).getFirst();
    tokens.delete(token);
    events.publishEvent(new ApiTokenRevoked(token.tokenHash()));
    events.publishEvent(
        new AuditEvent(AuditAction.API_TOKEN_REVOKED, token.name(), info.tenant(), List.of()));
  }

  private TenantId idOf(TenantName tenant) {
    TenantId id = tenants.idsOf(List.of(tenant)).get(tenant);
    if (id == null) {
      throw new ValidationFailedException(List.of(FieldViolation.of("tenant", "unknown_tenant")));
    }
    return id;
  }

  private List<ApiTokenInfo> infos(Collection<ApiToken> found) {
    Set<TenantId> scopes =
        found.stream()
            .map(ApiToken::tenantId)
            .filter(Objects::nonNull)
            .map(TenantId::new)
            .collect(Collectors.toSet());
    Map<TenantId, TenantName> names = tenants.namesOf(scopes);
    return found.stream()
        .map(token ->
            new ApiTokenInfo(
                token.id(),
                token.name(),
                token.tenantId() == null ? null : names.get(new TenantId(token.tenantId())),
                token.createdBy(),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt()))
        .toList();
  }
}
