package org.postmeister.delivery.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.postmeister.delivery.DatabaseRetry;
import org.postmeister.delivery.store.AttemptResult;
import org.postmeister.delivery.store.AttemptResults;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.mailserver.MailOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Stores the results for one server's messages in small groups, since storing them one by one would
 * cost more than sending. Messages that were sent but not stored can be sent twice if this node
 * dies.
 */
final class ResultRecorder {

  private static final Logger log = LoggerFactory.getLogger(ResultRecorder.class);

  private static final int STORING_AT_ONCE = 2;

  private final MailOwner server;
  private final String claim;
  private final AttemptResults results;
  private final DatabaseRetry retry;
  private final Consumer<AttemptResult> tried;
  private final int group;
  private final List<AttemptResult> waiting = new ArrayList<>();
  private final Semaphore storing = new Semaphore(STORING_AT_ONCE);
  private long oldest;
  private volatile boolean superseded;

  /**
   * @param claim that the messages were claimed with
   * @param tried is told of what has been stored
   * @param group how many are stored together
   */
  ResultRecorder(
      MailOwner server,
      String claim,
      AttemptResults results,
      DatabaseRetry retry,
      Consumer<AttemptResult> tried,
      int group) {
    this.server = server;
    this.claim = claim;
    this.results = results;
    this.retry = retry;
    this.tried = tried;
    this.group = group;
  }

  /** Whether another node has taken over this node's claims. */
  boolean isSuperseded() {
    return superseded;
  }

  /** Whether something has not been stored yet. */
  boolean isWaiting() {
    synchronized (waiting) {
      return !waiting.isEmpty();
    }
  }

  /**
   * Adds a result, and stores a group when it is full.
   *
   * @param connection the number of the connection that it comes from
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
    // Whoever sends faster than results can be stored waits here: otherwise more could be sent
    // twice.
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

  /** Stores what has been waiting for that long. */
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

  // If the database rejects a result's texts, it is stored without them; otherwise its message, and
  // all that were tried with it, would be sent again and again.
  private void store(List<AttemptResult> several, int connection) throws InterruptedException {
    ClaimKey claimKey = new ClaimKey(server, connection);
    try {
      keepTrying(several, claimKey);
    } catch (DataIntegrityViolationException e) {
      log.error("The results of {} messages cannot be stored as they are", several.size(), e);
      for (AttemptResult result : several) {
        try {
          keepTrying(List.of(result), claimKey);
        } catch (DataIntegrityViolationException again) {
          keepTrying(List.of(result.withoutWords()), claimKey);
        }
      }
    }
  }

  private void keepTrying(List<AttemptResult> several, ClaimKey claimKey)
      throws InterruptedException {
    retry.keepTrying(() -> {
      List<AttemptResult> stored = results.record(claimKey, claim, several);
      stored.forEach(tried);
      superseded |= stored.size() < several.size() && results.areTakenOver(claim, several);
    });
  }
}
