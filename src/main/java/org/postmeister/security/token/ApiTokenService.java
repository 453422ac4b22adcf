package org.postmeister.security.token;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Networks;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RandomToken;
import org.postmeister.security.RequiresSystemAdminInPerson;
import org.postmeister.security.RequiresTenantAdminInPerson;
import org.postmeister.security.TenantNames;
import org.postmeister.security.TokenScope;
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
   * A newly created token.
   *
   * @param token shown only this once; only its hash is stored
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

  /** Those of a tenant, by name. */
  @RequiresTenantAdminInPerson
  @Transactional(readOnly = true)
  public List<ApiTokenInfo> listOf(TenantId tenant) {
    return infos(tokens.findByTenantIdOrderByNameAscCreatedAtAsc(tenant.value()));
  }

  /**
   * @throws ValidationFailedException if there is no such tenant, the expiry is in the past, or it
   *     would have no scope, or one that a tenant's token may not have
   */
  @Transactional
  public Created create(NewApiToken wanted) {
    return store(wanted, wanted.tenant() == null ? null : idOf(wanted.tenant()));
  }

  /**
   * The same for a tenant, also by its own administrators.
   *
   * @param wanted its tenant is ignored
   */
  @RequiresTenantAdminInPerson
  @Transactional
  public Created createOf(TenantId tenant, NewApiToken wanted) {
    TenantName name = tenants.namesOf(List.of(tenant)).get(tenant);
    if (name == null) {
      throw new ApiTokenNotFoundException();
    }
    return store(
        new NewApiToken(
            wanted.name(), name, wanted.expiresAt(), wanted.scopes(), wanted.networks()),
        tenant);
  }

  private Created store(NewApiToken wanted, @Nullable TenantId tenant) {
    Instant now = clock.instant();
    throwIfImpossible(wanted, now);
    String token = ApiTokenAuthentication.PREFIX + RandomToken.create();
    String networks = wanted.networks() == null ? null : wanted.networks().value();
    String scopes = TokenScope.toColumn(wanted.scopes());
    ApiToken stored =
        tokens.save(
            new ApiToken(
                UUID.randomUUID(),
                0,
                wanted.name().value(),
                tenant == null ? null : tenant.value(),
                RandomToken.hash(token),
                scopes,
                networks,
                currentUser.get().getUsername(),
                now,
                wanted.expiresAt(),
                null));
    events.publishEvent(
        new AuditEvent(
            AuditAction.API_TOKEN_CREATED,
            wanted.name().value(),
            wanted.tenant(),
            new AuditEvent.Fields()
                .changesTo(
                    new AuditEvent.Fields()
                        .with("tenant", wanted.tenant())
                        .with("expiresAt", wanted.expiresAt())
                        .with("scopes", scopes)
                        .with("networks", networks))));
    return new Created(infos(List.of(stored)).getFirst(), token);
  }

  private static void throwIfImpossible(NewApiToken wanted, Instant now) {
    List<FieldViolation> violations = new ArrayList<>();
    if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(now)) {
      violations.add(FieldViolation.of("expiresAt", "in_the_past"));
    }
    if (wanted.scopes().isEmpty()) {
      violations.add(FieldViolation.of("scopes", "required"));
    }
    if (wanted.tenant() != null && !wanted.scopes().stream().allMatch(TokenScope::isForTenants)) {
      violations.add(FieldViolation.of("scopes", "not_for_tenants"));
    }
    ValidationFailedException.throwIfAny(violations);
  }

  /**
   * Revokes a token: the next request with it is refused.
   *
   * @throws ApiTokenNotFoundException if there is none
   */
  @Transactional
  public void revoke(UUID id) {
    revoke(tokens.findById(id).orElseThrow(ApiTokenNotFoundException::new));
  }

  /**
   * Revokes a tenant's token.
   *
   * @throws ApiTokenNotFoundException if the tenant has no token with this id
   */
  @RequiresTenantAdminInPerson
  @Transactional
  public void revokeOf(TenantId tenant, UUID id) {
    revoke(
        tokens
            .findById(id)
            .filter(token -> tenant.value().equals(token.tenantId()))
            .orElseThrow(ApiTokenNotFoundException::new));
  }

  private void revoke(ApiToken token) {
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
                token.scopeSet(),
                token.networks() == null ? null : Networks.stored(token.networks()),
                token.createdBy(),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt()))
        .toList();
  }
}
