package org.postmeister.common.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one node after the other change the database at the start. The lock of Liquibase itself is a
 * row, which a node that is killed leaves behind for ever; this one MariaDB holds for as long as
 * the node's connection lives. On a Galera cluster, whose members know nothing of each other's
 * locks, a lease is held besides.
 */
final class SchemaLock implements AutoCloseable {

  static final String WAITING =
      "Waiting for another node, which is changing the structure of the database";

  private static final int SECONDS = 5;
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(SchemaLock.class);

  private final Connection connection;
  private @Nullable SchemaLease lease;

  SchemaLock(Connection connection, @Nullable SchemaLease lease) {
    this.connection = connection;
    this.lease = lease;
  }

  /** Waits until no other node changes the database, and releases what a dead one has locked. */
  static SchemaLock take(DataSource source) throws SQLException {
    SchemaLock lock = new SchemaLock(source.getConnection(), null);
    try {
      lock.await(source);
      return lock;
    } catch (SQLException | RuntimeException e) {
      lock.close();
      throw e;
    } catch (InterruptedException e) {
      lock.close();
      Thread.currentThread().interrupt();
      throw new SQLException("Interrupted while waiting for another node", e);
    }
  }

  private void await(DataSource source) throws SQLException, InterruptedException {
    boolean othersEnded = isEmbedded(connection);
    if (isMariaDb(connection)) {
      lock(connection);
      if (isGalera(connection)) {
        lease = SchemaLease.take(source, SIGN_OF_LIFE);
        // Otherwise it may be of a node that works with Liquibase's lock alone: 0.1.0.
        othersEnded = lease.ownerDied();
      } else {
        othersEnded = true;
      }
    }
    if (othersEnded) {
      releaseLeft(connection);
    }
    if (lease != null) {
      lease.finish();
    }
  }

  /**
   * From now on the database is being changed. If that fails, nobody else does so before this node
   * is known to have ended, and what it has left locked is released.
   */
  void begin() {
    if (lease != null) {
      lease.begin();
    }
  }

  /** The database has been changed. */
  void finish() {
    if (lease != null) {
      lease.finish();
    }
  }

  /**
   * Whether no other node changes the database: on a Galera cluster, one that stood still for long
   * has been taken for dead.
   */
  boolean isHeld() {
    return lease == null || lease.isOwn();
  }

  @Override
  public void close() {
    if (lease != null) {
      lease.close();
    }
    // The connection goes back to its pool, where it lives on.
    try (connection) {
      if (isMariaDb(connection)) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("DO RELEASE_LOCK(CONCAT('postmeister ', DATABASE()))");
        }
      }
    } catch (SQLException e) {
      log.debug("The lock of the database's structure has ended with its connection", e);
    }
  }

  private static void lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT GET_LOCK(CONCAT('postmeister ', DATABASE()), ?)")) {
      statement.setInt(1, SECONDS);
      while (!isOne(statement)) {
        log.info(WAITING);
      }
    }
  }

  private static boolean isGalera(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM information_schema.global_variables"
                + " WHERE variable_name = 'WSREP_ON' AND variable_value = 'ON'")) {
      return isOne(statement);
    }
  }

  private static boolean isOne(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() && row.getInt(1) == 1;
    }
  }

  // Whoever was changing the database has ended without saying so.
  private static void releaseLeft(Connection connection) throws SQLException {
    if (!exists("DATABASECHANGELOGLOCK", connection)) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      String owner = "";
      try (ResultSet row =
          statement.executeQuery(
              "SELECT LOCKEDBY FROM DATABASECHANGELOGLOCK WHERE LOCKED = TRUE")) {
        if (!row.next()) {
          return;
        }
        owner = row.getString(1);
      }
      log.warn(
          "{} has ended while it was changing the structure of the database: its lock is released",
          owner);
      statement.executeUpdate(
          "UPDATE DATABASECHANGELOGLOCK SET LOCKED = FALSE, LOCKEDBY = NULL, LOCKGRANTED = NULL");
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    }
  }

  static boolean exists(String table, Connection connection) throws SQLException {
    for (String name : new String[] {table, table.toUpperCase(Locale.ROOT)}) {
      try (ResultSet tables =
          connection
              .getMetaData()
              .getTables(connection.getCatalog(), connection.getSchema(), name, null)) {
        if (tables.next()) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean isMariaDb(Connection connection) throws SQLException {
    return connection.getMetaData().getURL().startsWith("jdbc:mariadb:");
  }

  // Its file is open in one process only.
  private static boolean isEmbedded(Connection connection) throws SQLException {
    return connection.getMetaData().getURL().startsWith("jdbc:h2:file:");
  }
}
