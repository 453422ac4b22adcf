package org.postmeister.delivery.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Node;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.server.RetryPolicy;
import org.postmeister.delivery.store.AttemptResult;
import org.postmeister.delivery.store.ClaimedMessage;
import org.postmeister.mailserver.spi.RecipientAnswer;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendResult;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.mailserver.spi.ServerFailure;

/** Turns a server's replies into what is stored of an attempt. */
final class AttemptWriter {

  private final SendingServer server;
  private final RetryPolicy retries;
  private final Node node;
  private final Clock clock;

  AttemptWriter(SendingServer server, RetryPolicy retries, Node node, Clock clock) {
    this.server = server;
    this.retries = retries;
    this.node = node;
    this.clock = clock;
  }

  /** The server could not be used for a message. */
  AttemptOutcome down(
      ClaimedMessage message,
      ServerFailure failure,
      List<String> transcript,
      Instant at,
      Duration took) {
    SendResult own =
        new SendResult(
            message.waiting().stream()
                .map(recipient ->
                    new RecipientAnswer(
                        recipient,
                        RecipientAnswer.Outcome.DEFERRED,
                        failure.failure(),
                        failure.reply(),
                        null))
                .toList(),
            null,
            failure.reply(),
            transcript,
            false);
    return new AttemptOutcome(result(message, own, at, took), own.recipients(), failure);
  }

  /** The result of an attempt. */
  AttemptResult result(ClaimedMessage message, SendResult sent, Instant at, Duration duration) {
    Map<EmailAddress, RecipientAnswer> answers =
        sent.recipients().stream()
            .collect(
                Collectors.toMap(
                    RecipientAnswer::recipient, Function.identity(), (one, other) -> one));
    Instant now = clock.instant();
    Instant next =
        retries
            .next(
                message.attempts() + 1,
                message.firstTriedAt() == null ? at : message.firstTriedAt(),
                now)
            .map(time -> earlier(time, message.expiresAt()))
            .orElse(null);
    boolean uncertain =
        sent.recipients().stream()
            .anyMatch(answer -> answer.outcome() == RecipientAnswer.Outcome.UNCERTAIN);
    int uncertainAttempts = message.uncertain() + (uncertain ? 1 : 0);
    boolean ends = uncertain && (message.atMostOnce() || !retries.mayRisk(uncertainAttempts + 1));
    List<Recipient> recipients = new ArrayList<>();
    for (Recipient recipient : message.recipients()) {
      RecipientAnswer answer =
          recipient.status().isWaiting() ? answers.get(recipient.address()) : null;
      recipients.add(answer == null ? recipient : told(recipient, answer, next, ends));
    }
    MessageStatus status = MessageStatus.of(recipients);
    // The first that failed, or else the first; none if the message was waiting for nobody.
    Optional<RecipientAnswer> telling =
        sent.recipients().stream().min(Comparator.comparing(answer -> answer.failure() == null));
    SendFailure failure = telling.map(RecipientAnswer::failure).orElse(null);
    return new AttemptResult(
        message,
        status,
        status.isWaiting() ? next : null,
        uncertainAttempts,
        recipients,
        new Attempt(
            at,
            duration,
            status,
            server.owner(),
            server.settings().serverName(),
            failure == null ? null : failure,
            uncertain,
            false,
            failure == null ? sent.reply() : telling.map(RecipientAnswer::reply).orElse(null),
            telling.map(RecipientAnswer::enhancedStatus).orElse(null),
            sent.transcript(),
            node.name()));
  }

  // What a server says when it hangs up or demands a login concerns the server, not a recipient.
  private static Recipient told(
      Recipient recipient, RecipientAnswer answer, @Nullable Instant next, boolean ends) {
    boolean doubt = recipient.uncertain() || answer.outcome() == RecipientAnswer.Outcome.UNCERTAIN;
    MessageStatus status =
        switch (answer.outcome()) {
          case ACCEPTED -> MessageStatus.DELIVERED;
          case REFUSED -> MessageStatus.REFUSED;
          case DEFERRED -> waitingOrEnded(next != null, doubt);
          case UNCERTAIN -> waitingOrEnded(next != null && !ends, true);
        };
    SendFailure failure = answer.failure();
    return failure != null && failure.isOfTheServer()
        ? recipient.with(status, null, null).with(doubt)
        : recipient.with(status, answer.reply(), answer.enhancedStatus()).with(doubt);
  }

  private static MessageStatus waitingOrEnded(boolean waits, boolean doubt) {
    if (waits) {
      return MessageStatus.DEFERRED;
    }
    return doubt ? MessageStatus.UNCERTAIN : MessageStatus.REFUSED;
  }

  // It ends when it expires, and not later.
  private static Instant earlier(Instant time, @Nullable Instant end) {
    return end != null && end.isBefore(time) ? end : time;
  }
}
