package org.postmeister.common.storage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
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

  // MariaDB: lock wait timeout, deadlock (also what Galera's certification refuses), a row changed
  // since the snapshot, a Galera member that has left the majority or has not joined it yet.
  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final int DEADLOCK = 1213;
  private static final int CHANGED_SINCE_SNAPSHOT = 1020;
  private static final int WSREP_NOT_READY = 1047;
  // H2's lock timeout; its deadlock has a SQL state of class 40.
  private static final int H2_LOCK_TIMEOUT = 50200;
  private static final Set<Integer> CONFLICTS =
      Set.of(LOCK_WAIT_TIMEOUT, DEADLOCK, CHANGED_SINCE_SNAPSHOT, WSREP_NOT_READY, H2_LOCK_TIMEOUT);
  private static final String ROLLED_BACK = "40";

  // MariaDB: shutdown in progress, KILL CONNECTION.
  private static final Set<Integer> CONNECTION_ENDED = Set.of(1053, 1927);
  private static final String CONNECTION = "08";
  // MariaDB's driver has another connection, to another of several servers.
  private static final String RECONNECTED = "25S03";

  // MariaDB: --read-only, a read-only transaction, a read-only storage engine; H2.
  private static final Set<Integer> READ_ONLY = Set.of(1290, 1792, 1836, 90097);

  private static final int DEEPEST = 20;

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

  /**
   * Whether the database has undone the transaction, or the statement without one, because others
   * changed the same at that moment or it could not take part in its cluster: the same can be tried
   * again at once.
   */
  public static boolean isConflict(@Nullable Throwable failure) {
    SQLException cause = sqlCause(failure);
    return cause != null
        && (CONFLICTS.contains(cause.getErrorCode()) || hasState(cause, ROLLED_BACK));
  }

  /**
   * Whether a connection broke that had been there: the database closed it, or did not answer. What
   * was not committed is undone; whether a commit that was under way has happened, nobody knows.
   */
  public static boolean isConnectionLost(@Nullable Throwable failure) {
    SQLException cause = sqlCause(failure);
    return cause != null
        && (hasState(cause, RECONNECTED)
            || CONNECTION_ENDED.contains(cause.getErrorCode())
            // The other kind is of the pool, which has waited long enough.
            || (hasState(cause, CONNECTION)
                && !(cause instanceof SQLTransientConnectionException)));
  }

  /** Whether the database takes no changes at the moment, as during a fail-over. */
  public static boolean isReadOnly(@Nullable Throwable failure) {
    return hasCode(failure, READ_ONLY);
  }

  /**
   * What is told of a failure for which {@link #isOfDatabase} holds.
   *
   * @return a key of the texts
   */
  public static String messageKey(@Nullable Throwable failure) {
    return isReadOnly(failure) ? "problem.database_read_only" : "problem.database_unavailable";
  }

  static boolean hasCode(@Nullable Throwable failure, Set<Integer> codes) {
    SQLException cause = sqlCause(failure);
    return cause != null && codes.contains(cause.getErrorCode());
  }

  private static boolean hasState(SQLException failure, String stateClass) {
    return failure.getSQLState() != null && failure.getSQLState().startsWith(stateClass);
  }

  private static @Nullable SQLException sqlCause(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
      cause = cause.getCause();
    }
    return null;
  }
}
