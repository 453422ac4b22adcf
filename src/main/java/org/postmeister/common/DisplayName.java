package org.postmeister.common;

/**
 * The name next to an address in a message header (RFC 5322, display-name): not blank, at most 100
 * UTF-16 code units. Quotes and angle brackets are refused, so that a name can never look like an
 * address.
 */
public final class DisplayName extends TextValue {

  private static final String TYPE = "display_name";

  /** In characters. */
  public static final int MAX_LENGTH = 100;

  private DisplayName(String value, boolean valid) {
    super(value, valid);
  }

  /**
   * @throws InvalidValueException if it is blank, too long, or contains characters that could forge
   *     a header
   */
  public static DisplayName of(String raw) {
    String value = Texts.singleLine(TYPE, raw, MAX_LENGTH);
    if (value.chars().anyMatch(c -> c == '<' || c == '>' || c == '"')) {
      throw new InvalidValueException(TYPE, "forbidden_characters");
    }
    return new DisplayName(value, true);
  }

  /** Reads what is stored, whatever it is; see {@link CheckedValue}. */
  public static DisplayName stored(String text) {
    return stored(text, DisplayName::of, value -> new DisplayName(value, false));
  }
}
