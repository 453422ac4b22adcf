package org.postmeister.common;

import java.util.List;
import java.util.Locale;

/** The languages of screens, mails and the HTTP API. */
public final class Languages {

  /** When somebody asks for none of them. */
  public static final Locale DEFAULT = Locale.ENGLISH;

  public static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.GERMAN);

  private Languages() {}

  /** The language to use for somebody who asks for this one. */
  public static Locale supported(Locale wanted) {
    return ALL.stream()
        .filter(language -> language.getLanguage().equals(wanted.getLanguage()))
        .findFirst()
        .orElse(DEFAULT);
  }
}
