package org.postmeister.security;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.TimeZones;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** The signed-in user, with an account or an API token, as it was when the request began. */
public final class SignedInUser implements UserDetails, CredentialsContainer {

  private static final GrantedAuthority MUST_CHANGE_PASSWORD =
      new SimpleGrantedAuthority("MUST_CHANGE_PASSWORD");
  private static final GrantedAuthority API_TOKEN = new SimpleGrantedAuthority("API_TOKEN");

  private final UUID id;
  private final String login;
  private final String name;
  private final Role role;
  private final Set<TenantId> tenants;
  private final boolean token;
  private final Set<TokenScope> scopes;
  private AccountState state;

  /**
   * A user with an account.
   *
   * @param state what decides how long the sign-in is valid
   */
  public SignedInUser(
      UUID id, String login, String name, Role role, Set<TenantId> tenants, AccountState state) {
    this.id = id;
    this.login = login;
    this.name = name;
    this.role = role;
    this.tenants = Set.copyOf(tenants);
    this.token = false;
    this.scopes = Set.of();
    this.state = state;
  }

  /**
   * A program with an API token.
   *
   * @param tenant null for the whole system
   */
  public SignedInUser(UUID id, String name, @Nullable TenantId tenant, Set<TokenScope> scopes) {
    this.id = id;
    this.login = "API token " + name;
    this.name = name;
    this.role = tenant == null ? Role.SYSTEM_ADMIN : Role.TENANT_ADMIN;
    this.tenants = tenant == null ? Set.of() : Set.of(tenant);
    this.token = true;
    this.scopes = Set.copyOf(scopes);
    this.state = new AccountState(0, 0, true, false, null, null);
  }

  /**
   * An account as it was at the sign-in.
   *
   * @param revision of all of it
   * @param credentialsVersion increases whenever sessions of the account have to end
   * @param mustChangePassword whether only that is allowed
   * @param timeZone that the person has chosen, null for the browser's
   * @param passwordHash null if it is not needed
   */
  public record AccountState(
      long revision,
      int credentialsVersion,
      boolean active,
      boolean mustChangePassword,
      @Nullable String timeZone,
      @Nullable String passwordHash)
      implements Serializable {

    AccountState withoutPassword() {
      return new AccountState(
          revision, credentialsVersion, active, mustChangePassword, timeZone, null);
    }

    @Override
    public String toString() {
      return "AccountState[" + revision + "]";
    }
  }

  /** Identifies the account, or API token. */
  public UUID accountId() {
    return id;
  }

  /** The name for greetings. */
  public String displayName() {
    return name;
  }

  /** Whether only changing the password is allowed. */
  public boolean mustChangePassword() {
    return state.mustChangePassword();
  }

  /** The time zone that the person has chosen; empty for the browser's. */
  public Optional<ZoneId> timeZone() {
    return TimeZones.find(state.timeZone());
  }

  /** Whether this is a program with an API token. */
  public boolean isToken() {
    return token;
  }

  /** Whether this is a user, whose role decides, or a token with this scope. */
  public boolean has(TokenScope scope) {
    return !state.mustChangePassword() && (!token || scopes.contains(scope));
  }

  public boolean isSystemAdmin() {
    return role == Role.SYSTEM_ADMIN;
  }

  /** The tenants of a tenant administrator. */
  public Set<TenantId> tenants() {
    return tenants;
  }

  /** The account as it was at the sign-in; a token has one that never changes. */
  public AccountState state() {
    return state;
  }

  @Override
  public Collection<? extends GrantedAuthority> getAuthorities() {
    GrantedAuthority ofRole = new SimpleGrantedAuthority("ROLE_" + role);
    if (state.mustChangePassword()) {
      // Nothing else may be done before.
      return List.of(MUST_CHANGE_PASSWORD);
    }
    if (!token) {
      return List.of(ofRole);
    }
    return has(TokenScope.ADMIN) ? List.of(ofRole, API_TOKEN) : List.of(API_TOKEN);
  }

  @Override
  public @Nullable String getPassword() {
    return state.passwordHash();
  }

  @Override
  public String getUsername() {
    return login;
  }

  @Override
  public boolean isEnabled() {
    return state.active();
  }

  @Override
  public void eraseCredentials() {
    state = state.withoutPassword();
  }

  @Override
  public String toString() {
    return login;
  }
}
