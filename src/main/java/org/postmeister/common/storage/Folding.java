package org.postmeister.common.storage;

import com.ibm.icu.text.Transliterator;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Texts without case and accents, for searching and sorting in the same way on every database. */
public final class Folding {

  private static final Transliterator FOLD =
      Transliterator.getInstance("NFKD; [:Nonspacing Mark:] Remove; Lower; NFC");

  private Folding() {}

  public static String fold(String text) {
    String stripped = text.strip();
    // The common case: ASCII, in which only case needs folding.
    return StandardCharsets.US_ASCII.newEncoder().canEncode(stripped)
        ? stripped.toLowerCase(Locale.ROOT)
        : FOLD.transliterate(stripped);
  }

  /** Truncated to so many UTF-16 code units. */
  public static String fold(String text, int length) {
    String folded = fold(text);
    return folded.length() <= length ? folded : folded.substring(0, length);
  }
}
