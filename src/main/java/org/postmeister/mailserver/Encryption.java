package org.postmeister.mailserver;

import java.util.Locale;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.Port;

/** How the connection to an SMTP server is protected. */
public enum Encryption {
  /** No encryption. */
  NONE(25),
  /** TLS after the STARTTLS command (RFC 3207); always required, never opportunistic. */
  STARTTLS(587),
  /** TLS from the first byte (RFC 8314, implicit TLS). */
  TLS(465);

  private final Port usualPort;

  Encryption(int usualPort) {
    this.usualPort = new Port(usualPort);
  }

  /** The port on which servers usually offer it. */
  public Port usualPort() {
    return usualPort;
  }

  /**
   * Parses the name, ignoring case.
   *
   * @throws InvalidValueException if it is none of them
   */
  public static Encryption of(String name) {
    try {
      return valueOf(name.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("encryption", "unknown");
    }
  }
}
