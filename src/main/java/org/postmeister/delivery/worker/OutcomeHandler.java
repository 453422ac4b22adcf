package org.postmeister.delivery.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.server.QueuedMessage;
import org.postmeister.delivery.server.Refusal;
import org.postmeister.delivery.server.ServerCapacity;
import org.postmeister.delivery.store.AttemptResult;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.ServerFailure;

/**
 * What becomes of one server's messages: stored, sent again over another connection, or taken as a
 * sign that the server cannot be used.
 */
final class OutcomeHandler {

  private static final int SUSPECTED_IN_A_ROW = 3;

  private final DeliveryWorker worker;
  private final ServerConnections connections;
  private final ResultRecorder recorder;
  private final AtomicLong completed = new AtomicLong();
  private volatile long lastTaken = System.nanoTime();
  private volatile boolean delivered;
  private volatile @Nullable MailOwner avoided;
  private int suspected;
  private final Set<MailOwner> suspectedOf = new HashSet<>();

  OutcomeHandler(DeliveryWorker worker, ServerConnections connections, ResultRecorder recorder) {
    this.worker = worker;
    this.connections = connections;
    this.recorder = recorder;
  }

  /** Messages with a result. */
  long completed() {
    return completed.get();
  }

  /** When the server last accepted one, by the clock of {@link System#nanoTime}. */
  long lastTaken() {
    return lastTaken;
  }

  /** Whose messages come last for now; null for nobody. */
  @Nullable MailOwner avoided() {
    return avoided;
  }

  /** Whether a message has been delivered since the last call. */
  boolean hasDelivered() {
    boolean known = delivered;
    delivered = false;
    return known;
  }

  /** A connection has kept this node waiting too long. */
  void gaveUp() throws InterruptedException {
    // A server that accepts messages from others is not to blame for one.
    if (System.nanoTime() - lastTaken > ServerDelivery.STUCK.toNanos()) {
      pause(
          new ServerFailure(
              new SendFailure(
                  SendStep.CONNECT,
                  "answer_timed_out",
                  Long.toString(ServerDelivery.STUCK.toSeconds())),
              false,
              null));
    }
  }

  /**
   * A message has a result.
   *
   * @return whether the connection may go on
   */
  boolean came(ConnectionLoop loop, QueuedMessage message, AttemptOutcome outcome)
      throws InterruptedException {
    completed.incrementAndGet();
    Refusal refusal = outcome.refusal();
    ServerFailure down = outcome.serverFailure();
    if (down != null && refusal != null) {
      return switch (verdict(loop, message, refusal)) {
        case OWN -> record(loop, message, outcome.result(), false);
        case AGAIN -> again(loop, message);
        case PAUSE -> {
          worker.recordServerFailure(outcome.result().ofServer());
          // First of all, so that no other connection tries it as well.
          connections.pause();
          connections.queue().putBack(message, true);
          pause(down);
          yield false;
        }
      };
    }
    if (refusal != null
        && refusal.mayBeLimit()
        && verdict(loop, message, refusal) == ServerCapacity.Verdict.AGAIN) {
      loop.renew();
      return again(loop, message);
    }
    if (outcome.isTaken()) {
      taken(outcome.result());
    }
    return record(loop, message, outcome.result(), outcome.suspectsServer());
  }

  private void taken(AttemptResult result) {
    lastTaken = System.nanoTime();
    delivered = true;
    avoided = null;
    Duration took = result.attempt().duration();
    connections
        .capacity()
        .taken(
            connections.open() - connections.busyFor(ServerDelivery.STUCK),
            took == null ? Duration.ZERO : took,
            worker.now());
  }

  private ServerCapacity.Verdict verdict(
      ConnectionLoop loop, QueuedMessage message, Refusal refusal) {
    Instant now = worker.now();
    message.strike(loop.sentBefore() == 0, now);
    long at = System.nanoTime();
    int others =
        (int)
            connections
                .loops()
                .filter(other -> other != loop)
                .filter(other -> other.busyFor(at) <= ServerDelivery.STUCK.toNanos())
                .count();
    return connections.capacity().refused(refusal, loop.sentBefore(), others, message, now);
  }

  // Over another connection; after others, unless only the connection was at fault.
  private boolean again(ConnectionLoop loop, QueuedMessage message) {
    boolean first = loop.sentBefore() > 0 && message.strikes() == 1;
    avoided = first ? null : message.message().owner();
    connections.queue().putBack(message, first);
    return first;
  }

  private boolean record(
      ConnectionLoop loop, QueuedMessage message, AttemptResult result, boolean serverSuspected)
      throws InterruptedException {
    connections.queue().done(message);
    recorder.add(result, loop.number());
    MailOwner sender = message.message().owner();
    boolean often;
    boolean ofOne;
    synchronized (this) {
      if (!serverSuspected) {
        suspectedOf.clear();
        suspected = 0;
      } else {
        suspectedOf.add(sender);
        suspected++;
      }
      often = suspected >= SUSPECTED_IN_A_ROW;
      ofOne = suspectedOf.size() < 2;
    }
    if (serverSuspected) {
      avoided = sender;
    }
    // One tenant's messages say nothing about the server as long as there are others to judge it
    // by.
    if (often && !(ofOne && hasOther(sender))) {
      pause(failureOfServer(result));
      return false;
    }
    return !recorder.isSuperseded();
  }

  private boolean hasOther(MailOwner than) {
    return connections.queue().hasOther(than)
        || worker.hasOtherDue(connections.server().owner(), than);
  }

  // One message may make a server break the connection, or be deferred because of its sender. Three
  // in a row do not. A sender that is refused permanently stays so until somebody acts.
  private static ServerFailure failureOfServer(AttemptResult result) {
    SendFailure known = result.attempt().failure();
    if (known == null) {
      throw new IllegalStateException("A server is suspected for no reason");
    }
    boolean lasting = known.code().equals(MessageSender.SENDER_REFUSED_FOR_GOOD);
    return new ServerFailure(known, lasting, result.attempt().reply());
  }

  private void pause(ServerFailure because) throws InterruptedException {
    connections.pause();
    recorder.store(Duration.ZERO);
    worker.pause(connections.server(), because);
    connections.wake();
  }
}
