package org.postmeister.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.spi.CheckFailure;
import org.postmeister.mailserver.spi.CheckStep;
import org.postmeister.mailserver.spi.MailConnection;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.RecipientAnswer;
import org.postmeister.mailserver.spi.SendResult;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.mailserver.spi.ServerFailedException;
import org.postmeister.mailserver.spi.ServerFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Hands single messages to a server, and says what their state is then. */
@Component
class LaneSending {

  private static final Logger log = LoggerFactory.getLogger(LaneSending.class);

  static final String SENDER_REFUSED_FOR_GOOD = "sender_refused";

  // After them a connection is of no use.
  private static final Set<String> BROKEN =
      Set.of("connection_lost", "answer_timed_out", "server_unavailable");

  private static final Set<String> SENDER_REFUSED =
      Set.of(SENDER_REFUSED_FOR_GOOD, "temporarily_refused", "greylisted");

  private final Connections connections;
  private final RetryPolicy retries;
  private final Node node;
  private final Clock clock;

  LaneSending(Connections connections, RetryPolicy retries, Node node, Clock clock) {
    this.connections = connections;
    this.retries = retries;
    this.node = node;
    this.clock = clock;
  }

  private static boolean brokeConnection(RecipientAnswer answer) {
    CheckFailure failure = answer.failure();
    return failure != null && BROKEN.contains(failure.code());
  }

  // All messages through a server have the same sender. One too large is refused there too.
  private static boolean refusedSender(RecipientAnswer answer) {
    CheckFailure failure = answer.failure();
    return failure != null
        && failure.step() == CheckStep.SENDER
        && SENDER_REFUSED.contains(failure.code());
  }

  /** What came of one message. */
  sealed interface Outcome {

    /**
     * The server has answered, or the connection broke while it had the message.
     *
     * @param serverSuspected whether it may be the server that is not in order, and not the message
     */
    record Tried(AttemptResult result, boolean serverSuspected) implements Outcome {}

    /** The server cannot be used; the message waits on as it did. */
    record ServerDown(AttemptResult result, ServerFailure failure) implements Outcome {}
  }

  /** One connection for as many messages as it takes. */
  final class Session implements AutoCloseable {

    private final SendingServer server;
    private Connections.@Nullable Lease lease;

    Session(SendingServer server) {
      this.server = server;
    }

    /**
     * Sends one message.
     *
     * @param body null if it has been lost
     */
    Outcome send(ClaimedMessage message, byte @Nullable [] body) throws InterruptedException {
      Instant at = clock.instant();
      long begun = System.nanoTime();
      try {
        if (body == null) {
          return tried(
              message,
              OwnAnswers.to(message, RecipientAnswer.Outcome.REFUSED, "content_lost"),
              at,
              begun);
        }
        if (wasOnItsWayElsewhere(message)) {
          return tried(
              message,
              OwnAnswers.to(message, RecipientAnswer.Outcome.REFUSED, "destination_changed"),
              at,
              begun);
        }
        List<EmailAddress> recipients =
            message.waiting().stream().filter(EmailAddress::isValid).toList();
        if (recipients.isEmpty()) {
          return tried(message, OwnAnswers.withInvalid(message, OwnAnswers.nobody()), at, begun);
        }
        SendResult result =
            send(
                new OutgoingMail(
                    WrittenMessage.from(server.settings(), body),
                    recipients,
                    message.waitingBlind().stream().filter(EmailAddress::isValid).toList(),
                    message.smtpUtf8()));
        ServerFailure failure = result.serverFailure();
        if (failure != null) {
          drop();
          return down(message, failure, result.transcript(), at, begun);
        }
        return tried(message, OwnAnswers.withInvalid(message, result), at, begun);
      } catch (ServerFailedException e) {
        return down(message, e.failure(), List.of(), at, begun);
      } catch (RuntimeException e) {
        // One message must not keep a lane from all others, whatever is wrong with it.
        log.error("Message {} cannot be sent", message.id(), e);
        drop();
        return tried(
            message,
            OwnAnswers.to(message, RecipientAnswer.Outcome.DEFERRED, "internal_failure"),
            at,
            begun);
      }
    }

    // A token that could redirect a link on its way would make a person of itself.
    private boolean wasOnItsWayElsewhere(ClaimedMessage message) {
      Instant redirected = server.redirectedByTokenAt();
      return message.confidential()
          && redirected != null
          && message.acceptedAt().isBefore(redirected);
    }

