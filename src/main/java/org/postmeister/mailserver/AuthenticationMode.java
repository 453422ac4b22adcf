package org.postmeister.mailserver;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.platform.Feature;
import org.postmeister.platform.PlatformVersion;

/** The kinds of {@link Authentication}, for choosing one. */
public enum AuthenticationMode {
  NONE(null, true),
  USERNAME_PASSWORD(null, true),
  MICROSOFT_GRAPH(Feature.MICROSOFT_GRAPH, false),
  SMTP_OAUTH2(Feature.SMTP_OAUTH2, true),
  GOOGLE_SERVICE_ACCOUNT(Feature.GOOGLE_SERVICE_ACCOUNT, true);

  private final @Nullable Feature feature;
  private final boolean smtp;

  AuthenticationMode(@Nullable Feature feature, boolean smtp) {
    this.feature = feature;
    this.smtp = smtp;
  }

  /** The platform feature it requires; empty if every platform has it. */
  public Optional<Feature> feature() {
    return Optional.ofNullable(feature);
  }

  public boolean existsIn(PlatformVersion version) {
    return feature == null || feature.existsIn(version);
  }

  /** Whether there is an SMTP server: host, port and encryption. */
  public boolean usesSmtp() {
    return smtp;
  }

  /** Whether there is a user name. */
  public boolean hasUsername() {
    return this == USERNAME_PASSWORD || this == SMTP_OAUTH2;
  }

  /** Whether an access token is sent to the server instead of a password. */
  public boolean hasAccessToken() {
    return this == MICROSOFT_GRAPH || this == SMTP_OAUTH2 || this == GOOGLE_SERVICE_ACCOUNT;
  }

  /** Whether an application registered in Microsoft Entra signs in. */
  public boolean hasRegistration() {
    return this == MICROSOFT_GRAPH || this == SMTP_OAUTH2;
  }

  /**
   * Parses the name, ignoring case.
   *
   * @throws InvalidValueException if it is none of them
   */
  public static AuthenticationMode of(String name) {
    try {
      return valueOf(name.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("authentication_mode", "unknown");
    }
  }
}
