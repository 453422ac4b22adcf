package org.postmeister.common;

/**
 * A short text of one line without control or bidi characters: a name, a licence number.
 *
 * @param value not blank, at most {@value #MAX_LENGTH} UTF-16 code units
 */
public record SingleLine(String value) {

  /** In UTF-16 code units. */
  public static final int MAX_LENGTH = 200;

  /**
   * @throws InvalidValueException if it is blank, too long or more than a line
   */
  public SingleLine {
    value = Texts.singleLine("text", value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
