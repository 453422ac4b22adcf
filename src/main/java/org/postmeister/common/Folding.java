package org.postmeister.common;

import com.ibm.icu.text.Transliterator;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Texts without case and accents, for searching and sorting on every database alike. */
public final class Folding {

  private static final Transliterator FOLD =
      Transliterator.getInstance("NFKD; [:Nonspacing Mark:] Remove; Lower; NFC");

  private Folding() {}

  public static String fold(String text) {
    String stripped = text.strip();
    // Most are, and there is nothing but their case to fold.
    return StandardCharsets.US_ASCII.newEncoder().canEncode(stripped)
        ? stripped.toLowerCase(Locale.ROOT)
        : FOLD.transliterate(stripped);
  }

  /** At most so many UTF-16 code units of it. */
  public static String fold(String text, int length) {
    String folded = fold(text);
    return folded.length() <= length ? folded : folded.substring(0, length);
  }
}
