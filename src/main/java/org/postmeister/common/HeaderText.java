package org.postmeister.common;

/**
 * What stands in a header of a message (RFC 5322) that people write: one line without control or
 * bidi characters.
 *
 * @param value not blank, at most {@value #MAX_LENGTH} UTF-16 code units
 */
public record HeaderText(String value) {

  /** In UTF-16 code units: as many as a line may have characters (RFC 5322, section 2.1.1). */
  public static final int MAX_LENGTH = 998;

  /**
   * @throws InvalidValueException if it is blank, too long or more than a line
   */
  public HeaderText {
    value = Texts.singleLine("text", value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
