package org.postmeister.delivery.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postmeister.common.storage.LikePattern;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.MessagePriority;
import org.postmeister.delivery.Recipient;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Claims due messages for a delivery task. Each method is a separate transaction; none is open
 * while mail is sent.
 */
@Repository
public class Claims {

  // If nobody notices that a delivery task has ended, its claims expire; after longer than a single
  // message may take, with hundreds of recipients and a slow server.
  private static final Duration FORGOTTEN = Duration.ofHours(6);

  // Each owner is a subquery of one statement.
  private static final int OWNERS_AT_ONCE = 20;

  private static final Logger log = LoggerFactory.getLogger(Claims.class);

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final DeliveryJson json;
  private final SendingQuotas quotas;
  private final WaitingMessages waiting;
  private final CancelRequests cancelRequests;
  private final UnsentMessages unsentMessages;
  private final Clock clock;

  Claims(
      JdbcClient jdbc,
      JdbcTemplate batches,
      DeliveryJson json,
      SendingQuotas quotas,
      WaitingMessages waiting,
      CancelRequests cancelRequests,
      UnsentMessages unsentMessages,
      Clock clock) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.json = json;
    this.quotas = quotas;
    this.waiting = waiting;
    this.cancelRequests = cancelRequests;
    this.unsentMessages = unsentMessages;
    this.clock = clock;
  }

  /**
   * Claims due messages, a share for each owner, so that an owner with many waiting messages does
   * not hold up the others.
   *
   * @param rates of the server
   * @return in the order in which they should be sent
   */
  @Transactional
  public List<ClaimedMessage> take(
      ClaimKey claimKey, String claim, int most, RateLimitedLogin rates) {
    Instant now = clock.instant();
    List<String> owners = waiting.dueOwners(claimKey, now);
    if (owners.isEmpty()) {
      return List.of();
    }
    // Nobody is always first.
    Collections.shuffle(owners);
    Map<String, List<Long>> perOwner = new LinkedHashMap<>();
    int share = Math.max(1, most / owners.size());
    int left = takeFrom(claimKey, owners, rates, now, share, most, perOwner);
    // What some owners do not need goes to those that have more.
    List<String> others =
        perOwner.entrySet().stream()
            .filter(owner -> owner.getValue().size() == share)
            .map(Map.Entry::getKey)
            .toList();
    takeFrom(claimKey, others, rates, now, left, left, perOwner);
    Set<Long> taken = perOwner.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    if (taken.isEmpty()) {
      return List.of();
    }
    Map<Long, ClaimedMessage> loaded = lock(claimKey, taken, now);
    perOwner.forEach((owner, ids) -> {
      int before = ids.size();
      ids.retainAll(loaded.keySet());
      if (ids.size() < before) {
        quotas.giveBack(new MailOwner(owner), claimKey.server(), rates, before - ids.size());
      }
    });
    if (loaded.isEmpty()) {
      return List.of();
    }
    jdbc.sql("UPDATE message SET claim = :claim, due_at = :back WHERE id IN (:ids)")
        .param("claim", claim)
        .param("back", UtcTime.toColumn(now.plus(FORGOTTEN)))
        .param("ids", loaded.keySet())
        .update();
    return inTurns(List.copyOf(perOwner.values()), loaded);
  }

  /** Claims so many more of each; returns how much of the total is left. */
  private int takeFrom(
      ClaimKey claimKey,
      List<String> owners,
      RateLimitedLogin rates,
      Instant now,
      int most,
      int mostOfAll,
      Map<String, List<Long>> perOwner) {
    int left = mostOfAll;
    for (int from = 0; from < owners.size() && left > 0; from += OWNERS_AT_ONCE) {
      List<String> some = owners.subList(from, Math.min(owners.size(), from + OWNERS_AT_ONCE));
      int known = perOwner.getOrDefault(some.getFirst(), List.of()).size();
      Map<String, List<Long>> due = due(claimKey, some, now, known + Math.min(left, most));
      for (Map.Entry<String, List<Long>> owner : due.entrySet()) {
        List<Long> taken = perOwner.computeIfAbsent(owner.getKey(), added -> new ArrayList<>());
        List<Long> more =
            owner.getValue().stream()
                .filter(id -> !taken.contains(id))
                .limit(Math.min(left, most))
                .toList();
        int allowed =
            more.isEmpty()
                ? 0
                : quotas.take(new MailOwner(owner.getKey()), claimKey.server(), rates, more.size());
        taken.addAll(more.subList(0, allowed));
        left -= allowed;
      }
    }
    return left;
  }

  /** The first due messages of each owner, most urgent first. */
  private Map<String, List<Long>> due(
      ClaimKey claimKey, List<String> owners, Instant now, int most) {
    Map<String, List<Long>> due = new LinkedHashMap<>();
    Map<String, Object> values = new HashMap<>();
    values.put("lane", claimKey.server().key());
    values.put("now", UtcTime.toColumn(now));
    values.put("most", most);
    List<String> each = new ArrayList<>();
    for (String owner : owners) {
      due.put(owner, new ArrayList<>());
      String name = "owner" + values.size();
      values.put(name, owner);
      for (MessagePriority priority : MessagePriority.values()) {
        each.add(
            "(SELECT owner, id, priority, due_at FROM message WHERE lane = :lane AND owner = :"
                + name
                + " AND priority = "
                + priority.rank()
                + " AND due_at <= :now ORDER BY due_at LIMIT :most)");
      }
    }
    jdbc.sql(String.join(" UNION ALL ", each) + " ORDER BY priority, due_at")
        .params(values)
        .query(row -> {
          due.getOrDefault(row.getString("owner"), new ArrayList<>()).add(row.getLong("id"));
        });
    return due;
  }

  /** Those that still exist and that nobody else has locked. */
  private Map<Long, ClaimedMessage> lock(ClaimKey claimKey, Set<Long> ids, Instant now) {
    Map<Long, ClaimedMessage> messages = new HashMap<>();
    Map<Long, List<Recipient>> cancelled = new HashMap<>();
    Set<Long> expired = new HashSet<>();
    List<Runnable> inDoubt = new ArrayList<>();
    jdbc.sql(
            """
            SELECT id, owner, accepted_at, due_at, first_tried_at, attempts, message_id, recipients, size,
              smtp_utf8, confidential, uncertain, at_most_once, handing_over, expires_at,
              cancel_requested, dsn, sender_policy, traceparent
            FROM message WHERE id IN (:ids) AND lane = :lane AND due_at <= :now
            FOR UPDATE SKIP LOCKED
            """)
        .param("ids", ids)
        .param("lane", claimKey.server().key())
        .param("now", UtcTime.toColumn(now))
        .query(row -> {
          long id = row.getLong("id");
          try {
            if (row.getBoolean("handing_over")) {
              // The node that was handing it over has died.
              MailOwner owner = new MailOwner(row.getString("owner"));
              List<Recipient> recipients = json.recipients(row.getString("recipients"));
              inDoubt.add(() -> unsentMessages.endInDoubt(id, owner, recipients));
            } else if (row.getBoolean("cancel_requested")) {
              cancelled.put(id, json.recipients(row.getString("recipients")));
            } else if (isOver(row, now)) {
              expired.add(id);
            } else {
              messages.put(id, message(row));
            }
          } catch (SQLException | RuntimeException e) {
            log.error("Message {} cannot be read and is given up", id, e);
            end(id, now);
          }
        });
    cancelled.forEach((id, recipients) -> cancelRequests.end(id, recipients, now));
    unsentMessages.endExpired(expired);
    inDoubt.forEach(Runnable::run);
    return messages;
  }

  private static boolean isOver(ResultSet row, Instant now) throws SQLException {
    Instant end = UtcTime.find(row, "expires_at");
    return end != null && !end.isAfter(now);
  }

  // A message that cannot be read would block its delivery task.
  private void end(long id, Instant now) {
    jdbc.sql(
            """
            UPDATE message SET status = 'REFUSED', lane = NULL, due_at = NULL, claim = NULL,
              ended_at = :now, failure = :failure WHERE id = :id
            """)
        .param("now", UtcTime.toColumn(now))
        .param("failure", json.write(new SendFailure(SendStep.DATA, "unreadable")))
        .param("id", id)
        .update();
  }

  private ClaimedMessage message(ResultSet row) throws SQLException {
    String policy = row.getString("sender_policy");
    return new ClaimedMessage(
        row.getLong("id"),
        new MailOwner(row.getString("owner")),
        UtcTime.of(row, "accepted_at"),
        UtcTime.of(row, "due_at"),
        UtcTime.find(row, "first_tried_at"),
        row.getInt("attempts"),
        row.getString("message_id"),
        json.recipients(row.getString("recipients")),
        row.getLong("size"),
        row.getBoolean("smtp_utf8"),
        row.getBoolean("confidential"),
        row.getInt("uncertain"),
        row.getBoolean("at_most_once"),
        UtcTime.find(row, "expires_at"),
        json.dsn(row.getString("dsn")),
        policy == null ? SenderPolicy.REFUSE : SenderPolicy.of(policy),
        row.getString("traceparent"));
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
   * Releases messages that were claimed but not attempted.
   *
   * @param rates that they were claimed with
   */
  @Transactional
  public void giveBack(
      ClaimKey claimKey, String claim, RateLimitedLogin rates, List<ClaimedMessage> messages) {
    if (!messages.isEmpty()) {
      messages.stream()
          .collect(Collectors.groupingBy(ClaimedMessage::owner, Collectors.counting()))
          .forEach((owner, count) ->
              quotas.giveBack(owner, claimKey.server(), rates, Math.toIntExact(count)));
      batches.batchUpdate(
          """
          UPDATE message SET claim = NULL, due_at = ?,
            handing_over = FALSE
          WHERE id = ? AND claim = ?
          """,
          messages.stream()
              .map(message -> new Object[] {UtcTime.toColumn(message.dueAt()), message.id(), claim})
              .toList());
      cancelRequests.end(messages.stream().map(ClaimedMessage::id).toList());
    }
  }

  /**
   * Records that a message that must not arrive twice is about to be handed over: if this node
   * dies, nobody sends it again.
   *
   * @return false if another node has claimed it in the meantime
   */
  public boolean handsOver(ClaimedMessage message, String claim) {
    return jdbc.sql("UPDATE message SET handing_over = TRUE WHERE id = ? AND claim = ?")
            .params(message.id(), claim)
            .update()
        > 0;
  }

  /** Takes over claims for a server from a node that has died. */
  @Transactional
  public int takeOver(MailOwner server) {
    return jdbc.sql(
            """
            UPDATE message SET claim = NULL,
              due_at = CASE WHEN attempts = 0 THEN accepted_at ELSE :now END
            WHERE lane = :lane AND claim LIKE :claims ESCAPE '!'
            """)
        .param("lane", server.key())
        .param("now", UtcTime.toColumn(clock.instant()))
        .param("claims", LikePattern.startsWith(ClaimKey.claimsOf(server)))
        .update();
  }
}
