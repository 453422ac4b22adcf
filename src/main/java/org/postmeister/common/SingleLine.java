package org.postmeister.common;

/**
 * A short text of one line without control or bidi characters: a name, a licence number.
 *
 * @param value not blank, at most {@value #MAX_LENGTH} code points
 */
public record SingleLine(String value) {

  /** In code points. */
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
