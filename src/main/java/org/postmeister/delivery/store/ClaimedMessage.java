package org.postmeister.delivery.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.delivery.Recipient;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.mailserver.spi.DsnParameters;

/**
 * A message that a delivery task has claimed.
 *
 * @param dueAt when it was due before it was claimed
 * @param firstTriedAt when it was first handed to a server, null if this is the first attempt
 * @param attempts before this one
 * @param uncertain how many of them left it unknown whether the message arrived
 * @param atMostOnce whether it should rather be lost than arrive twice
 * @param expiresAt when it expires, null for never
 * @param dsn what its sender wants to be told, null for the usual
 * @param otherwise what becomes of it if its sender is not allowed, unless the server's settings
 *     say that
 * @param traceparent in which trace it is delivered, null for none
 */
public record ClaimedMessage(
    long id,
    MailOwner owner,
    Instant acceptedAt,
    Instant dueAt,
    @Nullable Instant firstTriedAt,
    int attempts,
    String messageId,
    List<Recipient> recipients,
    long size,
    boolean smtpUtf8,
    boolean confidential,
    int uncertain,
    boolean atMostOnce,
    @Nullable Instant expiresAt,
    @Nullable DsnParameters dsn,
    SenderPolicy otherwise,
    @Nullable String traceparent) {

  /** Recipients that it has not reached yet. */
  public List<EmailAddress> waiting() {
    return addresses(
        recipients.stream().filter(recipient -> recipient.status().isWaiting()).toList());
  }

  /** Those of them that are Bcc recipients. */
  public List<EmailAddress> waitingBlind() {
    return addresses(
        recipients.stream()
            .filter(recipient -> recipient.status().isWaiting())
            .filter(recipient -> recipient.kind() == Recipient.Kind.BCC)
            .toList());
  }

  private static List<EmailAddress> addresses(List<Recipient> recipients) {
    return recipients.stream().map(Recipient::address).toList();
  }
}
