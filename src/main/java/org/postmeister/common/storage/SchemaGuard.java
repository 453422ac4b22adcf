package org.postmeister.common.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.StartupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Around the changes that Liquibase makes to the database at the start: refuses a database that a
 * newer version has changed in a way that this one cannot read, and lets one node after the other
 * change it. The lock of Liquibase itself is a row, which a node that is killed leaves behind for
 * ever; here MariaDB holds a lock for as long as the node's connection lives.
 */
@Component
class SchemaGuard implements BeanPostProcessor {

  /**
   * What this version can read. The next number comes with a change of the database that the
   * version before cannot live with; that change also writes it to {@code schema_generation}.
   */
  static final int GENERATION = 1;

  private static final int SECONDS = 5;
  private static final Logger log = LoggerFactory.getLogger(SchemaGuard.class);

  private @Nullable Connection holder;

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof SpringLiquibase liquibase) {
      try {
        begin(liquibase.getDataSource());
      } catch (SQLException e) {
        throw new BeanCreationException(name, "The database cannot be looked at", e);
      }
    }
    return bean;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof SpringLiquibase && holder != null) {
      try {
        end(holder);
      } catch (SQLException e) {
        log.debug("The lock of the database's structure ends with its connection", e);
      }
      holder = null;
    }
    return bean;
  }

  private void begin(DataSource source) throws SQLException {
    Connection connection = source.getConnection();
    holder = connection;
    requireReadable(connection);
    boolean alone = isMariaDb(connection) ? lock(connection) : isEmbedded(connection);
    if (alone) {
      releaseLeft(connection);
    }
  }

  private static void end(Connection connection) throws SQLException {
    try (connection) {
      if (isMariaDb(connection)) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("DO RELEASE_LOCK(CONCAT('postmeister ', DATABASE()))");
        }
      }
    }
  }

  private static void requireReadable(Connection connection) throws SQLException {
    if (!exists("schema_generation", connection)) {
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

  /**
   * Waits until no other node changes the database.
   *
   * @return whether that is certain: members of a Galera cluster have no lock in common
   */
  private static boolean lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT GET_LOCK(CONCAT('postmeister ', DATABASE()), ?)")) {
      statement.setInt(1, SECONDS);
      while (!isOne(statement)) {
        log.info("Waiting for another node, which is changing the structure of the database");
      }
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM information_schema.global_variables"
                + " WHERE variable_name = 'WSREP_ON' AND variable_value = 'ON'")) {
      return !isOne(statement);
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

  private static boolean exists(String table, Connection connection) throws SQLException {
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

  private static boolean isMariaDb(Connection connection) throws SQLException {
    return connection.getMetaData().getURL().startsWith("jdbc:mariadb:");
  }

  // Its file is open in one process only.
  private static boolean isEmbedded(Connection connection) throws SQLException {
    return connection.getMetaData().getURL().startsWith("jdbc:h2:file:");
  }
}
