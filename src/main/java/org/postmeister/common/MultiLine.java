package org.postmeister.common;

/**
 * A text of several lines, such as a description; line breaks are the only control characters.
 *
 * @param value not blank, at most {@value #MAX_LENGTH} UTF-16 code units
 */
public record MultiLine(String value) {

  /** In UTF-16 code units. */
  public static final int MAX_LENGTH = 1000;

  /**
   * @throws InvalidValueException if it is blank, too long or holds other control characters
   */
  public MultiLine {
    value = Texts.multiLine("text", value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
