package org.postmeister.common;

/**
 * A text of several lines, such as a description: not blank, at most {@value #MAX_LENGTH} UTF-16
 * code units; line breaks are the only control characters allowed.
 */
public final class MultiLine extends TextValue {

  /** In UTF-16 code units. */
  public static final int MAX_LENGTH = 1000;

  private MultiLine(String value, boolean valid) {
    super(value, valid);
  }

  /**
   * @throws InvalidValueException if it is blank, too long or contains other control characters
   */
  public static MultiLine of(String raw) {
    return new MultiLine(Texts.multiLine("text", raw, MAX_LENGTH), true);
  }

  /** Reads what is stored, whatever it is; see {@link CheckedValue}. */
  public static MultiLine stored(String text) {
    return stored(text, MultiLine::of, value -> new MultiLine(value, false));
  }
}
