package org.postmeister.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;

/**
 * A message in the log, as it is at this moment.
 *
 * @param reason why it waits; null unless it is deferred
 * @param nextAttemptAt null if it has ended, is being sent, or if somebody has to act first
 * @param endedAt null while it waits
 * @param server whose server it waits for; null if it has ended or has no mail route
 * @param attempts how many there have been
 * @param uncertain how many of them left it unknown whether it arrived
 * @param options as submitted, without the time of sending
 * @param messageId the header Message-ID
 * @param size in octets, encoded as it is sent
 * @param confidential whether only its recipients may read its content
 * @param origin how it came, null if that was not recorded
 * @param failure of the last attempt, or of its server while that is paused; null if there is none
 */
public record Message(
    long id,
    MailOwner owner,
    MessageStatus status,
    @Nullable WaitingReason reason,
    @Nullable Instant nextAttemptAt,
    Instant acceptedAt,
    @Nullable Instant endedAt,
    @Nullable MailOwner server,
    int attempts,
    int uncertain,
    DeliveryOptions options,
    String messageId,
    String subject,
    List<Recipient> recipients,
    long size,
    boolean confidential,
    @Nullable MessageOrigin origin,
    @Nullable SendFailure failure) {

  public Message with(@Nullable SendFailure other) {
    return new Message(
        id,
        owner,
        status,
        reason,
        nextAttemptAt,
        acceptedAt,
        endedAt,
        server,
        attempts,
        uncertain,
        options,
        messageId,
        subject,
        recipients,
        size,
        confidential,
        origin,
        other);
  }
}
