package org.postmeister.security;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * Somebody who may sign in.
 *
 * @param loginKey the login in lower case, unique on every database
 * @param credentialsVersion grows with every change of password or permission; sessions of an older
 *     one end
 */
@Table("account")
record Account(
    @Id UUID id,
    @Version @Nullable Long revision,
    String loginKey,
    String login,
    String name,
    Role role,
    boolean active,
    String passwordHash,
    boolean mustChangePassword,
    int credentialsVersion,
    Instant createdAt,
    Instant passwordChangedAt) {

  static Account create(
      String login,
      String name,
      Role role,
      String passwordHash,
      boolean mustChangePassword,
      Instant now) {
    return new Account(
        UUID.randomUUID(),
        null,
        key(login),
        login,
        name,
        role,
        true,
        passwordHash,
        mustChangePassword,
        1,
        now,
        now);
  }

  static String key(String login) {
    return login.strip().toLowerCase(Locale.ROOT);
  }

  Account withPassword(String newHash, Instant now) {
    return new Account(
        id,
        revision,
        loginKey,
        login,
        name,
        role,
        active,
        newHash,
        false,
        credentialsVersion + 1,
        createdAt,
        now);
  }

  @Override
  public String toString() {
    return "Account[" + login + "]";
  }
}
