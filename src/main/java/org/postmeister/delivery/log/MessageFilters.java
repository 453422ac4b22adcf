package org.postmeister.delivery.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.mailserver.MailOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a query demands of the row of a message: all but its text and its recipient. */
@Component
class MessageFilters {

  static final Set<MessageStatus> WAITING =
      EnumSet.of(MessageStatus.QUEUED, MessageStatus.DEFERRED);

  // Ids are assigned a moment before the time of acceptance is visible to others.
  private static final Duration OUT_OF_ORDER = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final Clock clock;

  MessageFilters(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Conditions on the table of messages.
   *
   * @param sql to be appended to others: empty, or beginning with AND
   * @param values of its parameters
   * @param first least id that a message can have, 0 if any
   * @param last largest id
   */
  record Conditions(String sql, Map<String, Object> values, long first, long last) {}

  Conditions of(MessageQuery query, DeliveryBlockers.Now now) {
    StringBuilder where = new StringBuilder();
    Map<String, Object> values = new HashMap<>();
    long first = 0;
    long last = Long.MAX_VALUE;
    if (query.owners() != null) {
      where.append(" AND owner IN (:owners)");
      values.put("owners", keys(query.owners()));
    }
    if (!query.statuses().isEmpty()) {
      where.append(" AND ").append(statuses(query.statuses(), now, values));
    }
    if (query.server() != null) {
      where.append(" AND lane = :server");
      values.put("server", query.server().key());
    }
    if (query.from() != null) {
      first = firstId(query.from().minus(OUT_OF_ORDER));
      where.append(" AND id >= :first AND accepted_at >= :from");
      values.put("first", first);
      values.put("from", UtcTime.toColumn(query.from()));
    }
    if (query.until() != null) {
      where.append(" AND accepted_at < :until");
      values.put("until", UtcTime.toColumn(query.until()));
      if (query.until().isBefore(clock.instant())) {
        last = firstId(query.until().plus(OUT_OF_ORDER));
        where.append(" AND id <= :last");
        values.put("last", last);
      }
    }
    if (query.endedFrom() != null) {
      where.append(" AND ended_at >= :endedFrom");
      values.put("endedFrom", UtcTime.toColumn(query.endedFrom()));
    }
    if (query.messageId() != null) {
      where.append(" AND message_id = :messageId");
      values.put("messageId", query.messageId());
    }
    return new Conditions(where.toString(), values, first, last);
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

  /** Never empty: nobody's messages are those of a value that none has. */
  static List<String> keys(Set<MailOwner> owners) {
    return owners.isEmpty() ? List.of("") : owners.stream().map(MailOwner::key).toList();
  }
}
