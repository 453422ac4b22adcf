package org.postmeister.common.ui;

import java.util.Locale;

/** How keys of texts spell what is named otherwise elsewhere. */
public final class KeyNames {

  private KeyNames() {}

  /** A field of the HTTP API: "limits.perDay" is "limits.per-day" in keys. */
  public static String ofField(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
