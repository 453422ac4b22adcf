package org.postmeister.transport.smtp.conversation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.spi.DsnParameters;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;

/**
 * The commands for handing over one message, and which command each reply belongs to (RFC 5321,
 * section 3.3). It uses neither a connection nor a clock.
 */
public final class MailTransaction {

  // More than that is not sent before it is known that somebody will get it.
  private static final int SMALL = 64 * 1024;

  private final OutgoingMail mail;
  private final SmtpExtensions offered;
  private final @Nullable DsnParameters dsn;
  private final WireContent content;
  private final List<SmtpReply> recipients = new ArrayList<>();
  private @Nullable SmtpReply senderReply;
  private @Nullable SmtpReply dataReply;
  private @Nullable SmtpReply endReply;
  private @Nullable SmtpReply last;
  private boolean contentSent;

  public MailTransaction(OutgoingMail mail, SmtpExtensions offered) {
    this.mail = mail;
    this.offered = offered;
    this.dsn = offered.dsn() ? mail.dsn() : null;
    this.content = content(mail, offered);
  }

  private static WireContent content(OutgoingMail mail, SmtpExtensions offered) {
    WireContent content = WireContent.of(mail.content());
    return content.isEightBit() && !offered.eightBitMime()
        ? WireContent.of(SevenBitContent.of(mail.content()))
        : content;
  }

  public OutgoingMail mail() {
    return mail;
  }

  /** Why the server need not even be asked; null if it can be. */
  public @Nullable SendFailure obstacle() {
    if (mail.needsSmtpUtf8() && !offered.smtpUtf8()) {
      return new SendFailure(SendStep.SENDER, "smtputf8_not_offered");
    }
    if (!offered.takes(content.length())) {
      return new SendFailure(
          SendStep.SENDER,
          "message_over_size",
          Long.toString(content.length()),
          Long.toString(offered.maxSize()));
    }
    return null;
  }

  public boolean isPipelined() {
    return offered.pipelining();
  }

  /** Whether the content is sent by length (CHUNKING). */
  boolean isChunked() {
    return offered.chunking();
  }

  /** Whether the content may be sent together with the commands before it. */
  boolean isSmall() {
    return content.length() <= SMALL;
  }

  /** The commands before the content, in order; without the one that starts the content. */
  List<String> envelope() {
    List<String> commands = new ArrayList<>(mail.recipients().size() + 1);
    commands.add(mailFrom());
    for (EmailAddress recipient : mail.recipients()) {
      commands.add("RCPT TO:<" + wire(recipient) + ">" + (dsn == null ? "" : dsn.of(recipient)));
    }
    return commands;
  }

  private String mailFrom() {
    return "MAIL FROM:<"
        + wire(mail.envelopeSender())
        + ">"
        + (offered.size() ? " SIZE=" + content.length() : "")
        + (offered.eightBitMime() && content.isEightBit() ? " BODY=8BITMIME" : "")
        + (mail.needsSmtpUtf8() ? " SMTPUTF8" : "")
        + (dsn == null ? "" : dsn.ofMail());
  }

  /** The command that starts the content. */
  String beginContent() {
    return offered.chunking() ? "BDAT " + content.length() + " LAST" : "DATA";
  }

  private String wire(EmailAddress address) {
    return mail.needsSmtpUtf8() && address.needsSmtpUtf8()
        ? address.toString()
        : address.toAsciiDomain();
  }

  /** The step of the next reply. */
  public SendStep awaited() {
    if (senderReply == null) {
      return SendStep.SENDER;
    }
    return recipients.size() < mail.recipients().size() ? SendStep.RECIPIENT : SendStep.DATA;
  }

  /** Whether the next reply is the one to the complete content. */
  boolean awaitsEnd() {
    return awaited() == SendStep.DATA && (offered.chunking() || dataReply != null);
  }

  /** Takes the next reply. */
  void heard(SmtpReply reply) {
    last = reply;
    if (awaitsEnd()) {
      endReply = reply;
      return;
    }
    switch (awaited()) {
      case SENDER -> senderReply = reply;
      case RECIPIENT -> recipients.add(reply);
      default -> dataReply = reply;
    }
  }

  /** The content is being sent: from here on the server may have received some of it. */
  void contentSent() {
    contentSent = true;
  }

  public boolean isContentSent() {
    return contentSent;
  }

  /** Whether the server has accepted the sender and at least one recipient. */
  public boolean isAnybodyAccepted() {
    return isSenderAccepted() && recipients.stream().anyMatch(SmtpReply::isPositive);
  }

  public boolean isSenderAccepted() {
    return senderReply != null && senderReply.isPositive();
  }

  /** Whether the server has asked for the content. */
  boolean isContentWanted() {
    return dataReply != null && dataReply.status() == SmtpReply.START_MAIL_INPUT;
  }

  /** Whether the server still has the transaction open, so that the next one needs RSET. */
  boolean isLeftOpen() {
    boolean ended = endReply != null && (endReply.isPositive() || !offered.chunking());
    return isSenderAccepted() && !ended;
  }

  /**
   * Whether a server is out of step: it received pipelined commands, or content by length, and
   * misunderstands them, although it accepted what came before.
   */
  public boolean isOutOfStep() {
    if (!isSenderAccepted() || !(offered.pipelining() || offered.chunking())) {
      return false;
    }
    if (endReply != null && endReply.isPositive()) {
      return false;
    }
    boolean recipient =
        offered.pipelining()
            && !isContentWanted()
            && recipients.stream().anyMatch(reply -> reply.status() == SmtpReply.BAD_SEQUENCE);
    SmtpReply content = offered.chunking() ? endReply : dataReply;
    return recipient
        || (content != null
            && isAnybodyAccepted()
            && content.status() >= 500
            && content.status() <= SmtpReply.BAD_SEQUENCE);
  }

  /** Whether there was any reply. */
  public boolean isBegun() {
    return senderReply != null;
  }

  public @Nullable SmtpReply sender() {
    return senderReply;
  }

  /** The replies to the recipients so far, in order. */
  public List<SmtpReply> recipients() {
    return recipients;
  }

  public @Nullable SmtpReply data() {
    return dataReply;
  }

  public @Nullable SmtpReply end() {
    return endReply;
  }

  /** The latest reply. */
  public @Nullable SmtpReply last() {
    return last;
  }

  /** What is sent as the content: itself by length, or dot-stuffed with the final dot. */
  byte[] content() {
    return offered.chunking() ? content.octets() : content.dotStuffed();
  }

  /** The command as it is sent. */
  static byte[] line(String command) {
    return (command + "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
