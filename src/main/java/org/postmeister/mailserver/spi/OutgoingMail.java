package org.postmeister.mailserver.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;

/** A complete message (RFC 5322) to be sent, and its recipients in this attempt. */
public final class OutgoingMail {

  private final byte[] content;
  private final EmailAddress envelopeSender;
  private final @Nullable DsnParameters dsn;
  private final List<EmailAddress> recipients;
  private final List<EmailAddress> blindRecipients;
  private final boolean needsSmtpUtf8;
  private final boolean uncertain;
  private final boolean atMostOnce;
  private final HandOver handOver = new HandOver();

  /**
   * @param content with the sender's {@code From}, without {@code Bcc}
   * @param envelopeSender the address for non-delivery reports
   * @param dsn what is to be reported, for servers that offer that; null for the usual
   * @param recipients of this attempt, of whatever kind
   * @param blindRecipients those of them that are Bcc recipients
   * @param needsSmtpUtf8 whether a header contains non-ASCII characters (RFC 6532)
   * @param uncertain whether it was handed over before without a reply: a transport that can find
   *     out whether it was sent does so first
   * @param atMostOnce whether it must not be handed over before it is certain that the server is
   *     listening
   */
  public OutgoingMail(
      byte[] content,
      EmailAddress envelopeSender,
      @Nullable DsnParameters dsn,
      List<EmailAddress> recipients,
      List<EmailAddress> blindRecipients,
      boolean needsSmtpUtf8,
      boolean uncertain,
      boolean atMostOnce) {
    this.content = content;
    this.envelopeSender = envelopeSender;
    this.dsn = dsn;
    this.recipients = List.copyOf(recipients);
    this.blindRecipients = List.copyOf(blindRecipients);
    this.needsSmtpUtf8 = needsSmtpUtf8;
    this.uncertain = uncertain;
    this.atMostOnce = atMostOnce;
  }

  /** Not a copy, since it may be large: do not modify. */
  public byte[] content() {
    return content;
  }

  /** The address for non-delivery reports ({@code MAIL FROM}). */
  public EmailAddress envelopeSender() {
    return envelopeSender;
  }

  /** What is to be reported, for servers that offer that (RFC 3461); null for the usual. */
  public @Nullable DsnParameters dsn() {
    return dsn;
  }

  public List<EmailAddress> recipients() {
    return recipients;
  }

  public List<EmailAddress> blindRecipients() {
    return blindRecipients;
  }

  public boolean needsSmtpUtf8() {
    return needsSmtpUtf8;
  }

  /** Whether the server may already have it. */
  public boolean isUncertain() {
    return uncertain;
  }

  /** Whether it should rather be lost than arrive twice. */
  public boolean isAtMostOnce() {
    return atMostOnce;
  }

  /** Whether it can still be cancelled. */
  public HandOver handOver() {
    return handOver;
  }
}
