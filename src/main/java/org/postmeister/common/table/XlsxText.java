package org.postmeister.common.table;

import java.util.regex.Pattern;

/**
 * Text in workbooks. Excel writes characters that XML cannot have as {@code _x000D_}, and takes
 * every such sequence for the character (ECMA-376, ST_Xstring).
 */
final class XlsxText {

  /** Of a cell, in UTF-16 code units; Excel refuses files with more. */
  static final int MAX_LENGTH = 32_767;

  private static final Pattern SEQUENCE = Pattern.compile("_x([0-9A-Fa-f]{4})_");
  // The first of two may end with the underscore that the second begins with.
  private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");
  private static final String CUT = "…";

  private XlsxText() {}

  /**
   * The text as Excel reads it; what is longer than it can be is cut, and ends with an ellipsis.
   */
  static String written(String text) {
    String written = LOOKS_LIKE_ONE.matcher(text).replaceAll("_x005F_");
    if (written.length() <= MAX_LENGTH) {
      return written;
    }
    int end = MAX_LENGTH - CUT.length();
    return written.substring(0, Character.isHighSurrogate(written.charAt(end - 1)) ? end - 1 : end)
        + CUT;
  }

  /** What {@link #written} was given, or what somebody entered in Excel. */
  static String read(String text) {
    return SEQUENCE
        .matcher(text)
        .replaceAll(found ->
            java.util.regex.Matcher.quoteReplacement(
                Character.toString((char) Integer.parseInt(found.group(1), 16))));
  }
}
