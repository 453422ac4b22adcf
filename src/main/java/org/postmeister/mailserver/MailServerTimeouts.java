package org.postmeister.mailserver;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.Seconds;

/**
 * Patience with one SMTP server, with test mails too. What is null is as this installation has it.
 *
 * @param connect for looking the host up, and for connecting to each of its addresses
 * @param answer for each answer until the content
 * @param message for the answer to a whole message
 */
public record MailServerTimeouts(
    @Nullable Seconds connect, @Nullable Seconds answer, @Nullable Seconds message) {

  /** As this installation has them. */
  public static final MailServerTimeouts USUAL = new MailServerTimeouts(null, null, null);
}
