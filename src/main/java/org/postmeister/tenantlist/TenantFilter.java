package org.postmeister.tenantlist;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.mailserver.AuthenticationMode;

/**
 * Which tenants are listed; blank and null mean any. Texts match substrings, ignoring case and
 * accents.
 *
 * @param text in name, display name, host or sender of the own server, or support address
 * @param authentication of the own server
 */
public record TenantFilter(
    String text,
    String name,
    String displayName,
    @Nullable Boolean active,
    @Nullable RouteChoice route,
    @Nullable AuthenticationMode authentication,
    @Nullable ExpiryChoice clientSecretExpiresOn,
    String sender,
    @Nullable TestChoice lastTest,
    @Nullable Boolean systemServerAllowed,
    @Nullable Boolean ownServerAllowed,
    String supportAddress,
    @Nullable HealthChoice health,
    @Nullable QuotaChoice quota) {

  public static final TenantFilter ALL = of(Map.of());

  /** Routes to filter by: a server, one of the reasons why there is none, or any of them. */
  public enum RouteChoice {
    SYSTEM,
    TENANT,
    NONE,
    TENANT_INACTIVE,
    NO_SERVER_FOR_TENANT
  }

  /** States of the server on the route to filter by. */
  public enum HealthChoice {
    /** It cannot be used, or keeps everybody waiting. */
    TROUBLE
  }

  /** How much of today's quota for the system mail server is used, to filter by. */
  public enum QuotaChoice {
    /** At least four fifths, or all of it. */
    NEARLY_USED_UP(80),
    USED_UP(100);

    private final int percent;

    QuotaChoice(int percent) {
      this.percent = percent;
    }

    int percent() {
      return percent;
    }
  }

  /** Expiry of client secrets to filter by. */
  public enum ExpiryChoice {
    /** So soon that there is a warning, or expired. */
    SOON,
    /** Expired. */
    EXPIRED
  }

  /** Test outcomes to filter by. */
  public enum TestChoice {
    SENT,
    FAILED,
    NEVER,
    /** Not within the last 30 days, or never. */
    NOT_LATELY
  }

  /**
   * Parses the parameters of a URL or request.
   *
   * @throws InvalidValueException if a choice does not exist
   */
  public static TenantFilter of(Map<String, String> parameters) {
    return new TenantFilter(
        parameters.getOrDefault("query", ""),
        parameters.getOrDefault("name", ""),
        parameters.getOrDefault("displayName", ""),
        flag(parameters, "active"),
        choice(parameters, "route", RouteChoice::valueOf),
        choice(parameters, "authentication", AuthenticationMode::valueOf),
        choice(parameters, "clientSecretExpiresOn", ExpiryChoice::valueOf),
        parameters.getOrDefault("sender", ""),
        choice(parameters, "lastTest", TestChoice::valueOf),
        flag(parameters, "systemServerAllowed"),
        flag(parameters, "ownServerAllowed"),
        parameters.getOrDefault("supportAddress", ""),
        choice(parameters, "health", HealthChoice::valueOf),
        choice(parameters, "quota", QuotaChoice::valueOf));
  }

  /** Those with the text, whatever else they are like. */
  public static TenantFilter about(String text) {
    return of(Map.of("query", text));
  }

  /** What {@link #of} parses. */
  public SequencedMap<String, String> toParameters() {
    SequencedMap<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "query", text);
    put(parameters, "name", name);
    put(parameters, "displayName", displayName);
    put(parameters, "active", active);
    put(parameters, "route", route);
    put(parameters, "authentication", authentication);
    put(parameters, "clientSecretExpiresOn", clientSecretExpiresOn);
    put(parameters, "sender", sender);
    put(parameters, "lastTest", lastTest);
    put(parameters, "systemServerAllowed", systemServerAllowed);
    put(parameters, "ownServerAllowed", ownServerAllowed);
    put(parameters, "supportAddress", supportAddress);
    put(parameters, "health", health);
    put(parameters, "quota", quota);
    return parameters;
  }

  /** Whether every tenant matches. */
  public boolean isEmpty() {
    return toParameters().isEmpty();
  }

  private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
    if (value != null && !value.toString().isBlank()) {
      parameters.put(name, value.toString().strip());
    }
  }

  private static @Nullable Boolean flag(Map<String, String> parameters, String name) {
    return choice(
        parameters,
        name,
        text ->
            switch (text) {
              case "TRUE" -> true;
              case "FALSE" -> false;
              default -> throw new IllegalArgumentException(text);
            });
  }

  private static <T> @Nullable T choice(
      Map<String, String> parameters, String name, Function<String, T> factory) {
    try {
      return Optional.ofNullable(parameters.get(name))
          .map(text -> text.strip().toUpperCase(Locale.ROOT))
          .filter(text -> !text.isEmpty())
          .map(factory)
          .orElse(null);
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("filter", "unknown", name);
    }
  }
}
