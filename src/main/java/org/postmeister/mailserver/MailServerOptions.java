package org.postmeister.mailserver;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;

/**
 * What only some servers need; each is null if this one does not.
 *
 * @param greetingName for EHLO, instead of this machine's own name
 * @param replyTo where replies go to messages that do not say so themselves
 * @param envelopeSender where non-delivery reports go (RFC 5321, section 4.4), instead of the
 *     sender
 * @param trustedCertificates of authorities, in addition to those that are trusted anyway
 */
public record MailServerOptions(
    @Nullable GreetingName greetingName,
    @Nullable EmailAddress replyTo,
    @Nullable EmailAddress envelopeSender,
    @Nullable TrustedCertificates trustedCertificates,
    MailServerTimeouts timeouts) {

  /** None of it. */
  public static final MailServerOptions NONE =
      new MailServerOptions(null, null, null, null, MailServerTimeouts.USUAL);

  /** The same without what applies only to SMTP. */
  public MailServerOptions withoutSmtp() {
    return new MailServerOptions(null, replyTo, null, null, MailServerTimeouts.USUAL);
  }
}
