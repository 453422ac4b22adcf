package org.postmeister.delivery.store;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.mailserver.MailOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Messages that somebody wants to cancel while they are being sent. */
@Repository
public class CancelRequests {

  private final JdbcClient jdbc;
  private final DeliveryJson json;
  private final Clock clock;

  CancelRequests(JdbcClient jdbc, DeliveryJson json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** All of them, by the server that they are being sent through. */
  public Map<MailOwner, Set<Long>> all() {
    Map<MailOwner, Set<Long>> requested = new HashMap<>();
    jdbc.sql("SELECT id, claim FROM message WHERE claim IS NOT NULL AND cancel_requested = TRUE")
        .query(row -> {
          long id = row.getLong("id");
          ClaimKey.ofClaim(row.getString("claim"))
              .ifPresent(serverKey ->
                  requested.computeIfAbsent(serverKey.server(), added -> new HashSet<>()).add(id));
        });
    return requested;
  }

  /** Ends cancelled messages, which would otherwise wait until they are claimed again. */
  void end(List<Long> ids) {
    Instant now = clock.instant();
    Map<Long, List<Recipient>> cancelled = new HashMap<>();
    jdbc.sql(
            """
            SELECT id, recipients FROM message
            WHERE id IN (:ids) AND claim IS NULL AND cancel_requested = TRUE
            """)
        .param("ids", ids)
        .query(row -> {
          cancelled.put(row.getLong("id"), json.recipients(row.getString("recipients")));
        });
    cancelled.forEach((id, recipients) -> end(id, recipients, now));
  }

  /**
   * Ends a message that nobody is sending any more; recipients that it may have reached are
   * uncertain.
   */
  void end(long id, List<Recipient> recipients, Instant now) {
    List<Recipient> ended =
        recipients.stream().map(recipient -> recipient.ended(MessageStatus.CANCELLED)).toList();
    jdbc.sql(
            """
            UPDATE message SET status = :status, lane = NULL, due_at = NULL, claim = NULL,
              cancel_requested = FALSE, handing_over = FALSE, ended_at = :now,
              recipients = :recipients
            WHERE id = :id
            """)
        .param("status", MessageStatus.of(ended).name())
        .param("now", UtcTime.toColumn(now))
        .param("recipients", json.write(ended))
        .param("id", id)
        .update();
  }
}
