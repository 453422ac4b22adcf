package org.postmeister.security;

import java.nio.charset.StandardCharsets;
import org.postmeister.common.InvalidValueException;

/** A password somebody chose. */
public final class NewPassword {

  /** In characters. */
  public static final int MIN_LENGTH = 12;

  // bcrypt looks at no more than 72 bytes.
  static final int MAX_BYTES = 72;

  private final String value;

  private NewPassword(String value) {
    this.value = value;
  }

  /**
   * @throws InvalidValueException if it is shorter than {@value #MIN_LENGTH} characters or longer
   *     than bcrypt can take
   */
  public static NewPassword of(String value) {
    if (value.codePointCount(0, value.length()) < MIN_LENGTH) {
      throw new InvalidValueException("new_password", "too_short", MIN_LENGTH);
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new InvalidValueException("new_password", "too_long", MAX_BYTES);
    }
    return new NewPassword(value);
  }

  String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "NewPassword[hidden]";
  }
}
