package org.postmeister.common;

/**
 * The name beside an address in a message header (RFC 5322, display-name). Quotes and angle
 * brackets are refused, so that a name can never look like an address.
 *
 * @param value not blank, at most 100 UTF-16 code units
 */
public record DisplayName(String value) {

  private static final String TYPE = "display_name";
  private static final int MAX_LENGTH = 100;

  /**
   * @throws InvalidValueException if it is blank, too long, or holds characters that could forge a
   *     header
   */
  public DisplayName {
    value = Texts.singleLine(TYPE, value, MAX_LENGTH);
    if (value.chars().anyMatch(c -> c == '<' || c == '>' || c == '"')) {
      throw new InvalidValueException(TYPE, "forbidden_characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
