package org.postmeister.delivery.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.delivery.message.NewMessage;
import org.postmeister.delivery.message.PreparedMessage;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.SenderPolicy;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** The table of messages, for submitting and changing them. */
@Repository
public class StoredMessages {

  private static final String INSERT =
      """
      INSERT INTO message (owner, lane, status, due_at, accepted_at, attempts, message_id,
        subject, recipients, size, smtp_utf8, confidential, at_most_once, priority, expires_at,
        idempotency_key, request_hash, via, client, dsn,
        sender_policy, traceparent)
      VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final DeliveryJson json;
  private final MessageSearchIndex index;

  StoredMessages(
      JdbcClient jdbc, JdbcTemplate batches, DeliveryJson json, MessageSearchIndex index) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.json = json;
    this.index = index;
  }

  /** What was stored with one of some keys. */
  public record Keyed(long id, MessageStatus status, @Nullable String requestHash) {}

  public Optional<Keyed> findByKey(MailOwner owner, List<IdempotencyKey> keys) {
    return jdbc.sql(
            """
            SELECT id, status, request_hash FROM message
            WHERE owner = :owner AND idempotency_key IN (:keys) ORDER BY id LIMIT 1
            """)
        .param("owner", owner.key())
        .param("keys", keys.stream().map(IdempotencyKey::value).toList())
        .query((row, number) ->
            new Keyed(
                row.getLong("id"),
                MessageStatus.valueOf(row.getString("status")),
                row.getString("request_hash")))
        .optional();
  }

  /** Those of some keys with which messages of their owners are stored. */
  public Map<MailOwner, Set<IdempotencyKey>> usedKeys(Map<MailOwner, Set<IdempotencyKey>> asked) {
    List<String> each = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    asked.forEach((owner, keys) -> {
      if (!keys.isEmpty()) {
        String n = Integer.toString(each.size());
        each.add(
            "SELECT owner, idempotency_key FROM message WHERE owner = :owner"
                + n
                + " AND idempotency_key IN (:keys"
                + n
                + ")");
        values.put("owner" + n, owner.key());
        values.put("keys" + n, keys.stream().map(IdempotencyKey::value).toList());
      }
    });
    Map<MailOwner, Set<IdempotencyKey>> used = new HashMap<>();
    if (!each.isEmpty()) {
      jdbc.sql(String.join(" UNION ALL ", each))
          .params(values)
          .query(row -> {
            used.computeIfAbsent(new MailOwner(row.getString("owner")), owner -> new HashSet<>())
                .add(new IdempotencyKey(row.getString("idempotency_key")));
          });
    }
    return used;
  }

  /**
   * @return their ids, in the same order
   * @throws org.springframework.dao.DuplicateKeyException if there already is one with the key of
   *     one of them
   */
  public List<Long> add(List<PreparedMessage> messages) {
    KeyHolder keys = new GeneratedKeyHolder();
    batches.batchUpdate(
        connection -> connection.prepareStatement(INSERT, new String[] {"id"}),
        new BatchPreparedStatementSetter() {
          @Override
          public void setValues(PreparedStatement statement, int i) throws SQLException {
            @Nullable Object[] values = values(messages.get(i));
            for (int column = 0; column < values.length; column++) {
              statement.setObject(column + 1, values[column]);
            }
          }

          @Override
          public int getBatchSize() {
            return messages.size();
          }
        },
        keys);
    List<Long> ids =
        keys.getKeyList().stream()
            .map(key -> ((Number) key.values().iterator().next()).longValue())
            .toList();
    index.add(ids, messages);
    return ids;
  }

  private @Nullable Object[] values(PreparedMessage prepared) {
    NewMessage message = prepared.message();
    LocalDateTime at = UtcTime.toColumn(prepared.at());
    IdempotencyKey key = prepared.key();
    String subject = message.subjectLine();
    List<Recipient> recipients = message.recipients();
    return new @Nullable Object[] {
      message.owner().key(),
      prepared.server().key(),
      MessageStatus.QUEUED.name(),
      UtcTime.toColumn(message.options().dueAt(prepared.at())),
      at,
      prepared.messageId(),
      subject,
      json.write(recipients),
      prepared.size(),
      message.needsSmtpUtf8(),
      message.confidential(),
      message.options().atMostOnce(),
      message.options().priority().rank(),
      UtcTime.toNullableColumn(message.options().expiresAt()),
      key == null ? null : key.value(),
      key == null ? null : message.hash(),
      prepared.origin().via().name(),
      prepared.origin().client(),
      message.dsn() == null ? null : json.write(message.dsn()),
      message.otherwise() == SenderPolicy.REFUSE ? null : message.otherwise().name(),
      prepared.traceparent()
    };
  }

  /**
   * Reads a message, and prevents delivery tasks and others from changing it until the transaction
   * ends.
   */
  public Optional<Steered> findLocked(long id) {
    return jdbc.sql(
            """
            SELECT id, owner, status, claim, message_id, recipients FROM message
            WHERE id = ? FOR UPDATE
            """)
        .param(id)
        .query((row, number) ->
            new Steered(
                row.getLong("id"),
                new MailOwner(row.getString("owner")),
                MessageStatus.valueOf(row.getString("status")),
                row.getString("claim") != null,
                row.getString("message_id"),
                json.recipients(row.getString("recipients"))))
        .optional();
  }

  /**
   * A message that a user wants to change.
   *
   * @param claimed whether a delivery task is sending it
   */
  public record Steered(
      long id,
      MailOwner owner,
      MessageStatus status,
      boolean claimed,
      String messageId,
      List<Recipient> recipients) {}

  /** Lets a message be sent now. */
  public void queue(Steered message, List<Recipient> recipients, String serverKey, Instant now) {
    jdbc.sql(
            """
            UPDATE message SET status = :status, cancel_requested = FALSE, lane = :lane, due_at = :now, ended_at = NULL,
              first_tried_at = NULL, uncertain = CASE WHEN :waited THEN uncertain ELSE 0 END,
              handing_over = FALSE, recipients = :recipients,
              expires_at = CASE WHEN expires_at <= :now THEN NULL ELSE expires_at END
            WHERE id = :id
            """)
        .param("status", MessageStatus.of(recipients).name())
        .param("waited", message.status().isWaiting())
        .param("lane", serverKey)
        .param("now", UtcTime.toColumn(now))
        .param("recipients", json.write(recipients))
        .param("id", message.id())
        .update();
  }

  /** Asks whoever is sending a message to cancel it. */
  public void requestCancel(long id) {
    jdbc.sql("UPDATE message SET cancel_requested = TRUE WHERE id = ?").param(id).update();
  }

  /** Ends a waiting message. */
  public void end(Steered message, List<Recipient> recipients, Instant now) {
    jdbc.sql(
            """
            UPDATE message SET status = :status, lane = NULL, due_at = NULL, ended_at = :now,
              recipients = :recipients
            WHERE id = :id
            """)
        .param("status", MessageStatus.of(recipients).name())
        .param("now", UtcTime.toColumn(now))
        .param("recipients", json.write(recipients))
        .param("id", message.id())
        .update();
  }

  long countWaiting(MailOwner owner) {
    return jdbc.sql("SELECT COUNT(*) FROM message WHERE owner = ? AND lane IS NOT NULL")
        .param(owner.key())
        .query(Long.class)
        .single();
  }

  /** Messages that ended before a time, oldest first. */
  List<Long> endedBefore(Instant end, int most) {
    return jdbc.sql("SELECT id FROM message WHERE ended_at < ? ORDER BY ended_at LIMIT ?")
        .params(UtcTime.toColumn(end), most)
        .query((row, number) -> row.getLong("id"))
        .list();
  }

  /** A message that has ended. */
  record Ended(long id, Instant at) {}

  /**
   * Messages that ended in a period, oldest first.
   *
   * @param after of those that ended at its first moment, only ones with a larger id
   */
  List<Ended> endedBetween(Instant from, long after, Instant end, int most) {
    return jdbc.sql(
            """
            SELECT id, ended_at FROM message
            WHERE ended_at >= :from AND ended_at < :end AND (ended_at > :from OR id > :after)
            ORDER BY ended_at, id LIMIT :most
            """)
        .param("from", UtcTime.toColumn(from))
        .param("after", after)
        .param("end", UtcTime.toColumn(end))
        .param("most", most)
        .query((row, number) -> new Ended(row.getLong("id"), UtcTime.of(row, "ended_at")))
        .list();
  }

  void delete(Collection<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    for (String table :
        List.of("message_body", "message_attempt", "message_search", "message_recipient")) {
      jdbc.sql("DELETE FROM " + table + " WHERE message IN (:ids)").param("ids", ids).update();
    }
    jdbc.sql("DELETE FROM message WHERE id IN (:ids)").param("ids", ids).update();
  }

  /** All owners with messages. */
  List<MailOwner> owners() {
    return jdbc.sql("SELECT DISTINCT owner FROM message")
        .query((row, number) -> new MailOwner(row.getString("owner")))
        .list();
  }

  List<Long> idsOf(Collection<MailOwner> owners, int most) {
    return jdbc.sql("SELECT id FROM message WHERE owner IN (:owners) LIMIT :most")
        .param("owners", owners.stream().map(MailOwner::key).toList())
        .param("most", most)
        .query((row, number) -> row.getLong("id"))
        .list();
  }
}
