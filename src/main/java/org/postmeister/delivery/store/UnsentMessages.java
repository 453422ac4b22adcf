package org.postmeister.delivery.store;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Messages that end without another attempt: those that expired before a server accepted them,
 * those that must not arrive twice and were being handed over when a node died, and those of a
 * backup.
 */
@Repository
public class UnsentMessages {

  private static final int AT_ONCE = 500;

  private final JdbcClient jdbc;
  private final DeliveryJson json;
  private final DeliveryCounts counts;
  private final Clock clock;

  UnsentMessages(JdbcClient jdbc, DeliveryJson json, DeliveryCounts counts, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.counts = counts;
    this.clock = clock;
  }

  /** Ends waiting messages that nobody is sending, a few hundred per server at a time. */
  @Transactional
  public void endExpired() {
    LocalDateTime now = UtcTime.toColumn(clock.instant());
    List<String> serverKeys =
        jdbc
            .sql(
                """
                SELECT lane, MIN(expires_at) AS first FROM message
                WHERE lane IS NOT NULL AND expires_at IS NOT NULL GROUP BY lane
                """)
            .query((row, number) ->
                row.getObject("first", LocalDateTime.class).isAfter(now)
                    ? ""
                    : row.getString("lane"))
            .list()
            .stream()
            .filter(serverKey -> !serverKey.isEmpty())
            .toList();
    for (String serverKey : serverKeys) {
      endExpired(
          jdbc.sql(
                  """
                  SELECT id FROM message WHERE lane = ? AND expires_at <= ? AND claim IS NULL
                  ORDER BY expires_at LIMIT ?
                  """)
              .params(serverKey, now, AT_ONCE)
              .query((row, number) -> row.getLong("id"))
              .list());
    }
  }

  /**
   * Ends these, unless somebody is sending them; recipients that they may have reached are
   * uncertain.
   */
  void endExpired(Collection<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    record Ended(MailOwner owner, List<Recipient> recipients) {}
    Map<Long, Ended> all = new HashMap<>();
    jdbc.sql(
            """
            SELECT id, owner, recipients FROM message
            WHERE id IN (:ids) AND lane IS NOT NULL AND claim IS NULL FOR UPDATE
            """)
        .param("ids", ids)
        .query(row -> {
          all.put(
              row.getLong("id"),
              new Ended(
                  new MailOwner(row.getString("owner")),
                  json.recipients(row.getString("recipients")).stream()
                      .map(recipient -> recipient.ended(MessageStatus.REFUSED))
                      .toList()));
        });
    String expired = json.write(new SendFailure(SendStep.DATA, "expired"));
    Instant now = clock.instant();
    all.forEach((id, ended) -> {
      MessageStatus status = MessageStatus.of(ended.recipients());
      jdbc.sql(
              """
              UPDATE message SET status = :status, lane = NULL, due_at = NULL, ended_at = :now,
                recipients = :recipients,
                failure = CASE WHEN :doubt THEN failure ELSE :failure END
              WHERE id = :id
              """)
          .param("status", status.name())
          .param("now", UtcTime.toColumn(now))
          .param("recipients", json.write(ended.recipients()))
          .param("doubt", status == MessageStatus.UNCERTAIN)
          .param("failure", expired)
          .param("id", id)
          .update();
      counts.add(ended.owner(), status, now);
    });
  }

  /**
   * Ends all that wait: a backup was restored, and they may have left after it was made.
   *
   * @return how many
   */
  public int endAllRestored() {
    record Waiting(long id, MailOwner owner, List<Recipient> recipients) {}
    int ended = 0;
    List<Waiting> some;
    do {
      some =
          jdbc.sql("SELECT id, owner, recipients FROM message WHERE lane IS NOT NULL LIMIT ?")
              .param(AT_ONCE)
              .query((row, number) ->
                  new Waiting(
                      row.getLong("id"),
                      new MailOwner(row.getString("owner")),
                      json.recipients(row.getString("recipients"))))
              .list();
      some.forEach(one -> endInDoubt(one.id(), one.owner(), one.recipients(), "backup_restored"));
      ended += some.size();
    } while (!some.isEmpty());
    return ended;
  }

  /** Ends one that was being handed over when its node died. */
  void endInDoubt(long id, MailOwner owner, List<Recipient> recipients) {
    endInDoubt(id, owner, recipients, "answer_lost");
  }

  private void endInDoubt(long id, MailOwner owner, List<Recipient> recipients, String code) {
    Instant now = clock.instant();
    List<Recipient> ended =
        recipients.stream()
            .map(recipient ->
                recipient.status().isWaiting()
                    ? recipient.with(true).ended(MessageStatus.UNCERTAIN)
                    : recipient)
            .toList();
    jdbc.sql(
            """
            UPDATE message SET status = :status, lane = NULL, due_at = NULL, claim = NULL,
              handing_over = FALSE, cancel_requested = FALSE, uncertain = uncertain + 1,
              ended_at = :now, recipients = :recipients, failure = :failure
            WHERE id = :id
            """)
        .param("status", MessageStatus.of(ended).name())
        .param("now", UtcTime.toColumn(now))
        .param("recipients", json.write(ended))
        .param("failure", json.write(new SendFailure(SendStep.DATA, code)))
        .param("id", id)
        .update();
    counts.add(owner, MessageStatus.UNCERTAIN, now);
  }
}
