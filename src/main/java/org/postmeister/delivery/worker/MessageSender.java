package org.postmeister.delivery.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.delivery.Node;
import org.postmeister.delivery.server.RetryPolicy;
import org.postmeister.delivery.server.ServerCapacity;
import org.postmeister.delivery.store.ClaimedMessage;
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

/** Hands single messages to a server, and determines their resulting state. */
@Component
class MessageSender {

  private static final Logger log = LoggerFactory.getLogger(MessageSender.class);

  // If the reply takes longer, the next message need not wait for it.
  private static final Duration LONGEST_ANNOUNCED = Duration.ofMillis(500);

  // Over connections that had not carried a message: enough to conclude that commands must not be
  // pipelined.
  private static final int MOST_FRESH_TRIES = 3;

  static final String SENDER_REFUSED_FOR_GOOD = "sender_refused";

  private final ConnectionPool connections;
  private final OutgoingMailFactory mails;
  private final RetryPolicy retries;
  private final Node node;
  private final Clock clock;

  MessageSender(
      ConnectionPool connections,
      OutgoingMailFactory mails,
      RetryPolicy retries,
      Node node,
      Clock clock) {
    this.connections = connections;
    this.mails = mails;
    this.retries = retries;
    this.node = node;
    this.clock = clock;
  }

  /** A message that is ready to be sent, or its outcome without any server. */
  sealed interface Prepared {

    record Ready(ClaimedMessage message, OutgoingMail mail) implements Prepared {}

    record Answered(AttemptOutcome outcome) implements Prepared {}
  }

  /** One connection after the other, for as many messages as each accepts. */
  final class Session implements AutoCloseable {

    private final SendingServer server;
    private final ServerCapacity capacity;
    private final AttemptWriter writer;
    private ConnectionPool.@Nullable Lease lease;
    private int sentBefore;
    private @Nullable OutgoingMail announced;
    private Duration took = Duration.ZERO;

    Session(SendingServer server, ServerCapacity capacity) {
      this.server = server;
      this.capacity = capacity;
      this.writer = new AttemptWriter(server, retries, node, clock);
    }

    /**
     * @param body null if it has been lost
     */
    Prepared prepare(ClaimedMessage message, byte @Nullable [] body) {
      Instant at = clock.instant();
      long begun = System.nanoTime();
      if (body == null) {
        return answered(message, RecipientAnswer.Outcome.REFUSED, "content_lost", at, begun);
      }
      if (wasOnItsWayElsewhere(message)) {
        return answered(message, RecipientAnswer.Outcome.REFUSED, "destination_changed", at, begun);
      }
      List<EmailAddress> recipients =
          message.waiting().stream().filter(EmailAddress::isValid).toList();
      if (recipients.isEmpty()) {
        return new Prepared.Answered(
            tried(message, OwnAnswer.withInvalid(message, OwnAnswer.nobody()), at, begun));
      }
      try {
        OutgoingMail mail = mails.create(message, body, recipients, server).orElse(null);
        return mail == null
            ? answered(message, RecipientAnswer.Outcome.REFUSED, "sender_not_allowed", at, begun)
            : new Prepared.Ready(message, mail);
      } catch (RuntimeException e) {
        return new Prepared.Answered(
            unforeseen(message, e, RecipientAnswer.Outcome.DEFERRED, at, begun));
      }
    }

    private Prepared answered(
        ClaimedMessage message,
        RecipientAnswer.Outcome outcome,
        String code,
        Instant at,
        long begun) {
      return new Prepared.Answered(tried(message, OwnAnswer.to(message, outcome, code), at, begun));
    }

    // One message must not block a server for all others, whatever is wrong with it.
    private AttemptOutcome unforeseen(
        ClaimedMessage message,
        RuntimeException e,
        RecipientAnswer.Outcome outcome,
        Instant at,
        long begun) {
      log.error("Message {} cannot be sent", message.id(), e);
      drop();
      return tried(message, OwnAnswer.to(message, outcome, "internal_failure"), at, begun);
    }

