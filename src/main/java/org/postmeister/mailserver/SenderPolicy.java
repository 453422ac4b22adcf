package org.postmeister.mailserver;

import java.util.Locale;
import org.postmeister.common.InvalidValueException;

/** What becomes of a message that is from somebody it may not be from. */
public enum SenderPolicy {
  /** It is not accepted. */
  REFUSE,
  /** It is sent from the server's own sender; replies go to whom it was from. */
  REWRITE;

  /**
   * Parses the name, ignoring case.
   *
   * @throws InvalidValueException if it is none of them
   */
  public static SenderPolicy of(String name) {
    try {
      return valueOf(name.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("sender_policy", "unknown");
    }
  }
}
