package org.postmeister.common;

/**
 * A TCP port.
 *
 * @param value 1 to 65535
 */
public record Port(int value) {

  private static final String TYPE = "port";

  /**
   * @throws InvalidValueException if it is out of range
   */
  public Port {
    if (value < 1 || value > 65_535) {
      throw new InvalidValueException(TYPE, "out_of_range");
    }
  }

  /**
   * Reads what a person typed.
   *
   * @throws InvalidValueException if it is not a whole number from 1 to 65535
   */
  public static Port of(String raw) {
    String text = Texts.singleLine(TYPE, raw, 32);
    if (!text.matches("-?[0-9]+")) {
      throw new InvalidValueException(TYPE, "not_a_number");
    }
    if (text.length() > 6) {
      throw new InvalidValueException(TYPE, "out_of_range");
    }
    return new Port(Integer.parseInt(text));
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
