package org.postmeister.delivery.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postmeister.common.TenantDeleted;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.StuckServer;
import org.postmeister.mailserver.MailOwner;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Servers that keep everybody waiting, on all nodes: nothing fails, and no mail is sent. */
@Repository
public class StuckServers {

  // Some replies take this long; nobody need be told earlier.
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration STORE_EVERY = Duration.ofSeconds(10);
  // Nobody removes what a dead node has stored.
  public static final Duration BELIEVED = Duration.ofSeconds(60);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<MailOwner, Instant> storedAt = new ConcurrentHashMap<>();

  StuckServers(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** All current ones, longest first. */
  public List<StuckServer> all() {
    return jdbc.sql("SELECT * FROM server_stuck WHERE seen_at > ? ORDER BY since")
        .param(UtcTime.toColumn(clock.instant().minus(BELIEVED)))
        .query((row, number) ->
            new StuckServer(
                new MailOwner(row.getString("owner")),
                UtcTime.of(row, "since"),
                row.getInt("connections")))
        .list();
  }

  /** Stores which of this node's servers are stuck. */
  void look(Collection<ServerDelivery> deliveries) {
    Instant now = clock.instant();
    Map<MailOwner, Instant> before = Map.copyOf(storedAt);
    Set<MailOwner> recovered = new HashSet<>(before.keySet());
    for (ServerDelivery delivery : deliveries) {
      Duration stuckFor = delivery.stuckFor().orElse(Duration.ZERO);
      Instant stored = before.get(delivery.owner());
      if (stuckFor.compareTo(LONG) < 0) {
        continue;
      }
      recovered.remove(delivery.owner());
      if (stored == null || Duration.between(stored, now).compareTo(STORE_EVERY) > 0) {
        ServerConnections connections = delivery.connections();
        store(
            new StuckServer(
                delivery.owner(),
                now.minus(stuckFor),
                connections == null ? 0 : connections.open()),
            now);
      }
    }
    recovered.forEach(this::forget);
  }

  private void store(StuckServer server, Instant now) {
    storedAt.put(server.owner(), now);
    int updated =
        jdbc.sql("UPDATE server_stuck SET since = ?, seen_at = ?, connections = ? WHERE owner = ?")
            .params(
                UtcTime.toColumn(server.since()),
                UtcTime.toColumn(now),
                server.connections(),
                server.owner().key())
            .update();
    if (updated == 0) {
      jdbc.sql(
              """
              INSERT IGNORE INTO server_stuck (since, seen_at, connections, owner)
              VALUES (?, ?, ?, ?)
              """)
          .params(
              UtcTime.toColumn(server.since()),
              UtcTime.toColumn(now),
              server.connections(),
              server.owner().key())
          .update();
    }
  }

  @EventListener
  void on(TenantDeleted deleted) {
    forget(MailOwner.of(deleted.id()));
  }

  private void forget(MailOwner server) {
    storedAt.remove(server);
    jdbc.sql("DELETE FROM server_stuck WHERE owner = ?").param(server.key()).update();
  }
}
