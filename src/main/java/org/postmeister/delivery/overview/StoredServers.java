package org.postmeister.delivery.overview;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantName;
import org.postmeister.common.storage.Folding;
import org.postmeister.common.storage.LikePattern;
import org.postmeister.common.storage.StoredEnum;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.log.MessageVisibility;
import org.postmeister.delivery.server.LearntLimits;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.delivery.server.ServerLimits;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.delivery.worker.StuckServers;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.ServerState;
import org.postmeister.mailserver.spi.ServerState.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads all mail servers with what sending through them has shown. */
@Repository
class StoredServers {

  // A health row with no failures is one that somebody has had tried again.
  private static final String FROM =
      """
       FROM mail_server m
       LEFT JOIN tenant t ON t.id = CAST(NULLIF(m.owner, 'system') AS uuid)
       LEFT JOIN server_health h ON h.owner = m.owner AND h.failures > 0
       LEFT JOIN server_limit l ON l.owner = m.owner
       LEFT JOIN server_stuck s ON s.owner = m.owner AND s.seen_at > :believed
      """;

  private static final String LIMITED =
      "(l.connections IS NOT NULL OR l.messages_per_connection IS NOT NULL"
          + " OR l.messages_per_minute IS NOT NULL)";

  private final JdbcClient jdbc;
  private final ServerHealths healths;
  private final MessageVisibility visibility;
  private final Clock clock;

  StoredServers(JdbcClient jdbc, ServerHealths healths, MessageVisibility visibility, Clock clock) {
    this.jdbc = jdbc;
    this.healths = healths;
    this.visibility = visibility;
    this.clock = clock;
  }

  /** The system mail server first, then by the tenants' names; without what waits. */
  List<ServerOverview> find(ServerFilter filter, int offset, int limit) {
    Map<String, Object> values = new HashMap<>();
    String where = where(filter, values);
    if (where.isEmpty()) {
      return List.of();
    }
    values.put("offset", offset);
    values.put("limit", limit);
    return jdbc.sql(
            """
            SELECT m.owner AS server_owner, m.host, m.authentication_mode, m.enabled,
              t.name, t.display_name,
              h.*, l.connections, l.messages_per_connection, l.messages_per_minute,
              l.learnt_at, l.reply AS learnt_reply, l.taken_at, l.pipelining, l.pipelining_at,
              s.since AS stuck_since
            """
                + FROM
                + where
                + """
                 ORDER BY CASE WHEN m.owner = 'system' THEN 0 ELSE 1 END, t.name_key
                 LIMIT :limit OFFSET :offset
                """)
        .params(values)
        .query((row, number) -> server(row))
        .list();
  }

  /** The same with what waits behind each. */
  List<ServerOverview> withWaiting(List<ServerOverview> found) {
    Map<String, Waiting> waiting =
        waiting(found.stream().map(ServerOverview::owner).collect(Collectors.toSet()));
    return found.stream().map(server -> with(server, waiting.get(server.owner().key()))).toList();
  }

  int count(ServerFilter filter) {
    Map<String, Object> values = new HashMap<>();
    String where = where(filter, values);
    if (where.isEmpty()) {
      return 0;
    }
    return jdbc.sql("SELECT COUNT(*)" + FROM + where).params(values).query(Integer.class).single();
  }

  // Empty if there can be none.
  private String where(ServerFilter filter, Map<String, Object> values) {
    values.put("believed", UtcTime.toColumn(clock.instant().minus(StuckServers.BELIEVED)));
    List<String> conditions = new ArrayList<>();
    if (filter.owners() != null) {
      conditions.add("m.owner IN (:owners)");
      values.put(
          "owners",
          filter.owners().isEmpty()
              ? List.of("")
              : filter.owners().stream().map(MailOwner::key).toList());
    }
    if (!filter.text().isBlank()) {
      conditions.add(
          "(t.name_key LIKE :text ESCAPE '!' OR LOWER(t.display_name) LIKE :text"
              + " ESCAPE '!' OR LOWER(m.host) LIKE :text ESCAPE '!')");
      values.put("text", LikePattern.contains(Folding.fold(filter.text())));
    }
    if (filter.choice() == ServerFilter.Choice.TROUBLE) {
      // There are few of them, whatever the number of servers.
      Set<String> troubled = troubled();
      if (troubled.isEmpty()) {
        return "";
      }
      values.put("troubled", troubled);
    }
    if (filter.choice() != null) {
      conditions.add(condition(filter.choice()));
    }
    return " WHERE " + (conditions.isEmpty() ? "1 = 1" : String.join(" AND ", conditions));
  }