    /**
     * Sends one message.
     *
     * @param next the one that follows, null if it is not known
     */
    AttemptOutcome send(Prepared.Ready ready, Prepared.@Nullable Ready next)
        throws InterruptedException {
      ClaimedMessage message = ready.message();
      Instant at = clock.instant();
      long begun = System.nanoTime();
      try {
        SendResult result = send(ready.mail(), next == null ? null : next.mail());
        took = since(begun);
        ServerFailure failure = result.serverFailure();
        if (failure != null) {
          drop();
          return writer.down(message, failure, result.transcript(), at, since(begun));
        }
        return tried(message, OwnAnswer.withInvalid(message, result), at, begun);
      } catch (ServerFailedException e) {
        return writer.down(message, e.failure(), List.of(), at, since(begun));
      } catch (InterruptedException e) {
        drop();
        throw e;
      } catch (RuntimeException e) {
        return ready.mail().handOver().hasBegun()
            ? unforeseen(message, e, RecipientAnswer.Outcome.UNCERTAIN, at, begun)
            : unforeseen(message, e, RecipientAnswer.Outcome.DEFERRED, at, begun);
      }
    }

    /** Messages that the server accepted over the connection before the one sent last. */
    int sentBefore() {
      return sentBefore;
    }

    private int sent() {
      return lease == null ? 0 : lease.sent();
    }

    /** Whether it helps to know the next message while this one is being sent. */
    boolean mayAnnounce() {
      return lease != null
          && lease.connection().mayAnnounce()
          && took.compareTo(LONGEST_ANNOUNCED) < 0
          && sent() + 1 < capacity.messagesPerConnection();
    }

    // A token that could redirect a link on its way could take over an account.
    private boolean wasOnItsWayElsewhere(ClaimedMessage message) {
      Instant redirected = server.redirectedByTokenAt();
      return message.confidential()
          && redirected != null
          && message.acceptedAt().isBefore(redirected);
    }

    private static Duration since(long begun) {
      return Duration.ofNanos(System.nanoTime() - begun);
    }

    // A server may close a connection after a number of messages or some time, which is only
    // noticed at the next message: that costs a connection, not the message.
    private SendResult send(OutgoingMail mail, @Nullable OutgoingMail next)
        throws ServerFailedException, InterruptedException {
      if (announced != null && announced != mail) {
        drop();
      }
      int freshTries = 0;
      while (true) {
        if (borrowed().sent() >= capacity.messagesPerConnection()) {
          drop();
        }
        sentBefore = 0;
        MailConnection connection = borrowed().connection();
        sentBefore = sent();
        SendResult result = connection.send(mail, next);
        capacity.pipelines(connection.pipelines(), clock.instant());
        announced = next != null && connection.isOpen() ? next : null;
        if (!result.connectionOnly() || (sentBefore == 0 && ++freshTries > MOST_FRESH_TRIES)) {
          return result;
        }
        capacity.closedAfter(sentBefore, result.reply(), clock.instant());
        // All open connections may be gone; the first new one shows whether the server works.
        drop();
      }
    }

    /** The next message is sent over a new connection. */
    void drop() {
      if (lease != null) {
        lease.throwAway();
        lease = null;
      }
      announced = null;
    }

    private ConnectionPool.Lease borrowed() throws ServerFailedException, InterruptedException {
      ConnectionPool.Lease known = lease;
      if (known == null) {
        known = connections.borrow(server);
        lease = known;
      }
      return known;
    }

    private AttemptOutcome tried(
        ClaimedMessage message, SendResult answers, Instant at, long begun) {
      AttemptOutcome outcome =
          new AttemptOutcome(
              writer.result(message, answers, at, since(begun)), answers.recipients(), null);
      boolean taken = outcome.isTaken();
      if (outcome.brokeConnection() || (!taken && lease != null && !lease.connection().isOpen())) {
        drop();
      }
      if (taken && lease != null) {
        lease.hasSent();
      }
      return outcome;
    }

    @Override
    public void close() {
      // If the server allows few, another node may need the slot.
      if (announced != null || server.settings().limits().connections() != null) {
        drop();
      } else if (lease != null) {
        lease.giveBack();
        lease = null;
      }
    }
  }
}
