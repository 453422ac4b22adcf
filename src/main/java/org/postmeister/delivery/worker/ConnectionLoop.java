package org.postmeister.delivery.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.server.QueuedMessage;
import org.postmeister.delivery.store.ClaimedMessage;
import org.postmeister.mailserver.MailOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a server, on its own thread: it sends message after message as long as there
 * are any. Another thread can cut it as long as the content has not been handed over.
 */
final class ConnectionLoop implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(ConnectionLoop.class);

  private final ServerConnections connections;
  private final MessageSender.Session session;
  private final int number;
  private volatile @Nullable Thread thread;

  // The following fields are guarded by this.
  private @Nullable QueuedMessage current;
  private MessageSender.Prepared.@Nullable Ready ready;
  private @Nullable QueuedMessage next;
  private MessageSender.Prepared.@Nullable Ready nextReady;
  private long since;
  private boolean ended;
  private volatile boolean gaveUp;
  private volatile boolean proved;

  /**
   * @param number of the connection among those of the server, from 0
   */
  ConnectionLoop(ServerConnections connections, MessageSender.Session session, int number) {
    this.connections = connections;
    this.session = session;
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Messages that the server accepted over this connection before the latest. */
  int sentBefore() {
    return session.sentBefore();
  }

  /** Whether a message has been sent over it. */
  boolean isProved() {
    return proved;
  }

  /** The next message is sent over a new connection. */
  void renew() {
    proved = false;
    session.drop();
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try (session) {
      QueuedMessage message = connections.nextMessage(this);
      while (message != null) {
        message = send(message) ? following() : null;
      }
    } catch (InterruptedException e) {
      log.debug("A connection has been ended", e);
    } catch (RuntimeException | Error e) {
      connections.failed(e);
    } finally {
      synchronized (this) {
        ended = true;
      }
      giveNextBack();
      connections.ended(this);
    }
  }

  private @Nullable QueuedMessage following() throws InterruptedException {
    if (connections.isLeft()) {
      return null;
    }
    QueuedMessage known;
    synchronized (this) {
      known = next;
      next = null;
    }
    return known == null ? connections.nextMessage(this) : known;
  }

  /** Whether this connection may go on. */
  private boolean send(QueuedMessage message) throws InterruptedException {
    MessageSender.Prepared prepared;
    try {
      if (!connections.isStillForIt(message)) {
        return true;
      }
      if (!connections.mayHandOver(message)) {
        connections.queue().done(message);
        return true;
      }
      prepared =
          ready != null && ready.message().equals(message.message())
              ? ready
              : session.prepare(message.message(), connections.contentOf(message));
    } catch (RuntimeException e) {
      connections.putBack(message);
      throw e;
    }
    return switch (prepared) {
      case MessageSender.Prepared.Answered answered ->
          connections.outcomes().came(this, message, answered.outcome());
      case MessageSender.Prepared.Ready mail -> send(message, mail);
    };
  }

  private boolean send(QueuedMessage message, MessageSender.Prepared.Ready mail)
      throws InterruptedException {
    QueuedMessage announced = session.mayAnnounce() ? connections.messageToAnnounce(this) : null;
    MessageSender.Prepared.Ready announcedMail = prepared(announced);
    if (announcedMail == null) {
      announced = null;
    }
    synchronized (this) {
      current = message;
      ready = mail;
      next = announced;
      nextReady = announcedMail;
      since = System.nanoTime();
    }
    if (connections.isLeft()) {
      // Too late to be cut, and not cut before.
      done();
      connections.putBack(message);
      return false;
    }
    AttemptOutcome outcome;
    try {
      outcome = session.send(mail, announcedMail);
    } catch (InterruptedException e) {
      done();
      connections.wasCut(message, gaveUp);
      return false;
    }
    done();
    proved = outcome.serverFailure() == null && outcome.isTaken();
    return connections.outcomes().came(this, message, outcome);
  }

  private MessageSender.Prepared.@Nullable Ready prepared(@Nullable QueuedMessage announced)
      throws InterruptedException {
    if (announced == null) {
      return null;
    }
    try {
      if (!connections.isStillForIt(announced)) {
        return null;
      }
    } catch (RuntimeException e) {
      connections.putBack(announced);
      throw e;
    }
    if (session.prepare(announced.message(), connections.contentOf(announced))
        instanceof MessageSender.Prepared.Ready mail) {
      return mail;
    }
    connections.putBack(announced);
    return null;
  }

  private synchronized void done() {
    current = null;
    ready = nextReady;
    // The cut came too late.
    Thread.interrupted();
  }

  /** Releases the message that is queued behind the one being sent. */
  void giveNextBack() {
    QueuedMessage left;
    synchronized (this) {
      left = next;
      next = null;
    }
    if (left != null) {
      connections.putBack(left);
    }
  }

  /** How long the current message has been under way, in nanoseconds; 0 if there is none. */
  synchronized long busyFor(long now) {
    return current == null ? 0 : now - since;
  }

  /** The owner of the current message if it has been under way for so long; otherwise empty. */
  synchronized Optional<MailOwner> slowOwner(Duration slow) {
    return current == null || System.nanoTime() - since <= slow.toNanos()
        ? Optional.empty()
        : Optional.of(current.message().owner());
  }

  /** Whether it is sending such a message. */
  synchronized boolean isSending(Predicate<ClaimedMessage> which) {
    return current != null && which.test(current.message());
  }

  /** The same for a server that has kept this node waiting too long; it is then left alone. */
  synchronized boolean giveUp() {
    gaveUp = cut();
    return gaveUp;
  }

  /** Ends what is being done, unless the server already has the whole message. */
  synchronized boolean cut() {
    Thread running = thread;
    if (current == null || ready == null || running == null || ended) {
      return false;
    }
    if (!ready.mail().handOver().cancel()) {
      return false;
    }
    running.interrupt();
    return true;
  }
}
