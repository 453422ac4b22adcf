package org.postmeister.delivery.log;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads messages and their attempts; it does not check who may see them. */
@Repository
class MessageLog {

  private static final long FIRST_STRETCH = 10_000;
  private static final long GROWTH = 100;

  private static final Logger log = LoggerFactory.getLogger(MessageLog.class);

  private final JdbcClient jdbc;
  private final MessageRows rows;
  private final MessageFilters filters;
  private final MessageMatches matches;
  private final DeliveryBlockers blockers;

  MessageLog(
      JdbcClient jdbc,
      MessageRows rows,
      MessageFilters filters,
      MessageMatches matches,
      DeliveryBlockers blockers) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.filters = filters;
    this.matches = matches;
    this.blockers = blockers;
  }

  /**
   * Newest first.
   *
   * @param before only messages older than this id; with an offset, all ids
   */
  List<Message> find(MessageQuery query, long before, int offset, int limit) {
    if (MessageMatches.isFor(query)) {
      List<Long> ids = matches.newest(query, blockers.now(), before, offset + limit);
      return find(ids.subList(Math.min(offset, ids.size()), ids.size()));
    }
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
    MessageFilters.Conditions where = filters.of(query, now);
    return finished(
        jdbc.sql(
                "SELECT * FROM message WHERE id >= :oldest AND id < :before"
                    + where.sql()
                    + " ORDER BY id DESC LIMIT :limit OFFSET :offset")
            .params(where.values())
            .param("oldest", from)
            .param("before", before)
            .param("offset", offset)
            .param("limit", limit)
            .query((row, number) -> rows.stored(row))
            .list(),
        now);
  }

  /** How many there are, up to a limit beyond which counting is not worth it. */
  int count(MessageQuery query, int most) {
    if (MessageMatches.isFor(query)) {
      return matches.newest(query, blockers.now(), Long.MAX_VALUE, most).size();
    }
    MessageFilters.Conditions where = filters.of(query, blockers.now());
    return jdbc.sql(
            "SELECT COUNT(*) FROM (SELECT id FROM message WHERE id > 0"
                + where.sql()
                + " ORDER BY id DESC LIMIT :most) AS found")
        .params(where.values())
        .param("most", most)
        .query(Integer.class)
        .single();
  }

  Optional<Message> find(long id) {
    return jdbc.sql("SELECT * FROM message WHERE id = ?")
        .param(id)
        .query((row, number) -> rows.stored(row))
        .optional()
        .map(stored -> finished(stored, blockers.now()));
  }

  /** Those that exist, newest first. */
  List<Message> find(Collection<Long> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return finished(
        jdbc.sql("SELECT * FROM message WHERE id IN (:ids) ORDER BY id DESC")
            .param("ids", ids)
            .query((row, number) -> rows.stored(row))
            .list(),
        blockers.now());
  }

  /** Those of them that have not ended. */
  Set<Long> stillWaiting(Set<Long> ids) {
    return jdbc.sql("SELECT id FROM message WHERE id IN (:ids) AND status IN (:waiting)")
        .param("ids", ids)
        .param("waiting", MessageFilters.WAITING.stream().map(Enum::name).toList())
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

  /** Whose server each of these was handed to last; those without an attempt are left out. */
  Map<Long, MailOwner> lastRoutes(Set<Long> ids) {
    Map<Long, MailOwner> routes = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.sql(
              """
              SELECT message, via FROM message_attempt WHERE id IN (
                SELECT MAX(id) FROM message_attempt WHERE message IN (:ids) GROUP BY message)
              """)
          .param("ids", ids)
          .query(row -> {
            routes.put(row.getLong("message"), new MailOwner(row.getString("via")));
          });
    }
    return routes;
  }

  /** Oldest first. */
  List<Attempt> attempts(long id) {
    return jdbc.sql("SELECT * FROM message_attempt WHERE message = ? ORDER BY id")
        .param(id)
        .query((row, number) -> rows.attempt(row))
        .list();
  }

  // What is in the way of all of them is asked for at once.
  private static List<Message> finished(List<MessageRows.Stored> found, DeliveryBlockers.Now now) {
    try {
      now.lookUp(
          found.stream()
              .filter(MessageRows.Stored::waits)
              .map(stored -> stored.message().owner())
              .collect(Collectors.toSet()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      // Each is asked for alone then, and one that is odd keeps the others from nothing.
      log.warn("What keeps messages from leaving cannot be read for all at once", e);
    }
    return found.stream().map(stored -> finished(stored, now)).toList();
  }

  private static Message finished(MessageRows.Stored stored, DeliveryBlockers.Now now) {
    Message message = stored.message();
    if (!stored.waits()) {
      return message;
    }
    try {
      return now.of(message.owner()).map(obstacle -> stopped(message, obstacle)).orElse(message);
    } catch (RuntimeException e) {
      log.warn("What keeps message {} from leaving cannot be read", message.id(), e);
      return with(message, MessageStatus.REFUSED, null, null, MessageRows.UNREADABLE);
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

  private static @Nullable Instant next(@Nullable Instant due, @Nullable Instant until) {
    return until == null || due == null || due.isBefore(until) ? until : due;
  }
}
