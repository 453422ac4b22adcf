package org.postmeister.mailserver.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;

/**
 * What the sender of a message wants to be told about its delivery, for servers that offer that
 * (RFC 3461). Every value is as it was given, in ASCII without spaces.
 *
 * @param ret how much of the message a report contains: {@code FULL} or {@code HDRS}; null for what
 *     the server does
 * @param envelopeId by which the sender recognizes it ({@code ENVID}, in xtext), null if there is
 *     none
 * @param recipients those for whom something was said
 */
public record DsnParameters(
    @Nullable String ret, @Nullable String envelopeId, Map<EmailAddress, OfRecipient> recipients) {

  public DsnParameters {
    recipients = Map.copyOf(recipients);
  }

  /**
   * For one recipient.
   *
   * @param notice {@code NEVER}, or some of {@code SUCCESS,FAILURE,DELAY}; null for what the server
   *     does
   * @param original whom the message was first addressed to ({@code ORCPT}, such as {@code
   *     rfc822;somebody@example.org}), null if nothing was said
   */
  public record OfRecipient(@Nullable String notice, @Nullable String original) {}

  /** What follows {@code MAIL FROM:<...>}. */
  public String ofMail() {
    return (ret == null ? "" : " RET=" + ret) + (envelopeId == null ? "" : " ENVID=" + envelopeId);
  }

  /** What follows {@code RCPT TO:<...>} for a recipient. */
  public String of(EmailAddress recipient) {
    OfRecipient wanted = recipients.get(recipient);
    return wanted == null
        ? ""
        : (wanted.notice() == null ? "" : " NOTIFY=" + wanted.notice())
            + (wanted.original() == null ? "" : " ORCPT=" + wanted.original());
  }
}
