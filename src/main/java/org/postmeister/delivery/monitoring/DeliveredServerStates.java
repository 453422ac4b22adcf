package org.postmeister.delivery.monitoring;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.log.MessageVisibility;
import org.postmeister.delivery.server.LearntLimits;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.delivery.server.ServerLimits;
import org.postmeister.delivery.worker.StuckServers;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.ServerState;
import org.postmeister.mailserver.spi.ServerState.Kind;
import org.postmeister.mailserver.spi.ServerStates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The status of servers, from what is stored about them while mail is sent. */
@Component
class DeliveredServerStates implements ServerStates {

  private final JdbcClient jdbc;
  private final ServerHealths healths;
  private final MessageVisibility visibility;
  private final Clock clock;

  DeliveredServerStates(
      JdbcClient jdbc, ServerHealths healths, MessageVisibility visibility, Clock clock) {
    this.jdbc = jdbc;
    this.healths = healths;
    this.visibility = visibility;
    this.clock = clock;
  }

  @Override
  public ServerState of(MailOwner server) {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            SELECT h.*, l.connections, l.messages_per_connection, l.messages_per_minute,
              l.learnt_at, l.reply AS learnt_reply, l.taken_at, l.pipelining, l.pipelining_at,
              s.since AS stuck_since
            FROM mail_server m
            LEFT JOIN server_health h ON h.owner = m.owner
            LEFT JOIN server_limit l ON l.owner = m.owner
            LEFT JOIN server_stuck s ON s.owner = m.owner AND s.seen_at > :believed
            WHERE m.owner = :owner
            """)
        .param("owner", server.key())
        .param("believed", UtcTime.toColumn(now.minus(StuckServers.BELIEVED)))
        .query((row, number) ->
            state(
                row.getString("owner") == null ? null : healths.health(row),
                LearntLimits.limits(row, "learnt_reply"),
                UtcTime.find(row, "stuck_since"),
                now))
        .optional()
        .orElse(ServerState.UNTESTED);
  }

  private ServerState state(
      @Nullable ServerHealth health,
      ServerLimits known,
      @Nullable Instant stuckSince,
      Instant now) {
    ServerState.Learned learned =
        new ServerState.Learned(
            known.connections(),
            known.messagesPerConnection(),
            known.messagesPerMinute(),
            known.pipelining(),
            known.areLimited() ? known.reply() : null);
    if (health != null && health.isPausedAt(now)) {
      ServerHealth shown = visibility.guard(health);
      return new ServerState(
          Kind.PAUSED, shown.since(), shown.pausedUntil(), shown.failure(), shown.reply(), learned);
    }
    if (stuckSince != null) {
      return new ServerState(Kind.SLOWED, stuckSince, null, null, null, learned);
    }
    if (known.areLimited()) {
      return new ServerState(Kind.SLOWED, known.learntAt(), null, null, null, learned);
    }
    return new ServerState(
        known.takenAt() == null ? Kind.UNTESTED : Kind.READY,
        known.takenAt(),
        null,
        null,
        null,
        learned);
  }
}
