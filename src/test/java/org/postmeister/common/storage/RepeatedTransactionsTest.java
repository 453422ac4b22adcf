package org.postmeister.common.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.TestDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What the database has undone happens nevertheless, and once. */
@PostmeisterTest
@ExtendWith(OutputCaptureExtension.class)
class RepeatedTransactionsTest {

  private static final int CONNECTIONS = 10;

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private AutowireCapableBeanFactory beans;

  private int tries;

  private void store(String name) {
    jdbc.sql(
            "INSERT INTO secret (owner, field, ciphertext, changed_at) VALUES ('test', ?, 'x',"
                + " '2026-01-01')")
        .param(name)
        .update();
  }

  private List<String> stored() {
    return jdbc.sql("SELECT field FROM secret WHERE owner = 'test' ORDER BY field")
        .query(String.class)
        .list();
  }

  private void failFirst() {
    tries++;
    if (tries == 1) {
      throw new CannotAcquireLockException("undone", new SQLException("deadlock", "40001", 1213));
    }
  }

  @Test
  void aTransactionIsRepeatedAsAWhole(CapturedOutput output) {
    transaction.executeWithoutResult(outer -> {
      store("outer" + tries);
      // Not this one alone: what came before is undone as well.
      transaction.executeWithoutResult(inner -> {
        store("inner" + tries);
        failFirst();
      });
    });

    assertThat(stored()).containsExactly("inner1", "outer1");
    assertThat(output).doesNotContain("deadlock");
  }

  @Test
  void soIsAMethod() {
    Changes changes =
        (Changes) beans.applyBeanPostProcessorsAfterInitialization(new Changes(), "changes");

    changes.make(() -> {
      store("made" + tries);
      failFirst();
    });

    assertThat(stored()).containsExactly("made1");
  }

  @Test
  void aLibraryWithItsOwnConnectionsIsNotTold() throws Exception {
    DataSource conflicting =
        new RepeatedConnections(
            new DriverManagerDataSource("jdbc:h2:mem:library") {
              @Override
              public Connection getConnection() throws SQLException {
                return conflictingOnce(super.getConnection());
              }
            },
            new DatabaseRepetition(List.of()));

    try (Connection connection = conflicting.getConnection();
        PreparedStatement statement = connection.prepareStatement("SELECT CAST(? AS int)")) {
      statement.setInt(1, 7);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(7);
      }
    }
    assertThat(tries).isEqualTo(2);
  }

  private Connection conflictingOnce(Connection real) {
    return proxy(
        Connection.class,
        real,
        result ->
            result instanceof PreparedStatement statement
                ? proxy(
                    PreparedStatement.class,
                    statement,
                    rows -> {
                      if (rows instanceof ResultSet) {
                        tries++;
                        if (tries == 1) {
                          throw new SQLException("deadlock", "40001", 1213);
                        }
                      }
                      return rows;
                    })
                : result);
  }

  private interface Changed {
    Object of(Object result) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, T real, Changed changed) {
    return type.cast(
        Proxy.newProxyInstance(
            RepeatedTransactionsTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> changed.of(method.invoke(real, arguments))));
  }

  static class Changes {

    @Transactional
    public void make(Runnable change) {
      change.run();
    }
  }

  @Test
  void whoConflictsInTheDatabaseIsNotTold() throws Exception {
    store("a");
    store("b");
    CyclicBarrier bothHaveOne = new CyclicBarrier(2);
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      var one = executor.submit(() -> lockBoth("a", "b", bothHaveOne));
      var other = executor.submit(() -> lockBoth("b", "a", bothHaveOne));
      int triesOfBoth = one.get() + other.get();

      assertThat(triesOfBoth).as("the one that was undone did it again").isGreaterThan(2);
    }
  }

  private int lockBoth(String first, String second, CyclicBarrier bothHaveOne) {
    int[] count = new int[1];
    transaction.executeWithoutResult(status -> {
      count[0]++;
      lock(first);
      if (count[0] == 1) {
        await(bothHaveOne);
      }
      lock(second);
    });
    return count[0];
  }

  private void lock(String name) {
    jdbc.sql("UPDATE secret SET ciphertext = 'y' WHERE owner = 'test' AND field = ?")
        .param(name)
        .update();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closedConnectionsAreReplaced() throws Exception {
    assumeTrue(TestDatabase.isMariaDb(), "Connections of the embedded database are not closed");
    for (int round = 0; round < 3; round++) {
      String name = "round" + round;
      useAllConnections();
      killAll();

      // Each may be given another of those that are gone.
      for (int i = 0; i < CONNECTIONS; i++) {
        assertThat(stored()).hasSize(round);
      }
      useAllConnections();
      killAll();
      transaction.executeWithoutResult(status -> store(name));
    }

    assertThat(stored()).containsExactly("round0", "round1", "round2");
  }

  // Just used, so that the pools believe in them.
  private void useAllConnections() throws Exception {
    CyclicBarrier all = new CyclicBarrier(CONNECTIONS);
    try (ExecutorService executor = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        var _ =
            executor.submit(() ->
                transaction.executeWithoutResult(status -> {
                  stored();
                  await(all);
                }));
      }
    }
  }

  private static String given(String variable, String otherwise) {
    return Objects.requireNonNullElse(System.getenv(variable), otherwise);
  }

  private static void killAll() throws SQLException {
    String url = given("SPRING_DATASOURCE_URL", TestDatabase.mariaDb());
    try (Connection connection =
            DriverManager.getConnection(
                url,
                given("SPRING_DATASOURCE_USERNAME", "root"),
                given("SPRING_DATASOURCE_PASSWORD", ""));
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT id FROM information_schema.processlist WHERE id <> connection_id()"
                    + " AND db = DATABASE()")) {
      while (rows.next()) {
        try (var kill = connection.createStatement()) {
          kill.execute("KILL CONNECTION " + rows.getLong("id"));
        }
      }
    }
  }

  @Test
  void aCommitWithoutAnAnswerIsNotRepeated() {
    TransactionTemplate onBreaking =
        new RepeatedTransactions.Template(
            new UndoneTransactions(new BreakingWhileCommitting()),
            new DatabaseRepetition(List.of()));

    assertThatThrownBy(() -> onBreaking.executeWithoutResult(status -> tries++))
        .isInstanceOf(UncertainCommitException.class);
    assertThat(tries).isEqualTo(1);
  }

  @Test
  void whatFailedFirstIsToldIfItCannotBeRolledBackEither() {
    TransactionTemplate onBreaking =
        new TransactionTemplate(new UndoneTransactions(new BreakingWhileCommitting()));

    assertThatThrownBy(() ->
            onBreaking.executeWithoutResult(status -> {
              throw new PessimisticLockingFailureException("first");
            }))
        .hasMessage("first");
  }

  /** Connections that break when a transaction ends. */
  private static final class BreakingWhileCommitting extends DriverManagerDataSource {

    BreakingWhileCommitting() {
      super("jdbc:h2:mem:breaking");
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection real = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("commit") || method.getName().equals("rollback")) {
                  throw new SQLNonTransientConnectionException("broken pipe", "08000");
                }
                try {
                  return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }
}
