package org.postmeister.common;

/**
 * A short text of one line without control or bidi characters, such as a name or a licence number:
 * not blank, at most {@value #MAX_LENGTH} UTF-16 code units.
 */
public final class SingleLine extends TextValue {

  /** In UTF-16 code units. */
  public static final int MAX_LENGTH = 200;

  private SingleLine(String value, boolean valid) {
    super(value, valid);
  }

  /**
   * @throws InvalidValueException if it is blank, too long or more than a line
   */
  public static SingleLine of(String raw) {
    return new SingleLine(Texts.singleLine("text", raw, MAX_LENGTH), true);
  }

  /** Reads what is stored, whatever it is; see {@link CheckedValue}. */
  public static SingleLine stored(String text) {
    return stored(text, SingleLine::of, value -> new SingleLine(value, false));
  }
}
