package org.postmeister.security;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** Who is signed in, with an account or an API token, as it was when the request began. */
public final class SignedInUser implements UserDetails, CredentialsContainer {

  private static final GrantedAuthority MUST_CHANGE_PASSWORD =
      new SimpleGrantedAuthority("MUST_CHANGE_PASSWORD");
  private static final GrantedAuthority API_TOKEN = new SimpleGrantedAuthority("API_TOKEN");

  private final UUID id;
  private final long revision;
  private final String login;
  private final String name;
  private final Role role;
  private final Set<TenantId> tenants;
  private final boolean token;
  private final Set<TokenScope> scopes;
  private final boolean active;
  private final boolean mustChangePassword;
  private final int credentialsVersion;
  private @Nullable String passwordHash;

  SignedInUser(Account account) {
    this.id = account.id();
    this.revision = account.revision() == null ? 0 : account.revision();
    this.login = account.login();
    this.name = account.name();
    this.role = account.role();
    this.tenants = account.tenantIds();
    this.token = false;
    this.scopes = Set.of();
    this.active = account.active();
    this.mustChangePassword = account.mustChangePassword();
    this.credentialsVersion = account.credentialsVersion();
    this.passwordHash = account.passwordHash();
  }

  SignedInUser(ApiToken apiToken) {
    this.id = apiToken.id();
    this.revision = 0;
    this.login = "API token " + apiToken.name();
    this.name = apiToken.name();
    this.role = apiToken.tenantId() == null ? Role.SYSTEM_ADMIN : Role.TENANT_ADMIN;
    this.tenants =
        apiToken.tenantId() == null ? Set.of() : Set.of(new TenantId(apiToken.tenantId()));
    this.token = true;
    this.scopes = apiToken.scopeSet();
    this.active = true;
    this.mustChangePassword = false;
    this.credentialsVersion = 0;
    this.passwordHash = null;
  }

  UUID id() {
    return id;
  }

  /** Tells the account, or API token, from all others. */
  public UUID accountId() {
    return id;
  }

  /** The name for greetings. */
  public String displayName() {
    return name;
  }

  /** Whether nothing but changing the password is allowed. */
  public boolean mustChangePassword() {
    return mustChangePassword;
  }

  /** Whether this is a program with an API token. */
  boolean isToken() {
    return token;
  }

  /** Whether this is a person, whose role decides, or a token that was made for this too. */
  boolean has(TokenScope scope) {
    return !mustChangePassword && (!token || scopes.contains(scope));
  }

  public boolean isSystemAdmin() {
    return role == Role.SYSTEM_ADMIN;
  }

  /** The tenants of a tenant administrator. */
  public Set<TenantId> tenants() {
    return tenants;
  }

  boolean isStillValidFor(Account account) {
    return account.active() && account.credentialsVersion() == credentialsVersion;
  }

  /**
   * Whether the account has become another one since; one that is newer is none of ours to judge.
   */
  boolean isOutdatedBy(Account account) {
    return !account.active() || account.credentialsVersion() > credentialsVersion;
  }

  /** Whether nothing of the account has changed since. */
  boolean isCurrent(Account account) {
    return account.revision() != null && account.revision() == revision;
  }

  @Override
  public Collection<? extends GrantedAuthority> getAuthorities() {
    GrantedAuthority ofRole = new SimpleGrantedAuthority("ROLE_" + role);
    if (mustChangePassword) {
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
    return passwordHash;
  }

  @Override
  public String getUsername() {
    return login;
  }

  @Override
  public boolean isEnabled() {
    return active;
  }

  @Override
  public void eraseCredentials() {
    passwordHash = null;
  }

  @Override
  public String toString() {
    return login;
  }
}
