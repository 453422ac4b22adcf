package org.postmeister.delivery.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.springframework.util.StringUtils;

/**
 * What is stored of an attempt.
 *
 * @param status of the message after it
 * @param dueAt of the next one, null if there is none
 * @param uncertain attempts so far of which it is not known whether the message arrived
 */
public record AttemptResult(
    ClaimedMessage message,
    MessageStatus status,
    @Nullable Instant dueAt,
    int uncertain,
    List<Recipient> recipients,
    Attempt attempt) {

  private static final int SERVER_LENGTH = 300;

  /** The attempt as one that says nothing about the message, which keeps waiting as before. */
  public AttemptResult ofServer() {
    return new AttemptResult(
        message,
        MessageStatus.DEFERRED,
        null,
        message.uncertain(),
        message.recipients(),
        new Attempt(
            attempt.at(),
            attempt.duration(),
            MessageStatus.DEFERRED,
            attempt.via(),
            attempt.server(),
            attempt.failure(),
            false,
            true,
            attempt.reply(),
            null,
            attempt.transcript(),
            attempt.node()));
  }

  /** The same without the server's name and words, which can be anything. */
  public AttemptResult withoutWords() {
    return new AttemptResult(
        message,
        status,
        dueAt,
        uncertain,
        recipients.stream()
            .map(recipient -> recipient.with(recipient.status(), null, null))
            .toList(),
        new Attempt(
            attempt.at(),
            attempt.duration(),
            attempt.outcome(),
            attempt.via(),
            StringUtils.truncate(String.valueOf(attempt.server()), SERVER_LENGTH - 20),
            attempt.failure(),
            attempt.uncertain(),
            attempt.ofServer(),
            null,
            null,
            List.of(),
            attempt.node()));
  }
}
