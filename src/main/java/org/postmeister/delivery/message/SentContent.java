package org.postmeister.delivery.message;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;

/** A stored message as a server gets it: with a sender that may stand there. */
public final class SentContent {

  static final Set<String> SENDERS = Set.of("from", "sender");

  private final RawHeader header;
  private final byte[] written;

  private SentContent(byte[] written) {
    this.written = written;
    this.header = RawHeader.of(written);
  }

  /**
   * @param written as stored; not copied, do not modify
   */
  public static SentContent of(byte[] written) {
    return new SentContent(written);
  }

  /**
   * Who the message says it is from, in {@code From} and {@code Sender}; empty if it says nothing,
   * and leaves that to the server's settings. What is no address is told as it is.
   */
  public Set<String> senders() {
    return senders(header);
  }

  static Set<String> senders(RawHeader header) {
    Set<String> senders = new LinkedHashSet<>();
    if (!header.has("From")) {
      // Whoever only says who sent it for somebody leaves that somebody to the server.
      return senders;
    }
    for (String field : SENDERS) {
      for (String value : header.values(field)) {
        try {
          Arrays.stream(InternetAddress.parseHeader(value, false))
              .map(address -> String.valueOf(address.getAddress()))
              .forEach(senders::add);
        } catch (AddressException e) {
          senders.add(value);
        }
      }
    }
    return senders;
  }

  /** The first address in {@code From}. */
  public Optional<EmailAddress> from() {
    return header.first("From").flatMap(SentContent::firstAddress);
  }

  private static Optional<EmailAddress> firstAddress(String value) {
    try {
      return Arrays.stream(InternetAddress.parseHeader(value, false))
          .flatMap(address -> EmailAddress.find(String.valueOf(address.getAddress())).stream())
          .findFirst();
    } catch (AddressException e) {
      return Optional.empty();
    }
  }

  /** As it is: it has a sender of its own. */
  public byte[] asItIs() {
    return written;
  }

  /**
   * With the server's sender in front, and its reply-to address if the message has none of its own.
   */
  public byte[] from(MailServerSettings server) {
    return header.with(SENDERS, sender(server));
  }

  /**
   * The same for a message with a sender of its own that may not stand there: replies still go to
   * it.
   */
  public byte[] rewritten(MailServerSettings server) {
    return header.with(SENDERS, fromOf(server) + replyTo(header));
  }

  /** A {@code Reply-To} field with what stands in {@code From}, unless there is one. */
  static String replyTo(RawHeader header) {
    return header.has("Reply-To")
        ? ""
        : header
            .first("From")
            .map(from -> "Reply-To: " + MimeUtility.fold(10, from) + "\r\n")
            .orElse("");
  }

  private String sender(MailServerSettings server) {
    EmailAddress replyTo = server.get(MailServerField.REPLY_TO);
    return fromOf(server)
        + (replyTo == null || header.has("Reply-To")
            ? ""
            : "Reply-To: " + MimeContent.mailbox(replyTo, null) + "\r\n");
  }

  private static String fromOf(MailServerSettings server) {
    EmailAddress sender = Objects.requireNonNull(server.senderAddress());
    InternetAddress mailbox = MimeContent.mailbox(sender, server.senderName());
    return "From: " + MimeUtility.fold(6, mailbox.toString()) + "\r\n";
  }

  /** Whether what the server's settings add needs SMTPUTF8. */
  public boolean needsSmtpUtf8(MailServerSettings server) {
    return server.needsSmtpUtf8(false) || (server.needsSmtpUtf8(true) && !header.has("Reply-To"));
  }
}
