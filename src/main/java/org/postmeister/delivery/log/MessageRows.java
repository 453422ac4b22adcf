package org.postmeister.delivery.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.StoredEnum;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.DeliveryOptions;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageOrigin;
import org.postmeister.delivery.MessagePriority;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.delivery.store.DeliveryJson;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads the rows of messages and of their attempts. */
@Component
class MessageRows {

  static final SendFailure UNREADABLE = new SendFailure(SendStep.DATA, "unreadable");

  private static final Logger log = LoggerFactory.getLogger(MessageRows.class);

  private final DeliveryJson json;
  private final Clock clock;

  MessageRows(DeliveryJson json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /**
   * A message as its row says.
   *
   * @param waits whether something that is not in the row may be in its way
   */
  record Stored(Message message, boolean waits) {}

  // A message that cannot be read must not hide the others.
  Stored stored(ResultSet row) throws SQLException {
    try {
      return readable(row);
    } catch (SQLException | RuntimeException e) {
      log.warn("Message {} cannot be read", row.getLong("id"), e);
      return new Stored(unreadable(row), false);
    }
  }

  private Message unreadable(ResultSet row) throws SQLException {
    return new Message(
        row.getLong("id"),
        new MailOwner(row.getString("owner")),
        MessageStatus.REFUSED,
        null,
        null,
        UtcTime.of(row, "accepted_at"),
        UtcTime.find(row, "ended_at"),
        null,
        row.getInt("attempts"),
        row.getInt("uncertain"),
        options(row),
        row.getString("message_id"),
        row.getString("subject"),
        json.recipients(row.getString("recipients")),
        row.getLong("size"),
        row.getBoolean("confidential"),
        null,
        UNREADABLE);
  }

  private Stored readable(ResultSet row) throws SQLException {
    MessageStatus status = MessageStatus.valueOf(row.getString("status"));
    boolean claimed = row.getString("claim") != null;
    String serverKey = row.getString("lane");
    return new Stored(
        new Message(
            row.getLong("id"),
            new MailOwner(row.getString("owner")),
            status,
            reason(status, isScheduled(row, claimed)),
            claimed ? null : UtcTime.find(row, "due_at"),
            UtcTime.of(row, "accepted_at"),
            UtcTime.find(row, "ended_at"),
            serverKey == null || serverKey.equals(ClaimKey.NOWHERE)
                ? null
                : new MailOwner(serverKey),
            row.getInt("attempts"),
            row.getInt("uncertain"),
            options(row),
            row.getString("message_id"),
            row.getString("subject"),
            json.recipients(row.getString("recipients")),
            row.getLong("size"),
            row.getBoolean("confidential"),
            origin(row),
            json.failure(row.getString("failure"))),
        status.isWaiting() && !claimed);
  }

  private static @Nullable MessageOrigin origin(ResultSet row) throws SQLException {
    String via = row.getString("via");
    return via == null
        ? null
        : new MessageOrigin(
            StoredEnum.of(MessageOrigin.Via.class, via, MessageOrigin.Via.CONSOLE),
            row.getString("client"));
  }

  // Before its first attempt, a message waits for nothing else.
  private boolean isScheduled(ResultSet row, boolean claimed) throws SQLException {
    Instant due = UtcTime.find(row, "due_at");
    return !claimed && row.getInt("attempts") == 0 && due != null && due.isAfter(clock.instant());
  }

  private static @Nullable WaitingReason reason(MessageStatus stored, boolean scheduled) {
    if (stored == MessageStatus.QUEUED && scheduled) {
      return WaitingReason.SCHEDULED;
    }
    return stored == MessageStatus.DEFERRED ? WaitingReason.RETRY : null;
  }

  Attempt attempt(ResultSet row) throws SQLException {
    return new Attempt(
        UtcTime.of(row, "at"),
        Duration.ofMillis(row.getLong("millis")),
        StoredEnum.of(MessageStatus.class, row.getString("outcome"), MessageStatus.DEFERRED),
        new MailOwner(row.getString("via")),
        row.getString("server"),
        json.failure(row.getString("failure")),
        row.getBoolean("uncertain"),
        row.getBoolean("of_server"),
        row.getString("reply"),
        row.getString("enhanced"),
        json.lines(row.getString("transcript")),
        row.getString("node"));
  }

  private static DeliveryOptions options(ResultSet row) throws SQLException {
    return new DeliveryOptions(
        MessagePriority.of(row.getInt("priority")),
        null,
        UtcTime.find(row, "expires_at"),
        row.getBoolean("at_most_once"));
  }
}
