package org.postmeister.mailserver;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.Seconds;

/**
 * Timeouts for one SMTP server, for test mails too. Null means the default of this installation.
 *
 * @param connect for looking up the host, and for connecting to each of its addresses
 * @param answer for each reply before the content
 * @param message for the reply to a complete message
 */
public record MailServerTimeouts(
    @Nullable Seconds connect, @Nullable Seconds answer, @Nullable Seconds message) {

  /** The defaults of this installation. */
  public static final MailServerTimeouts USUAL = new MailServerTimeouts(null, null, null);
}
