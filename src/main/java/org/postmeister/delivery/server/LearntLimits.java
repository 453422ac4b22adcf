package org.postmeister.delivery.server;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantDeleted;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.MailServerChanged;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores what was learnt about servers, for all nodes, until their settings change. */
@Repository
public class LearntLimits {

  private final JdbcClient jdbc;
  private final Map<MailOwner, ServerLimits> stored = new ConcurrentHashMap<>();

  LearntLimits(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public ServerLimits find(MailOwner server) {
    ServerLimits limits = read(server).orElse(ServerLimits.NONE);
    stored.put(server, limits);
    return limits;
  }

  /** As last learnt or stored on this node, without asking the database. */
  public ServerLimits known(MailOwner server) {
    return stored.getOrDefault(server, ServerLimits.NONE);
  }

  private Optional<ServerLimits> read(MailOwner server) {
    return jdbc.sql("SELECT * FROM server_limit WHERE owner = ?")
        .param(server.key())
        .query((row, number) -> limits(row, "reply"))
        .optional();
  }

  /**
   * @param reply the column with the server's words
   */
  public static ServerLimits limits(ResultSet row, String reply) throws SQLException {
    return new ServerLimits(
        row.getObject("connections", Integer.class),
        row.getObject("messages_per_connection", Integer.class),
        row.getObject("messages_per_minute", Integer.class),
        UtcTime.find(row, "learnt_at"),
        row.getString(reply),
        UtcTime.find(row, "taken_at"),
        row.getObject("pipelining", Boolean.class),
        UtcTime.find(row, "pipelining_at"));
  }

  /** Stores it, if it differs from what was last stored. */
  public void remember(MailOwner server, ServerLimits limits) {
    ServerLimits before = stored.put(server, limits);
    if (Objects.equals(before, limits) || (before == null && limits.isEmpty())) {
      return;
    }
    if (limits.isEmpty()) {
      forget(server);
      return;
    }
    Object[] values = {
      limits.connections(),
      limits.messagesPerConnection(),
      limits.messagesPerMinute(),
      column(limits.learntAt()),
      limits.reply(),
      column(limits.takenAt()),
      limits.pipelining(),
      column(limits.pipeliningAt()),
      server.key()
    };
    int updated =
        jdbc.sql(
                """
                UPDATE server_limit SET connections = ?, messages_per_connection = ?,
                  messages_per_minute = ?, learnt_at = ?, reply = ?, taken_at = ?,
                  pipelining = ?, pipelining_at = ? WHERE owner = ?
                """)
            .params(values)
            .update();
    if (updated == 0) {
      jdbc.sql(
              """
              INSERT IGNORE INTO server_limit (connections, messages_per_connection,
                messages_per_minute, learnt_at, reply, taken_at, pipelining, pipelining_at, owner)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
              """)
          .params(values)
          .update();
    }
  }

  private static @Nullable Object column(java.time.@Nullable Instant time) {
    return time == null ? null : UtcTime.toColumn(time);
  }

  // With other settings it is another server.
  @EventListener
  void on(MailServerChanged changed) {
    forget(changed.owner());
  }

  @EventListener
  void on(TenantDeleted deleted) {
    forget(MailOwner.of(deleted.id()));
  }

  public void forget(MailOwner server) {
    stored.remove(server);
    jdbc.sql("DELETE FROM server_limit WHERE owner = ?").param(server.key()).update();
  }
}
