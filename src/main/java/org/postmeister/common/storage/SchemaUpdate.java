package org.postmeister.common.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import liquibase.Liquibase;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.ChangeSet.RunStatus;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.database.Database;
import liquibase.exception.DatabaseException;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.StartupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Creates and changes the tables when a node starts, or waits for another node that does. Liquibase
 * locks the row of a table for that; of two nodes on members of a Galera cluster that lock it at
 * the same moment, one is undone, and tries again here.
 */
final class SchemaUpdate extends SpringLiquibase {

  /**
   * What this version can read. The next number comes with a change of the database that the
   * version before cannot live with; that change also writes it to {@code schema_generation}.
   */
  static final int GENERATION = 1;

  private static final Logger log = LoggerFactory.getLogger(SchemaUpdate.class);

  // As Liquibase makes it, but in a way that nodes may do at the same moment: it looks for the
  // table, makes it, and empties it before it adds the row, perhaps after another node locked that.
  private static final List<String> LOCK =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS DATABASECHANGELOGLOCK (
            ID INT NOT NULL,
            LOCKED TINYINT(1) NOT NULL,
            LOCKGRANTED DATETIME NULL,
            LOCKEDBY VARCHAR(255) NULL,
            CONSTRAINT PK_DATABASECHANGELOGLOCK PRIMARY KEY (ID))
          """,
          "INSERT IGNORE INTO DATABASECHANGELOGLOCK (ID, LOCKED) VALUES (1, 0)");

  /** Repeats what conflicted with another node that starts at the same moment. */
  static final RetryTemplate RETRY =
      new RetryTemplate(
          RetryPolicy.builder()
              .predicate(DatabaseFailure::isConflict)
              .maxRetries(10)
              .delay(Duration.ofMillis(300))
              .jitter(Duration.ofMillis(200))
              .build());

  private @Nullable SchemaLock lock;

  @Override
  public void afterPropertiesSet() throws LiquibaseException {
    try (SchemaLock taken = SchemaLock.take(getDataSource())) {
      run(taken);
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  void run(SchemaLock taken) throws SQLException, LiquibaseException {
    lock = taken;
    requireReadable();
    taken.begin();
    update();
    taken.finish();
  }

  @Override
  protected Liquibase createLiquibase(Connection connection) throws LiquibaseException {
    Liquibase liquibase = super.createLiquibase(connection);
    liquibase.setChangeExecListener(
        new AbstractChangeExecListener() {
          @Override
          public void willRun(
              ChangeSet change, DatabaseChangeLog changes, Database database, RunStatus status) {
            if (lock != null && !lock.isHeld()) {
              throw new StartupException(
                  "Another node changes the structure of the database: this one stood still for so"
                      + " long that it was taken for dead.",
                  "Start this node again.");
            }
          }
        });
    return liquibase;
  }

  private void requireReadable() throws SQLException {
    try (Connection connection = getDataSource().getConnection()) {
      requireReadable(connection);
    }
  }

  private static void requireReadable(Connection connection) throws SQLException {
    if (!SchemaLock.exists("schema_generation", connection)) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT readable_from FROM schema_generation")) {
      if (row.next() && row.getInt(1) > GENERATION) {
        throw new StartupException(
            "The database has been changed by a newer version of Postmeister, and this version"
                + " cannot read it.",
            "Start the newer version, or restore the backup that was made before it was"
                + " installed.");
      }
    }
  }

  private void update() throws LiquibaseException {
    try {
      RETRY.execute(() -> {
        try {
          makeLock();
          super.afterPropertiesSet();
          return true;
        } catch (LiquibaseException | SQLException e) {
          log.debug("The tables could not be created or changed", e);
          throw e;
        }
      });
    } catch (RetryException e) {
      switch (e.getCause()) {
        case LiquibaseException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case SQLException failure -> throw new DatabaseException(failure);
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private void makeLock() throws SQLException {
    try (Connection connection = getDataSource().getConnection();
        Statement statement = connection.createStatement()) {
      if (SchemaLock.isMariaDb(connection) && !hasLock(statement)) {
        for (String sql : LOCK) {
          statement.execute(sql);
        }
      }
    }
  }

  private static boolean hasLock(Statement statement) throws SQLException {
    try (ResultSet tables = statement.executeQuery("SHOW TABLES LIKE 'DATABASECHANGELOGLOCK'")) {
      if (!tables.next()) {
        return false;
      }
    }
    try (ResultSet rows = statement.executeQuery("SELECT ID FROM DATABASECHANGELOGLOCK")) {
      return rows.next();
    }
  }
}