  private static String condition(ServerFilter.Choice choice) {
    String quiet = "m.enabled = TRUE AND h.owner IS NULL AND s.owner IS NULL";
    return switch (choice) {
      case TROUBLE -> "m.enabled = TRUE AND m.owner IN (:troubled)";
      case SLOWED -> quiet + " AND " + LIMITED;
      case READY -> quiet + " AND l.taken_at IS NOT NULL AND NOT " + LIMITED;
      case UNTESTED ->
          quiet + " AND l.taken_at IS NULL AND (l.owner IS NULL OR NOT " + LIMITED + ")";
      case OFF -> "m.enabled = FALSE";
    };
  }

  private Set<String> troubled() {
    return jdbc.sql(
            """
            SELECT owner FROM server_health WHERE failures > 0
            UNION SELECT owner FROM server_stuck WHERE seen_at > ?
            """)
        .param(UtcTime.toColumn(clock.instant().minus(StuckServers.BELIEVED)))
        .query((row, number) -> row.getString(1))
        .set();
  }

  /**
   * What waits behind servers.
   *
   * @param since when the oldest was accepted
   */
  record Waiting(long messages, Instant since) {}

  /** By the server's key; only of those behind which something waits. */
  Map<String, Waiting> waiting(Collection<MailOwner> servers) {
    Map<String, Waiting> waiting = new HashMap<>();
    if (!servers.isEmpty()) {
      // From an index alone, but for the oldest message of each.
      jdbc.sql(
              """
              SELECT w.lane, w.messages, m.accepted_at FROM (
                SELECT lane, COUNT(*) AS messages, MIN(id) AS oldest FROM message
                WHERE lane IN (:keys) GROUP BY lane) w
              JOIN message m ON m.id = w.oldest
              """)
          .param("keys", servers.stream().map(MailOwner::key).toList())
          .query(row -> {
            waiting.put(
                row.getString("lane"),
                new Waiting(row.getLong("messages"), UtcTime.of(row, "accepted_at")));
          });
    }
    return waiting;
  }

  /** Messages of owners that have not ended; only of those that have any. */
  Map<MailOwner, Long> waitingOf(Collection<MailOwner> owners) {
    Map<MailOwner, Long> waiting = new HashMap<>();
    if (!owners.isEmpty()) {
      jdbc.sql(
              """
              SELECT owner, COUNT(*) AS messages FROM message
              WHERE lane IN (:lanes) AND owner IN (:owners) GROUP BY owner
              """)
          // All that their messages can wait for, so that those that have ended are not read.
          .param(
              "lanes",
              Stream.concat(
                      owners.stream().map(MailOwner::key),
                      Stream.of(MailOwner.SYSTEM.key(), ClaimKey.NOWHERE))
                  .distinct()
                  .toList())
          .param("owners", owners.stream().map(MailOwner::key).toList())
          .query(row -> {
            waiting.put(new MailOwner(row.getString("owner")), row.getLong("messages"));
          });
    }
    return waiting;
  }

  /** Whose servers are switched on and cannot be used, or keep everybody waiting. */
  Set<MailOwner> inTrouble() {
    Set<String> troubled = troubled();
    return troubled.isEmpty()
        ? Set.of()
        : jdbc.sql("SELECT owner FROM mail_server WHERE enabled = TRUE AND owner IN (:troubled)")
            .param("troubled", troubled)
            .query((row, number) -> new MailOwner(row.getString(1)))
            .set();
  }

  private ServerOverview server(ResultSet row) throws SQLException {
    String tenant = row.getString("name");
    return new ServerOverview(
        new MailOwner(row.getString("server_owner")),
        tenant == null ? null : TenantName.stored(tenant),
        row.getString("display_name"),
        row.getString("host"),
        StoredEnum.of(
            AuthenticationMode.class,
            row.getString("authentication_mode"),
            AuthenticationMode.NONE),
        row.getBoolean("enabled"),
        state(row),
        0,
        null);
  }

  private static ServerOverview with(ServerOverview server, @Nullable Waiting waiting) {
    return waiting == null
        ? server
        : new ServerOverview(
            server.owner(),
            server.tenant(),
            server.displayName(),
            server.host(),
            server.mode(),
            server.enabled(),
            server.state(),
            waiting.messages(),
            waiting.since());
  }

  // As far as the caller may know it.
  private ServerState state(ResultSet row) throws SQLException {
    ServerLimits known = LearntLimits.limits(row, "learnt_reply");
    ServerState.Learned learned =
        new ServerState.Learned(
            known.connections(),
            known.messagesPerConnection(),
            known.messagesPerMinute(),
            known.pipelining(),
            known.areLimited() ? known.reply() : null);
    if (row.getString("failure") != null) {
      ServerHealth health = visibility.guard(healths.health(row));
      return new ServerState(
          Kind.PAUSED,
          health.since(),
          health.pausedUntil(),
          health.failure(),
          health.reply(),
          learned);
    }
    Instant stuckSince = UtcTime.find(row, "stuck_since");
    if (stuckSince != null) {
      return new ServerState(
          Kind.SLOWED, stuckSince, null, null, null, ServerState.Learned.NOTHING);
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
