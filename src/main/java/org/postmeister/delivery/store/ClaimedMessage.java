package org.postmeister.delivery.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.delivery.Recipient;
import org.postmeister.mailserver.MailOwner;

/**
 * A message that a lane has taken.
 *
 * @param dueAt when it was to leave, before it was taken
 * @param firstTriedAt when a server first had it, null if this is the first attempt
 * @param attempts before this one
 * @param uncertain of those, so many of which nobody knows whether the message has arrived
 * @param atMostOnce whether it may rather be lost than arrive twice
 * @param expiresAt when it is of no use any more, null for never
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
    @Nullable Instant expiresAt) {

  /** Who has not got it yet. */
  public List<EmailAddress> waiting() {
    return addresses(
        recipients.stream().filter(recipient -> recipient.status().isWaiting()).toList());
  }

  /** Those of them whom nobody may see. */
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
