package org.postmeister.common.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;

class DatabaseFailureTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new DuplicateKeyException("created meanwhile"), true, false, true),
        arguments(new CannotAcquireLockException("deadlock"), true, true, true),
        arguments(new QueryTimeoutException("slow"), false, true, true),
        arguments(new RecoverableDataAccessException("cut"), false, true, true),
        arguments(new DataAccessResourceFailureException("down"), false, true, true),
        arguments(new CannotCreateTransactionException("down"), false, true, true),
        arguments(
            new UncategorizedSQLException("insert", "INSERT", new SQLException("disk full")),
            false,
            false,
            true),
        arguments(
            new BadSqlGrammarException("update", "UPDAT", new SQLException("syntax")),
            false,
            false,
            false),
        arguments(new IllegalStateException("a bug"), false, false, false));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsThemApart(
      RuntimeException failure, boolean concurrent, boolean temporary, boolean ofDatabase) {
    assertThat(DatabaseFailure.isConcurrentChange(failure)).isEqualTo(concurrent);
    assertThat(DatabaseFailure.isTemporary(failure)).isEqualTo(temporary);
    assertThat(DatabaseFailure.isOfDatabase(failure)).isEqualTo(ofDatabase);
  }
}
