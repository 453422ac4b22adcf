package org.postmeister.common;

/** The name for signing in to a server: not blank, at most 255 UTF-16 code units on one line. */
public final class Username extends TextValue {

  private static final int MAX_LENGTH = 255;

  private Username(String value, boolean valid) {
    super(value, valid);
  }

  /**
   * @throws InvalidValueException if it is blank, too long or holds control characters
   */
  public static Username of(String raw) {
    return new Username(Texts.singleLine("username", raw, MAX_LENGTH), true);
  }

  /** Reads what is stored, whatever it is; see {@link CheckedValue}. */
  public static Username stored(String text) {
    return stored(text, Username::of, value -> new Username(value, false));
  }
}
