package org.postmeister.delivery.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.postmeister.delivery.DatabaseRetry;
import org.postmeister.delivery.store.AttemptResult;
import org.postmeister.delivery.store.AttemptResults;
import org.postmeister.delivery.store.DeliveryTaskKey;
import org.postmeister.mailserver.MailOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Stores what came of the messages of one server, in small groups: one for each would cost more
 * than sending it. What has been sent and is not stored can be sent twice when this node dies.
 */
final class ResultRecorder {

  private static final Logger log = LoggerFactory.getLogger(ResultRecorder.class);

  private static final int STORING_AT_ONCE = 2;

  private final MailOwner server;
  private final String claim;
  private final AttemptResults results;
  private final DatabaseRetry retry;
  private final DeliveryMetrics metrics;
  private final int group;
  private final List<AttemptResult> waiting = new ArrayList<>();
  private final Semaphore storing = new Semaphore(STORING_AT_ONCE);
  private long oldest;
  private volatile boolean superseded;

  /**
   * @param claim that the messages were taken with
   * @param group so many are stored together
   */
  ResultRecorder(
      MailOwner server,
      String claim,
      AttemptResults results,
      DatabaseRetry retry,
      DeliveryMetrics metrics,
      int group) {
    this.server = server;
    this.claim = claim;
    this.results = results;
    this.retry = retry;
    this.metrics = metrics;
    this.group = group;
  }

  /** Whether another node has taken over what was taken here. */
  boolean isSuperseded() {
    return superseded;
  }

  /** Whether there is something that is not stored yet. */
  boolean isWaiting() {
    synchronized (waiting) {
      return !waiting.isEmpty();
    }
  }

  /**
   * Keeps a result, and stores a group when there is one.
   *
   * @param connection the number of the one that it comes from
   */
  void add(AttemptResult result, int connection) throws InterruptedException {
    synchronized (waiting) {
      if (waiting.isEmpty()) {
        oldest = System.nanoTime();
      }
      waiting.add(result);
      if (waiting.size() < group) {
        return;
      }
    }
    // Whoever sends faster than can be stored waits here: else more could be sent twice.
    storing.acquire();
    try {
      List<AttemptResult> full = take(group);
      if (!full.isEmpty()) {
        store(full, connection);
      }
    } finally {
      storing.release();
    }
  }

  /** The oldest that wait, if there are so many. */
  private List<AttemptResult> take(int least) {
    synchronized (waiting) {
      if (waiting.size() < least) {
        return List.of();
      }
      List<AttemptResult> oldestOnes = waiting.subList(0, Math.min(group, waiting.size()));
      List<AttemptResult> taken = List.copyOf(oldestOnes);
      oldestOnes.clear();
      oldest = System.nanoTime();
      return taken;
    }
  }

  /** Stores what has been waiting for so long. */
  void store(Duration olderThan) throws InterruptedException {
    synchronized (waiting) {
      if (waiting.isEmpty() || System.nanoTime() - oldest < olderThan.toNanos()) {
        return;
      }
    }
    storing.acquire();
    try {
      for (List<AttemptResult> old = take(1); !old.isEmpty(); old = take(1)) {
        store(old, 0);
      }
    } finally {
      storing.release();
    }
  }

  // What the database does not take of one result is left out of that one; else its message, and
  // all that were tried with it, would be sent again and again.
  private void store(List<AttemptResult> several, int connection) throws InterruptedException {
    DeliveryTaskKey lane = new DeliveryTaskKey(server, connection);
    try {
      keepTrying(several, lane);
    } catch (DataIntegrityViolationException e) {
      log.error("The results of {} messages cannot be stored as they are", several.size(), e);
      for (AttemptResult result : several) {
        try {
          keepTrying(List.of(result), lane);
        } catch (DataIntegrityViolationException again) {
          keepTrying(List.of(result.withoutWords()), lane);
        }
      }
    }
  }

  private void keepTrying(List<AttemptResult> several, DeliveryTaskKey lane)
      throws InterruptedException {
    retry.keepTrying(() -> {
      List<AttemptResult> stored = results.record(lane, claim, several);
      stored.forEach(metrics::tried);
      superseded |= stored.size() < several.size() && results.areTakenOver(claim, several);
    });
  }
}
