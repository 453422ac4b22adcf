package org.postmeister.common.storage;

/** Patterns for LIKE with {@code ESCAPE '!'}, which every database interprets in the same way. */
public final class LikePattern {

  private LikePattern() {}

  /** Matches everything that contains the text, whatever characters are in it. */
  public static String contains(String text) {
    return "%" + startsWith(text);
  }

  /** Matches everything that starts with the text. */
  public static String startsWith(String text) {
    return text.replaceAll("[!%_]", "!$0") + "%";
  }
}
