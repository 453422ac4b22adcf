package org.postmeister.delivery.message;

import java.util.regex.Pattern;
import org.postmeister.common.InvalidValueException;

/**
 * Identifies a request, so that repeating it does not send its message again.
 *
 * @param value 1 to 200 visible ASCII characters
 */
public record IdempotencyKey(String value) {

  private static final Pattern SYNTAX = Pattern.compile("[\\x21-\\x7e]{1,200}");

  /**
   * @throws InvalidValueException if it is anything else
   */
  public IdempotencyKey {
    if (!SYNTAX.matcher(value).matches()) {
      throw new InvalidValueException("idempotency_key", "syntax");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
