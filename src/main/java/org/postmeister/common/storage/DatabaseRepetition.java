package org.postmeister.common.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;

/**
 * Repeats what the database has undone through no fault of who asked for it: whole transactions
 * that conflicted with others, and whatever was not committed when the database closed the
 * connection. A few times and for seconds only, so that a request still gets its answer.
 */
final class DatabaseRepetition {

  private static final Logger log = LoggerFactory.getLogger(DatabaseRepetition.class);

  /** How often something is repeated. */
  static final int MOST = 7;

  private static final Duration FIRST = Duration.ofMillis(20);
  // Times the first pause.
  private static final int LONGEST = 100;
  // The pool waits as long for a connection; a request may take longer than both.
  private static final Duration ALTOGETHER = Duration.ofSeconds(30);

  private static final Duration RENEWED_EVERY = Duration.ofSeconds(5);

  private final List<HikariDataSource> pools;
  private final AtomicLong renewed = new AtomicLong(System.nanoTime() - RENEWED_EVERY.toNanos());
  private final RetryTemplate transactions;
  private final RetryTemplate reads;
  private final RetryTemplate singleChanges;

  /**
   * @param pools whose connections are renewed when one of them broke
   */
  DatabaseRepetition(List<HikariDataSource> pools) {
    this(pools, FIRST);
  }

  /**
   * @param pause before the first repetition
   */
  DatabaseRepetition(List<HikariDataSource> pools, Duration pause) {
    this.pools = pools;
    this.transactions = template(DatabaseRepetition::isUndone, pause);
    this.reads =
        template(
            failure ->
                DatabaseFailure.isConflict(failure) || DatabaseFailure.isConnectionLost(failure),
            pause);
    this.singleChanges = template(DatabaseFailure::isConflict, pause);
  }

  private static boolean isUndone(Throwable failure) {
    return DatabaseFailure.isConflict(failure)
        || (DatabaseFailure.isConnectionLost(failure)
            && !(failure instanceof UncertainCommitException));
  }

  private static RetryTemplate template(Predicate<Throwable> passing, Duration pause) {
    return new RetryTemplate(
        RetryPolicy.builder()
            .predicate(passing)
            .maxRetries(MOST)
            .delay(pause)
            // Who conflicts does not meet again.
            .jitter(pause.dividedBy(2))
            .multiplier(2.5)
            .maxDelay(pause.multipliedBy(LONGEST))
            .timeout(ALTOGETHER)
            .build());
  }

  /**
   * Runs a whole transaction, which must have no effects outside the database before it is
   * committed.
   */
  <T extends @Nullable Object> T ofTransaction(Retryable<T> transaction) throws Throwable {
    return repeat(transactions, transaction);
  }

  /** Runs what only reads, without a transaction. */
  <T extends @Nullable Object> T ofReading(Retryable<T> reading) throws Throwable {
    return repeat(reads, reading);
  }

  /**
   * Runs one statement that changes something, without a transaction: not again if the connection
   * broke, since it may have been executed.
   */
  <T extends @Nullable Object> T ofSingleChange(Retryable<T> change) throws Throwable {
    return repeat(singleChanges, change);
  }

  private <T extends @Nullable Object> T repeat(RetryTemplate template, Retryable<T> action)
      throws Throwable {
    try {
      return template.execute(() -> {
        try {
          return action.execute();
        } catch (RuntimeException | SQLException e) {
          note(e);
          throw e;
        }
      });
    } catch (RetryException e) {
      throw e.getCause();
    }
  }

  // A server that closed one connection, stands still, or takes no changes any more has the others
  // as well, and the pools would hand them out one after the other.
  private void note(Exception failure) {
    if (DatabaseFailure.isConflict(failure)) {
      log.debug("The database has undone something: {}", failure.getMessage());
    } else if (DatabaseFailure.isConnectionLost(failure)
        || (DatabaseFailure.isReadOnly(failure) && isDue())) {
      log.debug("Connections to the database are renewed: {}", failure.getMessage());
      for (HikariDataSource pool : pools) {
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        if (connections != null) {
          connections.softEvictConnections();
        }
      }
    }
  }

  // It may stay read-only for long, and is asked each second.
  private boolean isDue() {
    long now = System.nanoTime();
    long last = renewed.get();
    return now - last > RENEWED_EVERY.toNanos() && renewed.compareAndSet(last, now);
  }
}
