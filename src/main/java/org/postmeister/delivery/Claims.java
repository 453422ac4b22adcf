package org.postmeister.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postmeister.common.LikePattern;
import org.postmeister.common.UtcTime;
import org.postmeister.mailserver.Owner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes due messages for a lane, and stores what became of them. Each method is a transaction of
 * its own; none is open while mail is sent.
 */
@Repository
class Claims {

  // Should nobody ever notice that a lane has ended, its messages come back by themselves.
  private static final Duration FORGOTTEN = Duration.ofMinutes(30);

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final DeliveryJson json;
  private final Allowances allowances;
  private final DeliveryCounts counts;
  private final Clock clock;

  Claims(
      JdbcClient jdbc,
      JdbcTemplate batches,
      DeliveryJson json,
      Allowances allowances,
      DeliveryCounts counts,
      Clock clock) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.json = json;
    this.allowances = allowances;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * Takes messages that are due, as many of each owner: who has many waiting does not keep others
   * from leaving.
   *
   * @return in the order in which they should leave
   */
  @Transactional
  public List<ClaimedMessage> take(LaneKey lane, String claim, int most) {
    Instant now = clock.instant();
    List<String> owners = dueOwners(lane, now);
    if (owners.isEmpty()) {
      return List.of();
    }
    // Nobody is always first.
    Collections.shuffle(owners);
    List<List<Long>> perOwner = new ArrayList<>();
    Set<Long> taken = new HashSet<>();
    int share = Math.max(1, most / owners.size());
    int left = most;
    for (String owner : owners) {
      // Whoever is the only one, or the last, may have what the others left.
      int wanted = perOwner.size() == owners.size() - 1 ? left : Math.min(left, share);
      if (wanted == 0) {
        break;
      }
      List<Long> due = lockDue(lane, owner, now, wanted);
      List<Long> ids =
          due.isEmpty()
              ? due
              : due.subList(0, allowances.take(new Owner(owner), lane.server(), due.size()));
      perOwner.add(ids);
      taken.addAll(ids);
      left -= ids.size();
    }
    if (taken.isEmpty()) {
      return List.of();
    }
    jdbc.sql("UPDATE message SET claim = :claim, due_at = :back WHERE id IN (:ids)")
        .param("claim", claim)
        .param("back", UtcTime.toColumn(now.plus(FORGOTTEN)))
        .param("ids", taken)
        .update();
    return inTurns(perOwner, load(taken));
  }

  private List<String> dueOwners(LaneKey lane, Instant now) {
    record Due(String owner, LocalDateTime first) {}
    LocalDateTime latest = UtcTime.toColumn(now);
    return new ArrayList<>(
        jdbc
            .sql("SELECT owner, MIN(due_at) AS first FROM message WHERE lane = ? GROUP BY owner")
            .param(lane.server().key())
            .query((row, number) ->
                new Due(row.getString("owner"), row.getObject("first", LocalDateTime.class)))
            .list()
            .stream()
            .filter(due -> !due.first().isAfter(latest))
            .map(Due::owner)
            .toList());
  }

  private List<Long> lockDue(LaneKey lane, String owner, Instant now, int most) {
    return jdbc.sql(
            """
            SELECT id FROM message WHERE lane = :lane AND owner = :owner AND due_at <= :now
            ORDER BY due_at LIMIT :most FOR UPDATE SKIP LOCKED
            """)
        .param("lane", lane.server().key())
        .param("owner", owner)
        .param("now", UtcTime.toColumn(now))
        .param("most", most)
        .query((row, number) -> row.getLong("id"))
        .list();
  }

  private Map<Long, ClaimedMessage> load(Set<Long> ids) {
    Map<Long, ClaimedMessage> messages = new HashMap<>();
    jdbc.sql(
            """
            SELECT id, owner, accepted_at, first_tried_at, attempts, message_id, recipients, size,
              smtp_utf8
            FROM message WHERE id IN (:ids)
            """)
        .param("ids", ids)
        .query((row, number) -> message(row))
        .list()
        .forEach(message -> messages.put(message.id(), message));
    return messages;
  }

