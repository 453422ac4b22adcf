package org.postmeister.delivery.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.DeliveryCount;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.mailserver.MailOwner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts results per owner and hour; the counts remain when messages are deleted. */
@Repository
public class DeliveryCounts {

  private static final String ADD =
      """
      INSERT INTO delivery_count (owner, begins_at, lane, delivered, deferred, refused, uncertain)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE delivered = delivered + VALUES(delivered),
        deferred = deferred + VALUES(deferred), refused = refused + VALUES(refused),
        uncertain = uncertain + VALUES(uncertain)
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;

  DeliveryCounts(JdbcClient jdbc, JdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  // One row per connection, since a connection never waits for itself; in a fixed order, since
  // connections may wait for each other's owners.
  void add(ClaimKey claimKey, List<AttemptResult> results, Instant now) {
    Map<String, List<AttemptResult>> perOwner =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.message().owner().key(), TreeMap::new, Collectors.toList()));
    List<Object[]> lines =
        perOwner.entrySet().stream()
            .map(entry ->
                line(
                    entry.getKey(),
                    claimKey.number(),
                    entry.getValue().stream().map(AttemptResult::status).toList(),
                    now))
            .toList();
    batches.batchUpdate(ADD, lines);
  }

  /** Counts a message that ended without an attempt. */
  void add(MailOwner owner, MessageStatus status, Instant now) {
    batches.update(ADD, line(owner.key(), 0, List.of(status), now));
  }

  // What a user has cancelled is none of these.
  private static Object[] line(String owner, int claim, List<MessageStatus> statuses, Instant now) {
    return new Object[] {
      owner,
      UtcTime.toColumn(now.truncatedTo(ChronoUnit.HOURS)),
      claim,
      count(statuses, MessageStatus.DELIVERED, MessageStatus.PARTLY_DELIVERED),
      count(statuses, MessageStatus.DEFERRED, MessageStatus.QUEUED),
      count(statuses, MessageStatus.REFUSED),
      count(statuses, MessageStatus.UNCERTAIN)
    };
  }

  private static long count(List<MessageStatus> statuses, MessageStatus... any) {
    return statuses.stream().filter(List.of(any)::contains).count();
  }

  /**
   * What became of the mail of some owners, hour by hour; hours without mail are left out.
   *
   * @param owners null for everybody
   */
  public List<DeliveryCount> since(@Nullable Set<MailOwner> owners, Instant from) {
    return jdbc.sql(
            """
            SELECT begins_at, SUM(delivered) AS delivered, SUM(deferred) AS deferred,
              SUM(refused) AS refused, SUM(uncertain) AS uncertain
            FROM delivery_count WHERE begins_at >= :from AND (:all OR owner IN (:owners))
            GROUP BY begins_at ORDER BY begins_at
            """)
        .param("from", UtcTime.toColumn(from))
        .param("all", owners == null)
        .param(
            "owners",
            owners == null || owners.isEmpty()
                ? Set.of("")
                : owners.stream().map(MailOwner::key).collect(Collectors.toSet()))
        .query((row, number) ->
            new DeliveryCount(
                UtcTime.of(row, "begins_at"),
                row.getLong("delivered"),
                row.getLong("deferred"),
                row.getLong("refused"),
                row.getLong("uncertain")))
        .list();
  }

  /** Owners of messages that ended as uncertain in that period. */
  public Set<MailOwner> uncertainBetween(Instant from, Instant until) {
    return jdbc.sql(
            """
            SELECT DISTINCT owner FROM delivery_count
            WHERE begins_at >= ? AND begins_at < ? AND uncertain > 0
            """)
        .params(UtcTime.toColumn(from), UtcTime.toColumn(until))
        .query((row, number) -> new MailOwner(row.getString(1)))
        .set();
  }

  void delete(MailOwner owner) {
    jdbc.sql("DELETE FROM delivery_count WHERE owner = ?").param(owner.key()).update();
  }
}
