package org.postmeister.common.storage;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** What a failure of the database means to whoever asked it for something. */
public final class DatabaseFailure {

  private DatabaseFailure() {}

  /**
   * Whether somebody else changed or created the same at this moment: the later of two creations,
   * too, and the victim of a deadlock.
   */
  public static boolean isConcurrentChange(@Nullable Throwable failure) {
    return failure instanceof ConcurrencyFailureException
        || failure instanceof DataIntegrityViolationException;
  }

  /** Whether the same may succeed later: the database is away, or somebody else was faster. */
  public static boolean isTemporary(@Nullable Throwable failure) {
    return failure instanceof TransientDataAccessException
        || failure instanceof RecoverableDataAccessException
        || failure instanceof DataAccessResourceFailureException
        || failure instanceof TransactionException;
  }

  /**
   * Whether the database did not do what it was asked to, for whatever reason but a wrong
   * statement: a full disk comes with as many codes as there are databases.
   */
  public static boolean isOfDatabase(@Nullable Throwable failure) {
    return failure instanceof TransactionException
        || (failure instanceof DataAccessException
            && !(failure instanceof InvalidDataAccessResourceUsageException));
  }
}
