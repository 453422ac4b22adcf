package org.postmeister.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postmeister.common.UtcTime;
import org.postmeister.mailserver.spi.CheckFailure;
import org.postmeister.mailserver.spi.CheckStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Messages that are of no use any more: nobody has taken them by the time that was set. */
@Repository
class ExpiredMessages {

  private static final int AT_ONCE = 500;

  private final JdbcClient jdbc;
  private final DeliveryJson json;
  private final Clock clock;

  ExpiredMessages(JdbcClient jdbc, DeliveryJson json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** Ends those that wait and that nobody is sending, some hundred at a time. */
  @Transactional
  public void endAll() {
    end(
        jdbc.sql(
                """
                SELECT id FROM message WHERE expires_at <= ? AND lane IS NOT NULL
                  AND claim IS NULL ORDER BY expires_at LIMIT ?
                """)
            .params(UtcTime.toColumn(clock.instant()), AT_ONCE)
            .query((row, number) -> row.getLong("id"))
            .list());
  }

  /** Ends these, unless somebody is sending them. */
  void end(Collection<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    Map<Long, List<Recipient>> ended = new HashMap<>();
    jdbc.sql(
            """
            SELECT id, recipients, uncertain FROM message
            WHERE id IN (:ids) AND lane IS NOT NULL AND claim IS NULL FOR UPDATE
            """)
        .param("ids", ids)
        .query(row -> {
          MessageStatus status =
              row.getInt("uncertain") > 0 ? MessageStatus.UNCERTAIN : MessageStatus.REFUSED;
          ended.put(
              row.getLong("id"),
              json.recipients(row.getString("recipients")).stream()
                  .map(recipient ->
                      recipient.status().isWaiting()
                          ? recipient.with(status, recipient.reply(), recipient.enhancedStatus())
                          : recipient)
                  .toList());
        });
    Failure failure = Failure.of(new CheckFailure(CheckStep.DATA, "expired"));
    Instant now = clock.instant();
    ended.forEach((id, recipients) ->
        jdbc.sql(
                """
                UPDATE message SET status = :status, lane = NULL, due_at = NULL, ended_at = :now,
                  recipients = :recipients, failure = :failure WHERE id = :id
                """)
            .param("status", Deliveries.statusOf(recipients).name())
            .param("now", UtcTime.toColumn(now))
            .param("recipients", json.write(recipients))
            .param("failure", json.write(failure))
            .param("id", id)
            .update());
  }
}
