package org.postmeister.delivery;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps results until the database accepts them: a message that a server has accepted must not be
 * sent again because the database was restarting at that moment.
 */
@Component
public class DatabaseRetry {

  private static final Logger log = LoggerFactory.getLogger(DatabaseRetry.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  // Longer than a database needs to restart.
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Duration pause;

  public DatabaseRetry() {
    this(PAUSE);
  }

  /**
   * @param pause between two tries
   */
  DatabaseRetry(Duration pause) {
    this.pause = pause;
  }

  // Violated constraints and wrong statements are permanent. An unclassified error may come from a
  // database that is shutting down.
  private static boolean isFinal(RuntimeException failure) {
    return failure instanceof NonTransientDataAccessException
        && !(failure instanceof NonTransientDataAccessResourceException)
        && !(failure instanceof UncategorizedDataAccessException);
  }

  /**
   * Repeats an idempotent action until it succeeds.
   *
   * @throws DataAccessException if the database will never accept it, or has not for minutes
   */
  public void keepTrying(Runnable action) throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      try {
        action.run();
        return;
      } catch (DataAccessException | TransactionException e) {
        if (isFinal(e) || System.nanoTime() - begun > LONGEST.toNanos()) {
          throw e;
        }
        log.warn("The database does not accept the results of a delivery task: {}", e.getMessage());
        Thread.sleep(pause);
      }
    }
  }
}
