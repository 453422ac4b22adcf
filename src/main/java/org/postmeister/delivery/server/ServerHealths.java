package org.postmeister.delivery.server;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantDeleted;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.store.DeliveryJson;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.MailServerChanged;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.ServerFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Stores which servers cannot be used at the moment, and why, for all nodes. */
@Repository
public class ServerHealths {

  private static final Logger log = LoggerFactory.getLogger(ServerHealths.class);

  private final JdbcClient jdbc;
  private final DeliveryJson json;
  private final RetryPolicy retries;
  private final Clock clock;

  ServerHealths(JdbcClient jdbc, DeliveryJson json, RetryPolicy retries, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.retries = retries;
    this.clock = clock;
  }

  public Optional<ServerHealth> find(MailOwner owner) {
    return jdbc.sql("SELECT * FROM server_health WHERE owner = ?")
        .param(owner.key())
        .query((row, number) -> health(row))
        .optional();
  }

  /** Owners of servers that nothing is sent to at the moment. */
  public Set<MailOwner> paused(Instant now) {
    return jdbc.sql(
            "SELECT owner FROM server_health WHERE paused_until IS NULL OR paused_until > ?")
        .param(UtcTime.toColumn(now))
        .query((row, number) -> new MailOwner(row.getString(1)))
        .set();
  }

  /** All that cannot be used at the moment. */
  public List<ServerHealth> all() {
    return jdbc.sql("SELECT * FROM server_health").query((row, number) -> health(row)).list();
  }

  /**
   * Pauses a server: as long as it asks for, otherwise longer each time, or until somebody acts.
   */
  @Transactional
  public ServerHealth failed(MailOwner owner, ServerFailure failure) {
    Instant now = clock.instant();
    Optional<ServerHealth> before =
        jdbc.sql("SELECT * FROM server_health WHERE owner = ? FOR UPDATE")
            .param(owner.key())
            .query((row, number) -> health(row))
            .optional();
    boolean known = before.filter(health -> health.isPausedAt(now)).isPresent();
    // If several connections fail together, the first counts.
    int failures = before.map(ServerHealth::failures).orElse(0) + (known ? 0 : 1);
    Duration asked = failure.retryAfter();
    Instant until =
        failure.lasting() ? null : now.plus(asked == null ? retries.delay(failures) : asked);
    if (known && !isLonger(until, before.get().pausedUntil())) {
      return before.get();
    }
    ServerHealth after =
        new ServerHealth(
            owner,
            before.map(ServerHealth::since).orElse(now),
            failures,
            until,
            failure.failure(),
            failure.reply());
    write(after);
    // A server that only asks for a pause is not broken.
    if (before.filter(health -> !health.isResumed()).isEmpty() && asked == null) {
      log.warn("The mail server of {} cannot be used: {}", owner, failure.failure().code());
    }
    return after;
  }

  // Null means forever.
  private static boolean isLonger(@Nullable Instant until, @Nullable Instant known) {
    return known != null && (until == null || until.isAfter(known));
  }

  private void write(ServerHealth health) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("owner", health.owner().key());
    values.put("since", UtcTime.toColumn(health.since()));
    values.put("failures", health.failures());
    values.put(
        "until", health.pausedUntil() == null ? null : UtcTime.toColumn(health.pausedUntil()));
    values.put("failure", json.write(health.failure()));
    values.put("reply", health.reply());
    int updated =
        jdbc.sql(
                """
                UPDATE server_health SET failures = :failures, paused_until = :until,
                  failure = :failure, reply = :reply WHERE owner = :owner
                """)
            .params(values)
            .update();
    if (updated == 0) {
      jdbc.sql(
              """
              INSERT IGNORE INTO server_health
                (owner, since, failures, paused_until, failure, reply)
              VALUES (:owner, :since, :failures, :until, :failure, :reply)
              """)
          .params(values)
          .update();
    }
  }

  /**
   * The server has accepted a message. That says nothing about what it told another node in the
   * meantime: a current pause remains.
   */
  @Transactional
  public void succeeded(MailOwner owner) {
    int recovered =
        jdbc.sql("DELETE FROM server_health WHERE owner = ? AND paused_until <= ?")
            .params(owner.key(), UtcTime.toColumn(clock.instant()))
            .update();
    if (recovered > 0) {
      log.info("The mail server of {} is used again.", owner);
    }
  }

  /**
   * A user wants the server to be tried again now. It is known to work once it has accepted a
   * message.
   */
  @Transactional
  public boolean resume(MailOwner owner) {
    return jdbc.sql("UPDATE server_health SET failures = 0, paused_until = ? WHERE owner = ?")
            .params(UtcTime.toColumn(clock.instant()), owner.key())
            .update()
        > 0;
  }

  // With other settings it may well work, so it is tried at once.
  @EventListener
  void on(MailServerChanged changed) {
    resume(changed.owner());
  }

  @EventListener
  void on(TenantDeleted deleted) {
    jdbc.sql("DELETE FROM server_health WHERE owner = ?")
        .param(MailOwner.of(deleted.id()).key())
        .update();
  }

  /** Reads one from a row that has its columns. */
  public ServerHealth health(ResultSet row) throws SQLException {
    SendFailure failure = json.failure(row.getString("failure"));
    if (failure == null) {
      throw new IllegalStateException("A server that failed has no failure");
    }
    return new ServerHealth(
        new MailOwner(row.getString("owner")),
        UtcTime.of(row, "since"),
        row.getInt("failures"),
        UtcTime.find(row, "paused_until"),
        failure,
        row.getString("reply"));
  }
}
