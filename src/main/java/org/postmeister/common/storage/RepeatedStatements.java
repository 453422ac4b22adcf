package org.postmeister.common.storage;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.Retryable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Repeats single statements that are executed without a transaction ({@link DatabaseRepetition}).
 */
final class RepeatedStatements extends JdbcTemplate {

  private final DatabaseRepetition repetition;

  RepeatedStatements(DataSource dataSource, DatabaseRepetition repetition) {
    super(dataSource);
    this.repetition = repetition;
  }

  @Override
  public <T extends @Nullable Object> T query(
      PreparedStatementCreator creator,
      @Nullable PreparedStatementSetter setter,
      ResultSetExtractor<T> extractor) {
    if (isInTransaction()) {
      return super.query(creator, setter, extractor);
    }
    // Rows may have been handed on by then, which must not come twice.
    boolean[] begun = new boolean[1];
    ResultSetExtractor<T> noting =
        rows -> {
          begun[0] = true;
          return extractor.extractData(rows);
        };
    Supplier<T> told =
        unchecked(() ->
            repetition.ofReading(() -> {
              try {
                T result = super.query(creator, setter, noting);
                return () -> result;
              } catch (RuntimeException e) {
                if (!begun[0]) {
                  throw e;
                }
                return () -> {
                  throw e;
                };
              }
            }));
    return told.get();
  }

  @Override
  protected int update(PreparedStatementCreator creator, @Nullable PreparedStatementSetter setter) {
    return isInTransaction()
        ? super.update(creator, setter)
        : unchecked(() -> repetition.ofSingleChange(() -> super.update(creator, setter)));
  }

  private static boolean isInTransaction() {
    return TransactionSynchronizationManager.isSynchronizationActive();
  }

  private static <T> T unchecked(Retryable<T> action) {
    try {
      return action.execute();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("Statements throw no checked exceptions", e);
    }
  }
}
