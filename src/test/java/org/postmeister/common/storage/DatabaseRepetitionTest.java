package org.postmeister.common.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.retry.Retryable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.UncategorizedSQLException;

/** What is repeated, by what it was and how it failed. */
class DatabaseRepetitionTest {

  private final DatabaseRepetition repetition =
      new DatabaseRepetition(List.of(), Duration.ofMillis(1));
  private int tries;

  private static DataAccessException of(SQLException cause) {
    return new UncategorizedSQLException("update", "UPDATE", cause);
  }

  private static SQLException sql(String state, int code) {
    return new SQLException("failed", state, code);
  }

  static Stream<Arguments> failures() {
    SQLException lost = new SQLNonTransientConnectionException("broken pipe", "08000");
    return Stream.of(
        arguments("deadlock", of(sql("40001", 1213)), true, true, true),
        arguments("lock wait timeout", of(sql("HY000", 1205)), true, true, true),
        arguments("Galera's member is not ready", of(sql("08S01", 1047)), true, true, true),
        arguments("H2 waits for a lock", of(sql("HYT00", 50200)), true, true, true),
        arguments("H2's deadlock", of(sql("40001", 40001)), true, true, true),
        arguments("connection closed", of(lost), true, true, false),
        arguments("connection killed", of(sql("70100", 1927)), true, true, false),
        arguments(
            "another server",
            of(new SQLTransientConnectionException("reconnected", "25S03")),
            true,
            true,
            false),
        arguments("server stops", of(sql("08S01", 1053)), true, true, false),
        arguments(
            "closed while committing", new UncertainCommitException(lost), false, true, false),
        arguments(
            "the pool has none",
            of(new SQLTransientConnectionException("timed out", "08001", lost)),
            false,
            false,
            false),
        arguments("read-only", of(sql("HY000", 1290)), false, false, false),
        arguments("disk full", of(sql("HY000", 1114)), false, false, false),
        arguments(
            "stored by another",
            new DuplicateKeyException("twice", sql("23000", 1062)),
            false,
            false,
            false),
        arguments("a bug", new IllegalStateException("bug"), false, false, false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void repeatsWhatIsUndone(
      String name,
      RuntimeException failure,
      boolean transaction,
      boolean read,
      boolean singleChange) {
    assertThat(isRepeated(failure, repetition::ofTransaction)).as(name).isEqualTo(transaction);
    assertThat(isRepeated(failure, repetition::ofReading)).as(name).isEqualTo(read);
    assertThat(isRepeated(failure, repetition::ofSingleChange)).as(name).isEqualTo(singleChange);
  }

  @Test
  void givesUpWithTheFailureItself() {
    RuntimeException failure = of(sql("40001", 1213));

    Throwable thrown =
        catchThrowable(() ->
            repetition.ofTransaction(() -> {
              tries++;
              throw failure;
            }));

    assertThat(thrown).isSameAs(failure);
    assertThat(tries).isEqualTo(1 + DatabaseRepetition.MOST);
  }

  private interface Way {
    Object run(Retryable<Object> action) throws Throwable;
  }

  private boolean isRepeated(RuntimeException failure, Way way) {
    tries = 0;
    Throwable thrown =
        catchThrowable(() ->
            way.run(() -> {
              tries++;
              if (tries == 1) {
                throw failure;
              }
              return "done";
            }));
    assertThat(thrown).isSameAs(tries == 1 ? failure : null);
    return tries == 2;
  }
}
