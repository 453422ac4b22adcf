package org.postmeister.common;

/**
 * A text as long as a letter; line breaks are the only control characters allowed.
 *
 * @param value not blank, at most {@value #MAX_LENGTH} UTF-16 code units
 */
public record LongText(String value) {

  /** In UTF-16 code units. */
  public static final int MAX_LENGTH = 20_000;

  /**
   * @throws InvalidValueException if it is blank, too long or contains other control characters
   */
  public LongText {
    value = Texts.multiLine("text", value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
