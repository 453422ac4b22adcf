package org.postmeister.common;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/** The rules for every text from outside, whatever it means. */
public final class Texts {

  private Texts() {}

  /**
   * Returns the text without surrounding spaces.
   *
   * @param type the kind of value, for the message
   * @param maxLength in UTF-16 code units
   * @throws InvalidValueException if it is blank, too long, or contains characters that could hide
   *     or inject something
   */
  static String singleLine(String type, String raw, int maxLength) {
    requireHarmless(type, raw);
    String text = stripSpaces(raw);
    if (text.isBlank()) {
      throw new InvalidValueException(type, "blank");
    }
    requireLength(type, text, maxLength);
    return text;
  }

  /**
   * Returns the text without surrounding white space, with Unix line endings.
   *
   * @param maxLength in UTF-16 code units
   * @throws InvalidValueException if it is blank, too long or holds other control characters
   */
  static String multiLine(String type, String raw, int maxLength) {
    String text = raw.replace("\r\n", "\n").replace('\r', '\n').strip();
    text.lines().forEach(line -> requireHarmless(type, line.replace('\t', ' ')));
    if (text.isBlank()) {
      throw new InvalidValueException(type, "blank");
    }
    requireLength(type, text, maxLength);
    return text;
  }

  static void requireLength(String type, String text, int maxLength) {
    // In the unit of H2; MariaDB counts code points, which are never more.
    if (text.length() > maxLength) {
      throw new InvalidValueException(type, "too_long", maxLength);
    }
  }

  /** Refuses control characters, line separators, bidi controls and lone surrogates. */
  static void requireHarmless(String type, String raw) {
    for (int i = 0; i < raw.length(); i++) {
      // Nearly all texts are of printable ASCII, which is harmless.
      if (raw.charAt(i) < ' ' || raw.charAt(i) > '~') {
        raw.codePoints().forEach(codePoint -> requireHarmless(type, codePoint));
        return;
      }
    }
  }

  private static void requireHarmless(String type, int codePoint) {
    int category = Character.getType(codePoint);
    if (category == Character.CONTROL
        || category == Character.LINE_SEPARATOR
        || category == Character.PARAGRAPH_SEPARATOR) {
      throw new InvalidValueException(type, "control_characters");
    }
    if (UCharacter.hasBinaryProperty(codePoint, UProperty.BIDI_CONTROL)) {
      throw new InvalidValueException(type, "bidi_characters");
    }
    if (category == Character.SURROGATE) {
      throw new InvalidValueException(type, "broken_characters");
    }
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '\u007f') {
        return false;
      }
    }
    return true;
  }

  // Only spaces: a trailing line break is an attempted injection, not a typing error.
  private static String stripSpaces(String raw) {
    int start = 0;
    int end = raw.length();
    while (start < end && Character.isSpaceChar(raw.charAt(start))) {
      start++;
    }
    while (end > start && Character.isSpaceChar(raw.charAt(end - 1))) {
      end--;
    }
    return raw.substring(start, end);
  }
}
