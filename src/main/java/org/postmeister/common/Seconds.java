package org.postmeister.common;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait, in whole seconds.
 *
 * @param value 1 to 900
 */
public record Seconds(int value) {

  private static final String TYPE = "seconds";

  /** The largest. */
  public static final int MOST = 900;

  /**
   * @throws InvalidValueException if it is out of range
   */
  public Seconds {
    if (value < 1 || value > MOST) {
      throw new InvalidValueException(TYPE, "out_of_range");
    }
  }

  /**
   * Reads what a person typed.
   *
   * @throws InvalidValueException if it is not a whole number from 1 to 900
   */
  public static Seconds of(String raw) {
    String text = Texts.singleLine(TYPE, raw, 32);
    if (!text.matches("-?[0-9]+")) {
      throw new InvalidValueException(TYPE, "not_a_number");
    }
    if (text.length() > 3) {
      throw new InvalidValueException(TYPE, "out_of_range");
    }
    return new Seconds(Integer.parseInt(text));
  }

  /** Reads what is stored; null if there is nothing, or it is out of range. */
  public static @Nullable Seconds stored(@Nullable Integer value) {
    return value == null || value < 1 || value > MOST ? null : new Seconds(value);
  }

  public Duration toDuration() {
    return Duration.ofSeconds(value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
