package org.postmeister.delivery.message;

import java.util.regex.Pattern;
import org.postmeister.common.InvalidValueException;

/**
 * Identifies a request, so that repeating it does not send its message again.
 *
 * @param value 1 to {@value #MAX_LENGTH} visible ASCII characters
 */
public record IdempotencyKey(String value) {

  /** In characters. */
  public static final int MAX_LENGTH = 200;

  /** As a regular expression that has to match all of it. */
  public static final String SYNTAX = "^[\\x21-\\x7e]{1," + MAX_LENGTH + "}$";

  private static final Pattern PATTERN = Pattern.compile(SYNTAX);

  /**
   * @throws InvalidValueException if it is anything else
   */
  public IdempotencyKey {
    if (!PATTERN.matcher(value).matches()) {
      throw new InvalidValueException("idempotency_key", "syntax");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
