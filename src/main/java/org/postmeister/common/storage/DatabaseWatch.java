package org.postmeister.common.storage;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Tells the pages that are open on this node when the database stops taking changes, and when it
 * takes them again. It is asked for all of them together, and only while there are any.
 */
@Component
public class DatabaseWatch {

  private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final DatabaseWrites writes;
  private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();
  private volatile State state = State.WRITABLE;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("database-watch").factory());

  /** What the database does with changes. */
  public enum State {
    WRITABLE,
    /** It answers, and refuses them, as during a fail-over. */
    READ_ONLY,
    AWAY
  }

  /**
   * @param background whether this node does anything that nobody has asked it for
   */
  DatabaseWatch(DatabaseWrites writes, @Value("${db-scheduler.enabled:true}") boolean background) {
    this.writes = writes;
    if (background) {
      Future<?> _ =
          looking.scheduleWithFixedDelay(
              this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** As it was seconds ago, if anybody follows. */
  public State state() {
    return state;
  }

  /**
   * Begins to follow.
   *
   * @param changed called on a thread of this class whenever the state is another one
   */
  public void follow(Runnable changed) {
    followers.add(changed);
  }

  public void unfollow(Runnable changed) {
    followers.remove(changed);
  }

  /** Asks the database, if anybody follows. */
  final void look() {
    try {
      // Who comes later is not told what was seen long ago.
      note(followers.isEmpty() ? State.WRITABLE : asked());
    } catch (RuntimeException e) {
      // An exception that escapes from here would end it for good.
      log.error("The pages could not be told about the database", e);
    }
  }

  private State asked() {
    RuntimeException refusal = writes.refusal();
    if (refusal == null) {
      return State.WRITABLE;
    }
    return DatabaseFailure.isReadOnly(refusal) ? State.READ_ONLY : State.AWAY;
  }

  /** Tells everybody, if that is new. */
  final void note(State now) {
    if (state != now) {
      state = now;
      followers.forEach(DatabaseWatch::tell);
    }
  }

  // One that cannot be told is not to keep it from the others.
  private static void tell(Runnable follower) {
    try {
      follower.run();
    } catch (RuntimeException e) {
      log.error("A page could not be told about the database", e);
    }
  }

  @PreDestroy
  void stop() {
    looking.shutdownNow();
  }
}
