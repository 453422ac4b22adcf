package org.postmeister.common.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DatabaseWatchTest {

  private @Nullable SQLException failure;
  private int asked;
  private final DriverManagerDataSource database =
      new DriverManagerDataSource("jdbc:h2:mem:watch;DB_CLOSE_DELAY=-1") {
        @Override
        public Connection getConnection() throws SQLException {
          asked++;
          if (failure != null) {
            throw failure;
          }
          return super.getConnection();
        }
      };
  private final DatabaseWatch watch =
      new DatabaseWatch(
          new DatabaseWrites(database, new DatabaseRepetition(List.of(), Duration.ofMillis(1))),
          false);
  private final List<DatabaseWatch.State> told = new ArrayList<>();
  private final Runnable follower = () -> told.add(watch.state());

  @BeforeEach
  void schema() {
    new JdbcTemplate(database)
        .execute("CREATE TABLE IF NOT EXISTS DATABASECHANGELOGLOCK (ID int, LOCKED boolean)");
    asked = 0;
  }

  @AfterEach
  void stop() {
    watch.stop();
  }

  @Test
  void tellsOfChangesOnce() {
    watch.follow(follower);
    watch.look();
    assertThat(told).isEmpty();

    failure = new SQLException("--read-only", "HY000", 1290);
    watch.look();
    watch.look();
    assertThat(told).containsExactly(DatabaseWatch.State.READ_ONLY);

    // A Galera member without a majority.
    failure = new SQLException("WSREP has not yet prepared node", "08S01", 1047);
    watch.look();
    assertThat(told).last().isEqualTo(DatabaseWatch.State.AWAY);

    failure = null;
    watch.look();
    watch.look();
    assertThat(told)
        .containsExactly(
            DatabaseWatch.State.READ_ONLY, DatabaseWatch.State.AWAY, DatabaseWatch.State.WRITABLE);
  }

  @Test
  void onePageThatCannotBeToldDoesNotKeepItFromTheOthers() {
    List.<Runnable>of(
            follower,
            () -> {
              throw new IllegalStateException("gone");
            },
            () -> told.add(watch.state()))
        .forEach(watch::follow);
    failure = new SQLException("--read-only", "HY000", 1290);

    watch.look();

    assertThat(told).containsExactly(DatabaseWatch.State.READ_ONLY, DatabaseWatch.State.READ_ONLY);
  }

  @Test
  void asksOnceForAll() {
    watch.follow(follower);
    watch.follow(() -> told.add(watch.state()));
    watch.look();

    assertThat(asked).isEqualTo(1);
  }

  @Test
  void asksAndTellsNobodyWhileNobodyFollows() {
    watch.look();
    assertThat(asked).isZero();

    failure = new SQLException("--read-only", "HY000", 1290);
    watch.follow(follower);
    watch.look();
    watch.unfollow(follower);
    watch.look();

    assertThat(told).containsExactly(DatabaseWatch.State.READ_ONLY);
    assertThat(watch.state()).as("long ago").isEqualTo(DatabaseWatch.State.WRITABLE);
  }
}
