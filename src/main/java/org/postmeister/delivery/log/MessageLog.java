package org.postmeister.delivery.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.Folding;
import org.postmeister.common.storage.LikePattern;
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
import org.postmeister.delivery.store.StoredMessages;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads messages and their attempts; it does not check who may see them. */
@Repository
class MessageLog {

  // Ids are assigned a moment before the time of acceptance is visible to others.
  private static final Duration OUT_OF_ORDER = Duration.ofMinutes(5);

  private static final long FIRST_STRETCH = 10_000;
  private static final long GROWTH = 100;

  private static final Set<MessageStatus> WAITING =
      EnumSet.of(MessageStatus.QUEUED, MessageStatus.DEFERRED);

  private static final SendFailure UNREADABLE = new SendFailure(SendStep.DATA, "unreadable");

  private static final Logger log = LoggerFactory.getLogger(MessageLog.class);

  private final JdbcClient jdbc;
  private final DeliveryJson json;
  private final DeliveryBlockers blockers;
  private final Clock clock;

  MessageLog(JdbcClient jdbc, DeliveryJson json, DeliveryBlockers blockers, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.blockers = blockers;
    this.clock = clock;
  }

  /**
   * Newest first.
   *
   * @param before only messages older than this id; with an offset, all ids
   */
  List<Message> find(MessageQuery query, long before, int offset, int limit) {
    // MariaDB would start at an owner's newest message and walk past all that are not older:
    // searching a narrow range first makes it use the index.
    long stretch = offset == 0 && before != Long.MAX_VALUE ? FIRST_STRETCH : Long.MAX_VALUE;
    while (stretch < before) {
      List<Message> found = find(query, before - stretch, before, offset, limit);
      if (found.size() == limit) {
        return found;
      }
      stretch *= GROWTH;
    }
    return find(query, 0, before, offset, limit);
  }

  private List<Message> find(MessageQuery query, long from, long before, int offset, int limit) {
    DeliveryBlockers.Now now = blockers.now();
    Map<String, Object> values = new HashMap<>();
    String where = where(query, now, values);
    values.put("oldest", from);
    values.put("before", before);
    values.put("offset", offset);
    values.put("limit", limit);
    return finished(
        jdbc.sql(
                "SELECT * FROM message WHERE id >= :oldest AND id < :before"
                    + where
                    + " ORDER BY id DESC LIMIT :limit OFFSET :offset")
            .params(values)
            .query((row, number) -> stored(row))
            .list(),
        now);
  }

  /** How many there are, up to a limit beyond which counting is not worth it. */
  int count(MessageQuery query, int most) {
    Map<String, Object> values = new HashMap<>();
    String where = where(query, blockers.now(), values);
    values.put("most", most);
    return jdbc.sql(
            "SELECT COUNT(*) FROM (SELECT id FROM message WHERE id > 0"
                + where
                + " ORDER BY id DESC LIMIT :most) AS found")
        .params(values)
        .query(Integer.class)
        .single();
  }

  Optional<Message> find(long id) {
    return jdbc.sql("SELECT * FROM message WHERE id = ?")
        .param(id)
        .query((row, number) -> stored(row))
        .optional()
        .map(stored -> finished(stored, blockers.now()));
  }

  /** Those that exist. */
  List<Message> find(Collection<Long> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return finished(
        jdbc.sql("SELECT * FROM message WHERE id IN (:ids)")
            .param("ids", ids)
            .query((row, number) -> stored(row))
            .list(),
        blockers.now());
  }

  /** Those of them that have not ended. */
  Set<Long> stillWaiting(Set<Long> ids) {
    return jdbc.sql("SELECT id FROM message WHERE id IN (:ids) AND status IN (:waiting)")
        .param("ids", ids)
        .param("waiting", WAITING.stream().map(Enum::name).toList())
        .query((row, number) -> row.getLong("id"))
        .set();
  }

  /**
   * The id of the message with this header; empty if there is none.
   *
   * @param messageId with its angle brackets
   */
  Optional<Long> idOf(String messageId) {
    return jdbc.sql("SELECT id FROM message WHERE message_id = ?")
        .param(messageId)
        .query((row, number) -> row.getLong("id"))
        .optional();
  }

  /** Oldest first. */
  List<Attempt> attempts(long id) {
    return jdbc.sql("SELECT * FROM message_attempt WHERE message = ? ORDER BY id")
        .param(id)
        .query((row, number) -> attempt(row))
        .list();
  }

  private String where(MessageQuery query, DeliveryBlockers.Now now, Map<String, Object> values) {
    StringBuilder where = new StringBuilder();
    if (query.owners() != null) {
      where.append(" AND owner IN (:owners)");
      // A value that no message has.
      values.put(
          "owners",
          query.owners().isEmpty()
              ? Set.of("")
              : query.owners().stream().map(MailOwner::key).toList());
    }
    if (!query.statuses().isEmpty()) {
      where.append(" AND ").append(statuses(query.statuses(), now, values));
    }
    if (query.server() != null) {
      where.append(" AND lane = :server");
      values.put("server", query.server().key());
    }
    if (!query.text().isBlank()) {
      where.append(
          " AND (search_text LIKE :text ESCAPE '!'"
              + " OR (search_text LIKE :cut AND LOWER(recipients) LIKE :text ESCAPE '!'))");
      values.put("cut", StoredMessages.CUT + "%");
      values.put("text", LikePattern.contains(Folding.fold(query.text())));
    }
    if (query.from() != null) {
      where.append(" AND id >= :first AND accepted_at >= :from");
      values.put("first", firstId(query.from().minus(OUT_OF_ORDER)));
      values.put("from", UtcTime.toColumn(query.from()));
    }
    if (query.until() != null) {
      where.append(" AND accepted_at < :until");
      values.put("until", UtcTime.toColumn(query.until()));
      if (query.until().isBefore(clock.instant())) {
        where.append(" AND id <= :last");
        values.put("last", firstId(query.until().plus(OUT_OF_ORDER)));
      }
    }
    if (query.recipient() != null) {
      String address = query.recipient().toString();
      where.append(
          " AND (CONCAT(search_text, :separator) LIKE :recipient ESCAPE '!'"
              + " OR (search_text LIKE :cut AND LOWER(recipients) LIKE :stored ESCAPE '!'))");
      values.put("cut", StoredMessages.CUT + "%");
      values.put("separator", StoredMessages.SEPARATOR);
      values.put(
          "recipient",
          LikePattern.contains(
              StoredMessages.SEPARATOR + Folding.fold(address) + StoredMessages.SEPARATOR));
      values.put(
          "stored",
          LikePattern.contains("\"address\":\"" + address.toLowerCase(Locale.ROOT) + "\""));
    }
    if (query.messageId() != null) {
      where.append(" AND message_id = :messageId");
      values.put("messageId", query.messageId());
    }
    return where.toString();
  }

