package org.postmeister.mailserver;

import java.util.Locale;
import org.postmeister.common.InvalidValueException;

/** The kinds of {@link Authentication}, for choosing one. */
public enum AuthenticationMode {
  NONE,
  USERNAME_PASSWORD,
  MICROSOFT_GRAPH;

  /**
   * Reads the name, whatever its case.
   *
   * @throws InvalidValueException if it is none of them
   */
  public static AuthenticationMode of(String name) {
    try {
      return valueOf(name.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("authentication_mode", "unknown");
    }
  }
}
