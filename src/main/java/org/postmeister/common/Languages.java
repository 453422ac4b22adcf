package org.postmeister.common;

import java.util.List;
import java.util.Locale;

/** The languages of screens, mails and the HTTP API. */
public final class Languages {

  /** Used when somebody asks for none of them. */
  public static final Locale DEFAULT = Locale.ENGLISH;

  public static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.GERMAN);

  private Languages() {}

  /** The first of the requested languages that is supported. */
  public static Locale best(List<Locale> wanted) {
    return wanted.stream()
        .filter(one -> ALL.stream().anyMatch(ours -> ours.getLanguage().equals(one.getLanguage())))
        .findFirst()
        .map(Languages::supported)
        .orElse(DEFAULT);
  }

  /** The supported language closest to the requested one. */
  public static Locale supported(Locale wanted) {
    return ALL.stream()
        .filter(language -> language.getLanguage().equals(wanted.getLanguage()))
        .findFirst()
        .orElse(DEFAULT);
  }
}
