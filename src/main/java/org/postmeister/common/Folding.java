package org.postmeister.common;

import com.ibm.icu.text.Transliterator;

/** Texts without case and accents, for searching and sorting on every database alike. */
public final class Folding {

  private static final Transliterator FOLD =
      Transliterator.getInstance("NFKD; [:Nonspacing Mark:] Remove; Lower; NFC");

  private Folding() {}

  public static String fold(String text) {
    return FOLD.transliterate(text.strip());
  }

  /** At most so many UTF-16 code units of it. */
  public static String fold(String text, int length) {
    String folded = fold(text);
    return folded.length() <= length ? folded : folded.substring(0, length);
  }
}
