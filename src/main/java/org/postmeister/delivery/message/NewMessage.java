package org.postmeister.delivery.message;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.DeliveryOptions;
import org.postmeister.delivery.Recipient;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.mailserver.spi.DsnParameters;

/** A message that somebody wants to send. */
public sealed interface NewMessage permits ComposedMessage, SubmittedMessage {

  /** A tenant, or the system. */
  MailOwner owner();

  /** All recipients, in the order of the headers; those in no header come last. */
  List<Recipient> recipients();

  /** For the log, at most 998 UTF-16 code units; empty if it has none. */
  String subjectLine();

  /** Whether its headers say how to unsubscribe (RFC 2369, RFC 8058). */
  boolean canBeUnsubscribed();

  /** Whether a header or an address needs more than ASCII (RFC 6532). */
  boolean needsSmtpUtf8();

  /** What needs it: fields as the HTTP API names them, or those of the header. */
  Stream<String> needingUtf8();

  /** Whether only its recipients may read its content, and no administrator. */
  boolean confidential();

  /** When and how it is to be delivered. */
  DeliveryOptions options();

  /**
   * Who it says it is from; empty if that is left to the server's settings. What is no address is
   * told as it is.
   */
  Set<String> senders();

  /** The same with the server's sender; replies go to who it says it is from. */
  NewMessage withServersSender();

  /** What becomes of it if its sender is not allowed, unless the server's settings say that. */
  SenderPolicy otherwise();

  /** What its sender wants to be told about its delivery; null for what servers do anyway. */
  @Nullable DsnParameters dsn();

  /** The same for equal messages only (SHA-256, in hexadecimal). */
  String hash();

  /**
   * The message as it is stored.
   *
   * @param domain after the @ of a Message-ID, if it has none
   */
  MimeContent write(String domain, Instant date);
}
