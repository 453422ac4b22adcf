package org.postmeister.delivery;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps what has happened until the database takes it: a message that a server has taken must not
 * be sent again because the database was being restarted just then.
 */
@Component
public class DatabaseRetry {

  private static final Logger log = LoggerFactory.getLogger(DatabaseRetry.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  // Longer than a database needs to come back.
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Whether something failed only because the database is away, or somebody else was faster. */
  public static boolean isAway(Throwable failure) {
    return failure instanceof TransientDataAccessException
        || failure instanceof RecoverableDataAccessException
        || failure instanceof DataAccessResourceFailureException
        || failure instanceof TransactionException;
  }

  // Constraints and wrong statements stay as they are. What nobody can classify may be a database
  // that is on its way down.
  private static boolean isFinal(RuntimeException failure) {
    return failure instanceof NonTransientDataAccessException
        && !(failure instanceof NonTransientDataAccessResourceException)
        && !(failure instanceof UncategorizedDataAccessException);
  }

  /**
   * Does something that does no harm when it is done twice, until it works.
   *
   * @throws DataAccessException if the database will never take it, or has not for minutes
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
        log.warn("The database does not take the results of a lane: {}", e.getMessage());
        Thread.sleep(PAUSE);
      }
    }
  }
}
