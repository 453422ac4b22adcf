package org.postmeister.mailserver;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;

/**
 * What only some servers need; each is null if this one does not.
 *
 * @param greetingName to say EHLO with, in place of this machine's own name
 * @param replyTo where answers go to messages that do not say so themselves
 * @param envelopeSender where reports about what could not be delivered go (RFC 5321, section 4.4),
 *     in place of the sender
 * @param trustedCertificates of authorities, besides those that are trusted anyway
 */
public record MailServerOptions(
    @Nullable GreetingName greetingName,
    @Nullable EmailAddress replyTo,
    @Nullable EmailAddress envelopeSender,
    @Nullable TrustedCertificates trustedCertificates,
    MailServerTimeouts timeouts) {

  /** Nothing of it. */
  public static final MailServerOptions NONE =
      new MailServerOptions(null, null, null, null, MailServerTimeouts.USUAL);

  /** The same without what only SMTP has. */
  public MailServerOptions withoutSmtp() {
    return new MailServerOptions(null, replyTo, null, null, MailServerTimeouts.USUAL);
  }
}
