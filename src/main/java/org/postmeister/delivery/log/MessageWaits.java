package org.postmeister.delivery.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.postmeister.mailserver.MailOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets requests wait until messages end, on whichever node that happens: one look into the database
 * for all of them, several times a second while anybody waits.
 */
@Component
class MessageWaits {

  /** Requests that may wait for messages of the same owner, and for messages altogether. */
  record Limits(int ofOwner, int all) {}

  private static final Logger log = LoggerFactory.getLogger(MessageWaits.class);

  private static final Limits LIMITS = new Limits(100, 1000);
  private static final long MILLIS_BETWEEN_LOOKS = 300;
  private static final int LOOKED_AT_ONCE = 500;

  private final UnaryOperator<Set<Long>> stillWaiting;
  private final Limits limits;
  private final Set<Wait> waits = new HashSet<>();
  private final Map<MailOwner, Integer> ofOwners = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean looking;

  @Autowired
  MessageWaits(MessageLog messages) {
    this(messages::stillWaiting, LIMITS);
  }

  /**
   * @param stillWaiting those of some messages that have not ended
   */
  MessageWaits(UnaryOperator<Set<Long>> stillWaiting, Limits limits) {
    this.stillWaiting = stillWaiting;
    this.limits = limits;
  }

  /** A request that waits; none equals another. */
  private static final class Wait {
    private final long message;
    private final CountDownLatch ended = new CountDownLatch(1);

    Wait(long message) {
      this.message = message;
    }
  }

  /**
   * Waits until a message has ended or been deleted, at most so long; less if Postmeister is being
   * stopped.
   *
   * @throws TooManyWaitingException if so many wait already
   */
  void await(long message, MailOwner owner, Duration longest) throws InterruptedException {
    Wait wait = new Wait(message);
    enter(wait, owner);
    try {
      wait.ended.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      leave(wait, owner);
    }
  }

  /** How many wait at the moment. */
  synchronized int count() {
    return waits.size();
  }

  private synchronized void enter(Wait wait, MailOwner owner) {
    int ofOwner = ofOwners.getOrDefault(owner, 0);
    if (ofOwner >= limits.ofOwner() || waits.size() >= limits.all()) {
      throw new TooManyWaitingException(ofOwner >= limits.ofOwner() ? ofOwner : waits.size());
    }
    waits.add(wait);
    ofOwners.put(owner, ofOwner + 1);
    if (stopped.getCount() == 0) {
      wait.ended.countDown();
    } else if (!looking) {
      looking = true;
      Thread.ofVirtual().name("message-waits").start(this::look);
    }
  }

  private synchronized void leave(Wait wait, MailOwner owner) {
    waits.remove(wait);
    ofOwners.computeIfPresent(owner, (same, count) -> count == 1 ? null : count - 1);
  }

  private void look() {
    try {
      while (!stopped.await(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
        List<Wait> now = current();
        if (now.isEmpty()) {
          return;
        }
        endOf(now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The next one to come starts looking again.
  private synchronized List<Wait> current() {
    looking = !waits.isEmpty();
    return List.copyOf(waits);
  }

  private void endOf(List<Wait> now) {
    try {
      Set<Long> remaining =
          stillWaiting(now.stream().map(wait -> wait.message).distinct().toList());
      now.stream()
          .filter(wait -> !remaining.contains(wait.message))
          .forEach(wait -> wait.ended.countDown());
    } catch (RuntimeException e) {
      // They are looked at again, and each gives up in time.
      log.warn("Whether messages have ended cannot be read", e);
    }
  }

  private Set<Long> stillWaiting(Collection<Long> messages) {
    List<Long> all = new ArrayList<>(messages);
    Set<Long> remaining = new HashSet<>();
    for (int i = 0; i < all.size(); i += LOOKED_AT_ONCE) {
      remaining.addAll(
          stillWaiting.apply(Set.copyOf(all.subList(i, Math.min(all.size(), i + LOOKED_AT_ONCE)))));
    }
    return remaining;
  }

  // Before the web server waits for requests to be answered.
  @EventListener
  synchronized void on(ContextClosedEvent closed) {
    stopped.countDown();
    waits.forEach(wait -> wait.ended.countDown());
  }
}
