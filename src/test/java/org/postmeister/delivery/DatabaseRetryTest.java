package org.postmeister.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.common.storage.DatabaseFailure;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What is tried again until the database is back, and what it would never take. */
class DatabaseRetryTest {

  private final DatabaseRetry retry = new DatabaseRetry(Duration.ofMillis(1));

  static Stream<RuntimeException> passing() {
    return Stream.of(
        new CannotAcquireLockException("locked"),
        new DataAccessResourceFailureException("gone"),
        new CannotGetJdbcConnectionException("refused"),
        new RecoverableDataAccessException("reconnect"),
        new UncategorizedSQLException("update", "UPDATE", new SQLException("going down")),
        new CannotCreateTransactionException("no connection"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void triesAgainWhatPasses(RuntimeException failure) throws InterruptedException {
    Queue<RuntimeException> failures = new ArrayDeque<>(List.of(failure));

    retry.keepTrying(() -> {
      if (!failures.isEmpty()) {
        throw failures.remove();
      }
    });

    assertThat(failures).isEmpty();
  }

  static Stream<RuntimeException> lasting() {
    return Stream.of(
        new DataIntegrityViolationException("constraint"),
        new DuplicateKeyException("twice"),
        new BadSqlGrammarException("update", "UPDAT", new SQLException("syntax")),
        new InvalidDataAccessApiUsageException("wrong"),
        new IllegalStateException("a bug"));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void throwsAtOnceWhatStays(RuntimeException failure) {
    int[] tries = new int[1];

    assertThatThrownBy(() ->
            retry.keepTrying(() -> {
              tries[0]++;
              throw failure;
            }))
        .isSameAs(failure);
    assertThat(tries[0]).isEqualTo(1);
  }

  @Test
  void knowsWhenTheDatabaseIsAway() {
    assertThat(passing().filter(failure -> !(failure instanceof UncategorizedSQLException)))
        .allMatch(DatabaseFailure::isTemporary);
    assertThat(lasting()).noneMatch(DatabaseFailure::isTemporary);
  }
}