    private Outcome down(
        ClaimedMessage message,
        ServerFailure failure,
        List<String> transcript,
        Instant at,
        long begun) {
      return new Outcome.ServerDown(
          new AttemptResult(
              message,
              MessageStatus.DEFERRED,
              null,
              message.recipients(),
              new Attempt(
                  at,
                  since(begun),
                  MessageStatus.DEFERRED,
                  server.owner(),
                  server.settings().serverName(),
                  Failure.of(failure.failure()),
                  true,
                  failure.reply(),
                  null,
                  transcript,
                  node.name())),
          failure);
    }

    private static Duration since(long begun) {
      return Duration.ofNanos(System.nanoTime() - begun);
    }

    // A server may close a connection after so many messages, or after a while, and be noticed
    // only at the next one: that costs a connection, not a message.
    private SendResult send(OutgoingMail mail) throws ServerFailedException, InterruptedException {
      while (true) {
        MailConnection connection = borrowed().connection();
        SendResult result = connection.send(mail, null);
        // All that were open may be gone; the first that is made anew tells how the server is.
        if (!result.connectionOnly()) {
          return result;
        }
        drop();
      }
    }

    private Connections.Lease borrowed() throws ServerFailedException, InterruptedException {
      Connections.Lease known = lease;
      if (known == null) {
        known = connections.borrow(server);
        lease = known;
      }
      return known;
    }

    /** Whether the server's settings have changed since it was connected to. */
    boolean isOutdated() {
      return lease != null && lease.isOutdated();
    }

    private void drop() {
      if (lease != null) {
        lease.throwAway();
        lease = null;
      }
    }

    private Outcome tried(ClaimedMessage message, SendResult sent, Instant at, long begun) {
      boolean broke = sent.recipients().stream().anyMatch(LaneSending::brokeConnection);
      if (broke) {
        drop();
      }
      boolean suspected = broke || sent.recipients().stream().anyMatch(LaneSending::refusedSender);
      return new Outcome.Tried(result(message, sent, at, since(begun)), suspected);
    }

    private AttemptResult result(
        ClaimedMessage message, SendResult sent, Instant at, Duration duration) {
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
              .orElse(null);
      List<Recipient> recipients = new ArrayList<>();
      for (Recipient recipient : message.recipients()) {
        RecipientAnswer answer =
            recipient.status().isWaiting() ? answers.get(recipient.address()) : null;
        recipients.add(
            answer == null ? recipient : told(recipient, answer, status(answer.outcome(), next)));
      }
      MessageStatus status = Deliveries.statusOf(recipients);
      // The first that failed, or else the first of all; none if nobody waited for the message.
      Optional<RecipientAnswer> telling =
          sent.recipients().stream().min(Comparator.comparing(answer -> answer.failure() == null));
      CheckFailure failure = telling.map(RecipientAnswer::failure).orElse(null);
      return new AttemptResult(
          message,
          status,
          status.isWaiting() ? next : null,
          recipients,
          new Attempt(
              at,
              duration,
              status,
              server.owner(),
              server.settings().serverName(),
              failure == null ? null : Failure.of(failure),
              false,
              failure == null ? sent.reply() : telling.map(RecipientAnswer::reply).orElse(null),
              telling.map(RecipientAnswer::enhancedStatus).orElse(null),
              sent.transcript(),
              node.name()));
    }

    // What a server says when it hangs up, or wants a login, is about itself, not about a
    // recipient.
    private static Recipient told(
        Recipient recipient, RecipientAnswer answer, MessageStatus status) {
      CheckFailure failure = answer.failure();
      return failure != null && Failure.isOfTheServer(failure.code())
          ? recipient.with(status, null, null)
          : recipient.with(status, answer.reply(), answer.enhancedStatus());
    }

    private static MessageStatus status(RecipientAnswer.Outcome outcome, @Nullable Instant next) {
      return switch (outcome) {
        case ACCEPTED -> MessageStatus.DELIVERED;
        case REFUSED -> MessageStatus.REFUSED;
        case DEFERRED -> next == null ? MessageStatus.REFUSED : MessageStatus.DEFERRED;
      };
    }

    @Override
    public void close() {
      if (lease != null) {
        lease.giveBack();
        lease = null;
      }
    }
  }
}
