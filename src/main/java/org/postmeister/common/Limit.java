package org.postmeister.common;

/**
 * A maximum number of something.
 *
 * @param value 1 to 1,000,000
 */
public record Limit(int value) {

  private static final String TYPE = "limit";

  /** The largest. */
  public static final int MOST = 1_000_000;

  /**
   * @throws InvalidValueException if it is out of range
   */
  public Limit {
    if (value < 1 || value > MOST) {
      throw new InvalidValueException(TYPE, "out_of_range");
    }
  }

  /**
   * Reads what a person typed.
   *
   * @throws InvalidValueException if it is not a whole number from 1 to 1,000,000
   */
  public static Limit of(String raw) {
    String text = Texts.singleLine(TYPE, raw, 32);
    if (!text.matches("-?[0-9]+")) {
      throw new InvalidValueException(TYPE, "not_a_number");
    }
    if (text.length() > 7) {
      throw new InvalidValueException(TYPE, "out_of_range");
    }
    return new Limit(Integer.parseInt(text));
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
