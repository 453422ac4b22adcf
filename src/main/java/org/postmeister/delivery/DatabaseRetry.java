package org.postmeister.delivery;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
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
 * Keeps results until the database accepts them: a message that a server has accepted must not be
 * sent again because the database was restarting at that moment.
 */
@Component
public class DatabaseRetry {

  private static final Logger log = LoggerFactory.getLogger(DatabaseRetry.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  // Longer than a database needs to restart.
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /**
   * Whether something failed only because the database is unavailable or somebody else was faster.
   */
  public static boolean isAway(Throwable failure) {
    return failure instanceof TransientDataAccessException
        || failure instanceof RecoverableDataAccessException
        || failure instanceof DataAccessResourceFailureException
        || failure instanceof TransactionException;
  }

  private final RetryTemplate template =
      new RetryTemplate(
          RetryPolicy.builder()
              .predicate(DatabaseRetry::mayPass)
              .delay(PAUSE)
              .maxRetries(Long.MAX_VALUE)
              .timeout(LONGEST)
              .build());

  DatabaseRetry() {
    template.setRetryListener(
        new RetryListener() {
          @Override
          public void beforeRetry(RetryPolicy policy, Retryable<?> retryable, RetryState state) {
            log.warn(
                "The database does not accept the results of a delivery task: {}",
                state.getLastException().getMessage());
          }
        });
  }

  // Violated constraints and wrong statements are permanent. An unclassified error may come from a
  // database that is shutting down.
  private static boolean mayPass(Throwable failure) {
    return failure instanceof TransactionException
        || (failure instanceof DataAccessException
            && !(failure instanceof NonTransientDataAccessException
                && !(failure instanceof NonTransientDataAccessResourceException)
                && !(failure instanceof UncategorizedDataAccessException)));
  }

  /**
   * Repeats an idempotent action until it succeeds.
   *
   * @throws DataAccessException if the database will never accept it, or has not for minutes
   */
  public void keepTrying(Runnable action) throws InterruptedException {
    try {
      template.execute(() -> {
        action.run();
        return true;
      });
    } catch (RetryException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("while the database was unavailable");
      }
      if (e.getLastException() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("An action throws nothing else", e);
    }
  }
}
