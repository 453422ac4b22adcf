package org.postmeister.secret;

import org.postmeister.common.InvalidValueException;

/** A password or client secret. It shows itself only to who asks by name: {@link #reveal()}. */
public final class Secret {

  private static final String TYPE = "secret";
  private static final int MAX_LENGTH = 1024;

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Takes the text as it is, spaces included.
   *
   * @throws InvalidValueException if it is empty, longer than 1024 characters or holds control
   *     characters
   */
  public static Secret of(String value) {
    if (value.isEmpty()) {
      throw new InvalidValueException(TYPE, "blank");
    }
    if (value.length() > MAX_LENGTH) {
      throw new InvalidValueException(TYPE, "too_long", MAX_LENGTH);
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidValueException(TYPE, "control_characters");
    }
    return new Secret(value);
  }

  /** The secret itself; for handing it to a server, never for showing or logging it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
