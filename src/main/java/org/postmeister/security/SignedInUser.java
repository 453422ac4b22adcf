package org.postmeister.security;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** Who is signed in, as it was at the moment of signing in. */
public final class SignedInUser implements UserDetails, CredentialsContainer {

  private final UUID id;
  private final String login;
  private final String name;
  private final Role role;
  private final boolean active;
  private final boolean mustChangePassword;
  private final int credentialsVersion;
  private @Nullable String passwordHash;

  SignedInUser(Account account) {
    this.id = account.id();
    this.login = account.login();
    this.name = account.name();
    this.role = account.role();
    this.active = account.active();
    this.mustChangePassword = account.mustChangePassword();
    this.credentialsVersion = account.credentialsVersion();
    this.passwordHash = account.passwordHash();
  }

  UUID id() {
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

  boolean isStillValidFor(Account account) {
    return account.active() && account.credentialsVersion() == credentialsVersion;
  }

  @Override
  public Collection<? extends GrantedAuthority> getAuthorities() {
    return List.of(new SimpleGrantedAuthority("ROLE_" + role));
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