  private ClaimedMessage message(ResultSet row) throws SQLException {
    LocalDateTime firstTriedAt = row.getObject("first_tried_at", LocalDateTime.class);
    return new ClaimedMessage(
        row.getLong("id"),
        new Owner(row.getString("owner")),
        row.getObject("accepted_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        firstTriedAt == null ? null : firstTriedAt.toInstant(ZoneOffset.UTC),
        row.getInt("attempts"),
        row.getString("message_id"),
        json.recipients(row.getString("recipients")),
        row.getLong("size"),
        row.getBoolean("smtp_utf8"));
  }

  private static List<ClaimedMessage> inTurns(
      List<List<Long>> perOwner, Map<Long, ClaimedMessage> messages) {
    List<ClaimedMessage> ordered = new ArrayList<>(messages.size());
    for (int turn = 0; ordered.size() < messages.size(); turn++) {
      for (List<Long> ids : perOwner) {
        if (turn < ids.size()) {
          ordered.add(messages.get(ids.get(turn)));
        }
      }
    }
    return ordered;
  }

  /**
   * Stores results, unless another lane has taken the message meanwhile.
   *
   * @return those that are stored
   */
  @Transactional
  public List<AttemptResult> record(LaneKey lane, String claim, List<AttemptResult> results) {
    Instant now = clock.instant();
    int[] updated =
        batches.batchUpdate(
            """
            UPDATE message SET status = ?, lane = CASE WHEN ? THEN lane ELSE NULL END, due_at = ?,
              claim = NULL, first_tried_at = COALESCE(first_tried_at, ?), ended_at = ?,
              attempts = ?, recipients = ?, failure = ?
            WHERE id = ? AND claim = ?
            """,
            results.stream().map(result -> messageUpdate(claim, result, now)).toList());
    List<AttemptResult> stored = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (updated[i] != 0) {
        stored.add(results.get(i));
      }
    }
    addAttempts(stored);
    counts.add(lane, stored, now);
    return stored;
  }

  /** Stores that a server could not be used for a message, which waits on for it. */
  @Transactional
  public void recordServerFailure(AttemptResult result) {
    addAttempts(List.of(result));
  }

  private void addAttempts(List<AttemptResult> results) {
    batches.batchUpdate(
        """
        INSERT INTO message_attempt
          (message, at, millis, outcome, via, server, failure, reply, enhanced, transcript, node)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        results.stream().map(this::attemptRow).toList());
  }

  private Object[] messageUpdate(String claim, AttemptResult result, Instant now) {
    boolean waits = result.status().isWaiting();
    return new Object[] {
      result.status().name(),
      waits,
      result.dueAt() == null ? null : UtcTime.toColumn(result.dueAt()),
      UtcTime.toColumn(result.attempt().at()),
      waits ? null : UtcTime.toColumn(now),
      result.message().attempts() + 1,
      json.write(result.recipients()),
      json.write(result.attempt().failure()),
      result.message().id(),
      claim
    };
  }

  private Object[] attemptRow(AttemptResult result) {
    Attempt attempt = result.attempt();
    return new Object[] {
      result.message().id(),
      UtcTime.toColumn(attempt.at()),
      attempt.duration().toMillis(),
      attempt.outcome().name(),
      attempt.via().key(),
      attempt.server(),
      json.write(attempt.failure()),
      attempt.reply(),
      attempt.enhancedStatus(),
      json.writeLines(attempt.transcript()),
      attempt.node()
    };
  }

  /** Gives messages back that were taken but not tried. */
  @Transactional
  public void giveBack(LaneKey lane, String claim, List<ClaimedMessage> messages) {
    if (!messages.isEmpty()) {
      messages.stream()
          .collect(Collectors.groupingBy(ClaimedMessage::owner, Collectors.counting()))
          .forEach(
              (owner, count) -> allowances.giveBack(owner, lane.server(), Math.toIntExact(count)));
      jdbc.sql(
              """
              UPDATE message SET claim = NULL, due_at = accepted_at
              WHERE id IN (:ids) AND claim = :claim
              """)
          .param("ids", messages.stream().map(ClaimedMessage::id).toList())
          .param("claim", claim)
          .update();
    }
  }

  /** Takes over what the lane had taken when it was run before, on a node that has died since. */
  @Transactional
  public int takeOver(LaneKey lane) {
    return jdbc.sql(
            """
            UPDATE message SET claim = NULL, due_at = accepted_at
            WHERE lane = :lane AND claim LIKE :claims ESCAPE '!'
            """)
        .param("lane", lane.server().key())
        .param("claims", LikePattern.startsWith(lane.newClaim("")))
        .update();
  }

  /** Moves messages to the server they have to take now. */
  @Transactional
  public void move(Owner owner, String from, String to) {
    jdbc.sql(
            """
            UPDATE message SET lane = :to
            WHERE lane = :from AND owner = :owner AND claim IS NULL
            """)
        .param("from", from)
        .param("to", to)
        .param("owner", owner.key())
        .update();
  }

  /** The lanes that have taken messages, whether they still run or not. */
  Set<LaneKey> working() {
    return jdbc
        .sql("SELECT DISTINCT claim FROM message WHERE claim IS NOT NULL")
        .query((row, number) -> row.getString("claim"))
        .list()
        .stream()
        .map(LaneKey::ofClaim)
        .collect(Collectors.toSet());
  }

  /** Who has messages waiting where, and since when the first of them is due. */
  record Waiting(String lane, Owner owner, Instant firstDue) {}

  List<Waiting> waiting() {
    return jdbc.sql(
            """
            SELECT lane, owner, MIN(due_at) AS first FROM message
            WHERE lane IS NOT NULL GROUP BY lane, owner
            """)
        .query((row, number) ->
            new Waiting(
                row.getString("lane"),
                new Owner(row.getString("owner")),
                row.getObject("first", LocalDateTime.class).toInstant(ZoneOffset.UTC)))
        .list();
  }
}
