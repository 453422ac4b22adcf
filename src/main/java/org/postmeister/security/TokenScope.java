package org.postmeister.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.postmeister.common.InvalidValueException;

/** What a program may do with an API token. */
public enum TokenScope {
  /** Submit messages; together with the next scope, also retry and cancel them. */
  MESSAGES_SEND("messages:send"),
  /** Read the message log. */
  MESSAGES_READ("messages:read"),
  /** Everything that an administrator may do, except for what only people may. */
  ADMIN("admin"),
  /**
   * Change where the system's mail goes. Whoever can do that can have links for choosing a password
   * sent to their own server, so it is never granted by default.
   */
  SYSTEM_MAIL_SERVER("system:mail-server");

  /** The scopes of a token that is created without any. */
  public static final Set<TokenScope> DEFAULT =
      Set.copyOf(EnumSet.of(MESSAGES_SEND, MESSAGES_READ, ADMIN));

  private final String text;

  TokenScope(String text) {
    this.text = text;
  }

  /**
   * @throws InvalidValueException if there is no such scope
   */
  public static TokenScope of(String text) {
    return Arrays.stream(values())
        .filter(scope -> scope.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new InvalidValueException("token_scope", "unknown"));
  }

  /**
   * Whether a tenant's token may have it: a tenant has nothing to do with the system's mail server.
   */
  public boolean isForTenants() {
    return this != SYSTEM_MAIL_SERVER;
  }

  public static String toColumn(Collection<TokenScope> scopes) {
    return EnumSet.copyOf(scopes).stream()
        .map(scope -> scope.text)
        .collect(Collectors.joining(" "));
  }

  // A stored scope that is unknown grants nothing.
  public static Set<TokenScope> ofColumn(String stored) {
    Set<String> texts = Set.of(stored.split(" "));
    return Arrays.stream(values())
        .filter(scope -> texts.contains(scope.text))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return text;
  }
}
