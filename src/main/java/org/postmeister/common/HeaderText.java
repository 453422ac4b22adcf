package org.postmeister.common;

/**
 * User-written text in a message header (RFC 5322): one line without control or bidi characters.
 *
 * @param value not blank, at most {@value #MAX_LENGTH} UTF-16 code units
 */
public record HeaderText(String value) {

  /** In UTF-16 code units: the longest line that a message may have (RFC 5322, section 2.1.1). */
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
