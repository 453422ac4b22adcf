package org.postmeister.systemmail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The mails that the system itself sends. The names are stable: the database has them. */
public enum MailKind {
  /** Brings a new administrator the link for choosing a password. */
  INVITATION(Of.EVERYBODY, Set.of("link"), "name", "login", "tenant", "link", "expires"),
  /** Brings somebody who has forgotten the password a link. */
  PASSWORD_RESET(Of.EVERYBODY, Set.of("link"), "name", "login", "tenant", "link", "expires"),
  /** Asks somebody to confirm an address. */
  ADDRESS_CONFIRMATION(Of.EVERYBODY, Set.of("link"), "name", "login", "tenant", "link", "expires"),
  /** Somebody needs help. */
  SUPPORT_REQUEST(
      Of.EVERYBODY,
      Set.of("message"),
      "number",
      "subject",
      "message",
      "name",
      "replyTo",
      "tenant",
      "information"),
  /** A server cannot be used. */
  SERVER_UNHEALTHY(Of.SYSTEM, Set.of(), "name", "server", "reason", "hint", "since"),
  /** It can be used again. */
  SERVER_RECOVERED(Of.SYSTEM, Set.of(), "name", "server", "reason", "since", "until"),
  /** The delivery task of a server keeps failing, for an unexpected reason. */
  DELIVERY_FAILING(Of.SYSTEM, Set.of(), "name", "server", "since"),
  /** A server keeps all its connections waiting and accepts nothing. */
  SERVER_STUCK(Of.SYSTEM, Set.of(), "name", "server", "since"),
  /** It is unknown whether messages have arrived. */
  MESSAGES_UNCERTAIN(Of.SYSTEM, Set.of(), "name", "sender"),
  /** A client secret has to be replaced. */
  SECRET_EXPIRES(Of.SYSTEM, Set.of(), "name", "server", "day"),
  /** An API token will be refused soon. */
  TOKEN_EXPIRES(Of.SYSTEM, Set.of(), "name", "token", "tenant", "day"),
  /** A tenant has used up its daily quota. */
  QUOTA_REACHED(Of.SYSTEM, Set.of(), "name", "tenant", "quota", "until"),
  /** The licence has to be renewed. */
  LICENSE_EXPIRES(Of.SYSTEM, Set.of(), "name", "holder", "edition", "day");

  private enum Of {
    SYSTEM,
    EVERYBODY
  }

  private final Of owners;
  private final Set<String> required;
  private final List<String> placeholders;

  MailKind(Of owners, Set<String> required, String... placeholders) {
    this.owners = owners;
    this.required = required;
    this.placeholders = List.of(placeholders);
  }

  /** Those that are also sent for tenants, which may have their own texts. */
  public static List<MailKind> ofTenants() {
    return Arrays.stream(values()).filter(MailKind::isOfTenants).toList();
  }

  public boolean isOfTenants() {
    return owners == Of.EVERYBODY;
  }

  /** What a text may refer to in double braces. */
  public List<String> placeholders() {
    return placeholders;
  }

  /** What a text must refer to, since the mail would be useless otherwise. */
  public Set<String> required() {
    return required;
  }

  /** What only its recipient may learn. */
  Set<String> secrets() {
    return isConfidential() ? Set.of("link") : Set.of();
  }

  /** Whether it contains a secret that only its recipient may read. */
  boolean isConfidential() {
    return this == INVITATION || this == PASSWORD_RESET || this == ADDRESS_CONFIRMATION;
  }

  /** Whether it was not triggered by a person at that moment (RFC 3834). */
  boolean isAutomatic() {
    return this != SUPPORT_REQUEST;
  }

  /** The placeholder that was probably meant, if one is close to what was typed. */
  Optional<String> nearestTo(String typed) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String lower = typed.toLowerCase(Locale.ROOT);
    return placeholders.stream()
        .map(name -> Map.entry(name, distance.apply(lower, name.toLowerCase(Locale.ROOT))))
        .filter(one -> one.getValue() <= Math.max(1, one.getKey().length() / 2))
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  Stream<String> missingFrom(Set<String> used) {
    return required.stream().filter(name -> !used.contains(name)).sorted();
  }
}
