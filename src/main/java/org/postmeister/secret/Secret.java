package org.postmeister.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.postmeister.common.InvalidValueException;

/**
 * A password, client secret, or private key. Only an explicit call reveals it: {@link #reveal()}.
 */
public final class Secret {

  private static final String TYPE = "secret";
  private static final int MAX_LENGTH = 1024;
  private static final int MAX_KEY_LENGTH = 5000;

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Takes the text as it is, spaces included.
   *
   * @throws InvalidValueException if it is empty, longer than 1024 characters or contains control
   *     characters
   */
  public static Secret of(String value) {
    return of(value, MAX_LENGTH);
  }

  /**
   * Takes a private key, in any form without line breaks.
   *
   * @throws InvalidValueException if it is empty, longer than 5000 characters or contains control
   *     characters
   */
  public static Secret ofKey(String value) {
    return of(value, MAX_KEY_LENGTH);
  }

  private static Secret of(String value, int most) {
    if (value.isEmpty()) {
      throw new InvalidValueException(TYPE, "blank");
    }
    if (value.length() > most) {
      throw new InvalidValueException(TYPE, "too_long", most);
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidValueException(TYPE, "control_characters");
    }
    return new Secret(value);
  }

  /** The secret itself; for passing it to a server, never for showing or logging it. */
  public String reveal() {
    return value;
  }

  /** Compares without telling by the time it takes how much is the same. */
  boolean isSameAs(Secret other) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), other.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
