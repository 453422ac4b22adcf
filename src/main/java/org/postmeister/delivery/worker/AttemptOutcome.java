package org.postmeister.delivery.worker;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.server.Refusal;
import org.postmeister.delivery.store.AttemptResult;
import org.postmeister.mailserver.spi.RecipientAnswer;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.ServerFailure;

/**
 * The outcome of an attempt with one message.
 *
 * @param result what to store of it
 * @param answers for each recipient
 * @param serverFailure why the server cannot be used, or not over this connection: the message
 *     keeps waiting, and {@code result} is what to store if it was the cause after all; null if the
 *     server has replied, or the connection broke while it had the message
 */
record AttemptOutcome(
    AttemptResult result, List<RecipientAnswer> answers, @Nullable ServerFailure serverFailure) {

  // After these the connection is unusable.
  private static final Set<String> BROKEN =
      Set.of(
          "connection_lost",
          "answer_timed_out",
          "answer_not_understood",
          "answer_lost",
          "server_unavailable",
          "graph_answer_lost");

  // Reported at MAIL FROM, but about the message.
  private static final Set<String> OF_THE_MESSAGE =
      Set.of("message_too_large", "message_over_size", "smtputf8_not_offered");

  /** Whether it has reached anybody. */
  boolean isTaken() {
    return answers.stream()
        .anyMatch(answer -> answer.outcome() == RecipientAnswer.Outcome.ACCEPTED);
  }

  /** Whether the connection broke while the server had the message. */
  boolean brokeConnection() {
    return serverFailure == null && answers.stream().anyMatch(AttemptOutcome::brokeConnection);
  }

  /** Whether the fault may be with the server and not with the message. */
  boolean suspectsServer() {
    return brokeConnection()
        || (serverFailure == null && answers.stream().anyMatch(AttemptOutcome::refusedSender));
  }

  /** Why it has reached nobody so far; null if that is not the case. */
  @Nullable Refusal refusal() {
    if (serverFailure != null) {
      return Refusal.of(serverFailure.failure(), serverFailure.reply(), serverFailure.lasting());
    }
    boolean mayHaveReached =
        answers.stream().anyMatch(answer -> answer.outcome() == RecipientAnswer.Outcome.UNCERTAIN);
    if (isTaken() || mayHaveReached) {
      return null;
    }
    for (RecipientAnswer answer : answers) {
      SendFailure failure = answer.failure();
      if (failure != null && answer.outcome() == RecipientAnswer.Outcome.DEFERRED) {
        return Refusal.ofMessage(failure, answer.reply());
      }
    }
    return null;
  }

  private static boolean brokeConnection(RecipientAnswer answer) {
    SendFailure failure = answer.failure();
    return failure != null && BROKEN.contains(failure.code());
  }

  // All messages through a server have the same sender. A message that is too large is also refused
  // there.
  private static boolean refusedSender(RecipientAnswer answer) {
    SendFailure failure = answer.failure();
    return failure != null
        && failure.step() == SendStep.SENDER
        && !OF_THE_MESSAGE.contains(failure.code());
  }
}
