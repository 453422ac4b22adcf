package org.postmeister.common.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseWritesTest {

  private final Queue<SQLException> failures = new ArrayDeque<>();
  private final DriverManagerDataSource database =
      new DriverManagerDataSource("jdbc:h2:mem:writes;DB_CLOSE_DELAY=-1") {
        @Override
        public Connection getConnection() throws SQLException {
          if (!failures.isEmpty()) {
            throw failures.remove();
          }
          return super.getConnection();
        }
      };
  private final DatabaseWrites writes =
      new DatabaseWrites(database, new DatabaseRepetition(List.of(), Duration.ofMillis(1)));

  @BeforeEach
  void schema() {
    new JdbcTemplate(database)
        .execute("CREATE TABLE IF NOT EXISTS DATABASECHANGELOGLOCK (ID int, LOCKED boolean)");
  }

  private Status status() {
    Health health = writes.health();
    assertThat(health).isNotNull();
    return health.getStatus();
  }

  @Test
  void isNotReadyWhileTheDatabaseIsReadOnlyAndGoodAgainByItself(CapturedOutput output) {
    assertThat(status()).isEqualTo(Status.UP);
    failures.add(new SQLException("--read-only", "HY000", 1290));
    failures.add(new SQLException("--read-only", "HY000", 1290));

    assertThat(status()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(status()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(writes.isReadOnly()).isTrue();
    assertThat(output).containsOnlyOnce("The database is read-only");

    assertThat(status()).isEqualTo(Status.UP);
    assertThat(writes.isReadOnly()).isFalse();
    assertThat(output).containsOnlyOnce("takes changes again");
  }

  @Test
  void aClosedConnectionIsReplaced() {
    failures.add(new SQLNonTransientConnectionException("broken pipe", "08000"));

    assertThat(status()).isEqualTo(Status.UP);
  }

  @Test
  void isNotReadyWithoutADatabase() {
    failures.add(new SQLException("disk full", "HY000", 1114));

    assertThat(status()).isEqualTo(Status.DOWN);
  }
}
