package org.postmeister.delivery.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import liquibase.change.custom.CustomTaskChange;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.CustomChangeException;
import liquibase.exception.DatabaseException;
import liquibase.exception.ValidationErrors;
import liquibase.resource.ResourceAccessor;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Enters the recipients of messages that were stored before there was an index of them. */
public class RecipientsOfStoredMessages implements CustomTaskChange {

  private static final int AT_ONCE = 1000;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Logger log = LoggerFactory.getLogger(RecipientsOfStoredMessages.class);

  @Override
  public void execute(Database database) throws CustomChangeException {
    Connection connection = ((JdbcConnection) database.getConnection()).getUnderlyingConnection();
    try {
      Long last = 0L;
      do {
        last = enterAfter(last, connection);
        // So that no transaction becomes too large. It can be repeated: rows are replaced.
        database.getConnection().commit();
      } while (last != null);
    } catch (SQLException | DatabaseException e) {
      throw new CustomChangeException("The recipients of stored messages cannot be entered", e);
    }
  }

  /** Returns the last id; null if there are no more. */
  private static @Nullable Long enterAfter(long id, Connection connection) throws SQLException {
    Long last = null;
    try (PreparedStatement read =
            connection.prepareStatement(
                "SELECT id, recipients FROM message WHERE id > ? ORDER BY id LIMIT " + AT_ONCE);
        PreparedStatement forget =
            connection.prepareStatement("DELETE FROM message_recipient WHERE message = ?");
        PreparedStatement enter =
            connection.prepareStatement(
                "INSERT INTO message_recipient (address_hash, message) VALUES (?, ?)")) {
      read.setLong(1, id);
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          last = rows.getLong("id");
          forget.setLong(1, last);
          forget.addBatch();
          for (long hash : hashes(last, rows.getString("recipients"))) {
            enter.setLong(1, hash);
            enter.setLong(2, last);
            enter.addBatch();
          }
        }
      }
      if (last != null) {
        forget.executeBatch();
        enter.executeBatch();
      }
    }
    return last;
  }

  private static long[] hashes(long id, String recipients) {
    try {
      return JSON.readTree(recipients)
          .valueStream()
          .map(recipient -> recipient.path("address"))
          .filter(JsonNode::isString)
          .map(address -> EmailAddress.stored(address.stringValue()))
          .mapToLong(MessageSearchIndex::hash)
          .distinct()
          .toArray();
    } catch (JacksonException e) {
      // As everywhere: one that cannot be read must not hold up the others.
      log.warn("The recipients of message {} cannot be read: it is not found by them", id, e);
      return new long[0];
    }
  }

  @Override
  public String getConfirmationMessage() {
    return "The recipients of stored messages are entered";
  }

  @Override
  public void setUp() {
    // Nothing to prepare.
  }

  @Override
  public void setFileOpener(ResourceAccessor resources) {
    // Reads no files.
  }

  @Override
  public @Nullable ValidationErrors validate(Database database) {
    return null;
  }
}