  private static String statuses(
      Set<MessageStatus> wanted, DeliveryBlockers.Now now, Map<String, Object> values) {
    Set<MessageStatus> asStored = EnumSet.copyOf(wanted);
    List<String> conditions = new ArrayList<>();
    // Those that wait, for whatever reason.
    if (!wanted.containsAll(WAITING)) {
      WAITING.stream()
          .filter(asStored::remove)
          .map(status -> waiting(status, now, values))
          .forEach(conditions::add);
    }
    if (!asStored.isEmpty()) {
      values.put("statuses", asStored.stream().map(Enum::name).toList());
      conditions.add("status IN (:statuses)");
    }
    return "(" + String.join(" OR ", conditions) + ")";
  }

  // A message that has not been tried is deferred if something is in its way.
  private static String waiting(
      MessageStatus status, DeliveryBlockers.Now now, Map<String, Object> values) {
    values.put("lanes", now.serverKeys());
    Set<String> overQuota = now.overQuota();
    String stuck = "lane IN (:lanes)";
    if (!overQuota.isEmpty()) {
      stuck = "(" + stuck + " OR (lane = :system AND owner IN (:overQuota)))";
      values.put("system", MailOwner.SYSTEM.key());
      values.put("overQuota", overQuota);
    }
    return status == MessageStatus.QUEUED
        ? "status = 'QUEUED' AND NOT " + stuck
        : "(status = 'DEFERRED' OR (status = 'QUEUED' AND " + stuck + "))";
  }

  private long firstId(Instant from) {
    return jdbc.sql("SELECT id FROM message WHERE accepted_at >= ? ORDER BY accepted_at LIMIT 1")
        .param(UtcTime.toColumn(from))
        .query((row, number) -> row.getLong("id"))
        .optional()
        .orElse(Long.MAX_VALUE);
  }

  private static DeliveryOptions options(ResultSet row) throws SQLException {
    return new DeliveryOptions(
        MessagePriority.of(row.getInt("priority")),
        null,
        UtcTime.find(row, "expires_at"),
        row.getBoolean("at_most_once"));
  }

  /**
   * A message as its row says.
   *
   * @param waits whether something that is not in the row may be in its way
   */
  private record Stored(Message message, boolean waits) {}

  // What is in the way of all of them is asked for at once.
  private static List<Message> finished(List<Stored> found, DeliveryBlockers.Now now) {
    try {
      now.lookUp(
          found.stream()
              .filter(Stored::waits)
              .map(stored -> stored.message().owner())
              .collect(Collectors.toSet()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      // Each is asked for alone then, and one that is odd keeps the others from nothing.
      log.warn("What keeps messages from leaving cannot be read for all at once", e);
    }
    return found.stream().map(stored -> finished(stored, now)).toList();
  }

  private static Message finished(Stored stored, DeliveryBlockers.Now now) {
    Message message = stored.message();
    if (!stored.waits()) {
      return message;
    }
    try {
      return now.of(message.owner()).map(obstacle -> stopped(message, obstacle)).orElse(message);
    } catch (RuntimeException e) {
      log.warn("What keeps message {} from leaving cannot be read", message.id(), e);
      return with(message, MessageStatus.REFUSED, null, null, UNREADABLE);
    }
  }

  private static Message stopped(Message message, DeliveryBlockers.Obstacle obstacle) {
    return with(
        message,
        MessageStatus.DEFERRED,
        obstacle.reason(),
        next(message.nextAttemptAt(), obstacle.until()),
        obstacle.failure() == null ? message.failure() : obstacle.failure());
  }

  private static Message with(
      Message message,
      MessageStatus status,
      @Nullable WaitingReason reason,
      @Nullable Instant nextAttemptAt,
      @Nullable SendFailure failure) {
    return new Message(
        message.id(),
        message.owner(),
        status,
        reason,
        nextAttemptAt,
        message.acceptedAt(),
        message.endedAt(),
        message.server(),
        message.attempts(),
        message.uncertain(),
        message.options(),
        message.messageId(),
        message.subject(),
        message.recipients(),
        message.size(),
        message.confidential(),
        message.origin(),
        failure);
  }

  // A message that cannot be read must not hide the others.
  private Stored stored(ResultSet row) throws SQLException {
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

  private static @Nullable Instant next(@Nullable Instant due, @Nullable Instant until) {
    return until == null || due == null || due.isBefore(until) ? until : due;
  }

  private Attempt attempt(ResultSet row) throws SQLException {
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
}
