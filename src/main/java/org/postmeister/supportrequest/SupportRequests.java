package org.postmeister.supportrequest;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantDeleted;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.mailserver.MailOwner;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** Stores support requests; their content is in the outbox. */
@Repository
class SupportRequests {

  private final JdbcClient jdbc;
  private final Clock clock;

  SupportRequests(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** As stored. */
  record Stored(
      long id,
      MailOwner owner,
      long message,
      EmailAddress sentTo,
      String subject,
      Instant createdAt) {}

  /**
   * Stores a request before its message is written, which contains the number.
   *
   * @return its number
   */
  long add(MailOwner owner, UUID account, EmailAddress sentTo, SingleLine subject) {
    KeyHolder id = new GeneratedKeyHolder();
    jdbc.sql(
            """
            INSERT INTO support_request (owner, account_id, sent_to, subject, created_at)
            VALUES (:owner, :account, :sentTo, :subject, :now)
            """)
        .param("owner", owner.key())
        .param("account", account)
        .param("sentTo", sentTo.toString())
        .param("subject", subject.value())
        .param("now", UtcTime.toColumn(clock.instant()))
        .update(id, "id");
    return Objects.requireNonNull(id.getKey()).longValue();
  }

  void setMessage(long id, long message) {
    jdbc.sql("UPDATE support_request SET message = ? WHERE id = ?").params(message, id).update();
  }

  /** Newest first. */
  List<Stored> of(UUID account, int limit) {
    return jdbc.sql(
            """
            SELECT * FROM support_request WHERE account_id = ? AND message IS NOT NULL
            ORDER BY id DESC LIMIT ?
            """)
        .params(account, limit)
        .query((row, number) ->
            new Stored(
                row.getLong("id"),
                new MailOwner(row.getString("owner")),
                row.getLong("message"),
                EmailAddress.stored(row.getString("sent_to")),
                row.getString("subject"),
                UtcTime.of(row, "created_at")))
        .list();
  }

  @EventListener
  void on(TenantDeleted deleted) {
    jdbc.sql("DELETE FROM support_request WHERE owner = ?")
        .param(MailOwner.of(deleted.id()).key())
        .update();
  }
}
