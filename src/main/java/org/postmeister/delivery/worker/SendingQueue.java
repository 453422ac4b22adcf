package org.postmeister.delivery.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.server.QueuedMessage;
import org.postmeister.mailserver.MailOwner;

/** Claimed messages of one server, in the order in which they should be sent. */
final class SendingQueue {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Deque<QueuedMessage> messages = new ArrayDeque<>();
  // Taken from this queue, and still without a result.
  private final Set<QueuedMessage> handedOut = new HashSet<>();
  private int waiting;
  private boolean closed;

  void add(List<QueuedMessage> taken) {
    lock.lock();
    try {
      messages.addAll(taken);
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts back a message that was not sent.
   *
   * @param first whether it is next again; otherwise others are tried before it
   */
  void putBack(QueuedMessage message, boolean first) {
    lock.lock();
    try {
      handedOut.remove(message);
      if (first) {
        messages.addFirst(message);
      } else {
        messages.addLast(message);
      }
      added.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next message, null if there is none in time.
   *
   * @param avoided owner whose messages come last, null for nobody
   * @param excluded owners whose messages stay
   */
  @Nullable QueuedMessage poll(
      @Nullable MailOwner avoided, Set<MailOwner> excluded, Duration longest)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = longest.toNanos();
      waiting++;
      try {
        while (messages.isEmpty() && left > 0 && !closed) {
          left = added.awaitNanos(left);
        }
      } finally {
        waiting--;
      }
      QueuedMessage message = closed ? null : remove(avoided, excluded);
      if (message != null) {
        handedOut.add(message);
      }
      return message;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable QueuedMessage remove(@Nullable MailOwner avoided, Set<MailOwner> excluded) {
    if (avoided == null && excluded.isEmpty()) {
      return messages.pollFirst();
    }
    QueuedMessage last = null;
    for (QueuedMessage message : messages) {
      MailOwner owner = message.message().owner();
      if (!excluded.contains(owner)) {
        if (!owner.equals(avoided)) {
          last = message;
          break;
        }
        last = last == null ? message : last;
      }
    }
    if (last != null) {
      messages.remove(last);
    }
    return last;
  }

  /** A message taken from here has a result. */
  void done(QueuedMessage message) {
    lock.lock();
    try {
      handedOut.remove(message);
    } finally {
      lock.unlock();
    }
  }

  /** Whether another owner's message is waiting or being sent. */
  boolean hasOther(MailOwner than) {
    lock.lock();
    try {
      return Stream.concat(messages.stream(), handedOut.stream())
          .anyMatch(message -> !message.message().owner().equals(than));
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return messages.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many connections are waiting for a message. */
  int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** Removes those that match. */
  List<QueuedMessage> removeIf(Predicate<QueuedMessage> wanted) {
    lock.lock();
    try {
      List<QueuedMessage> removed = new ArrayList<>();
      messages.removeIf(message -> wanted.test(message) && removed.add(message));
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody gets any more messages. */
  void close() {
    lock.lock();
    try {
      closed = true;
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
