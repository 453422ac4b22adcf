package org.postmeister.delivery.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.Node;
import org.postmeister.mailserver.MailOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Connections to servers whose settings limit them: each has a number below that limit, unique
 * among all nodes and all servers with the same host and login. Whoever waits for one gets it soon,
 * however much the others have to send.
 */
@Repository
public class SharedConnections {

  // A dead node keeps its numbers for this long.
  private static final Duration HELD = Duration.ofSeconds(60);
  // The server may count it a little longer.
  private static final Duration CLOSING = Duration.ofSeconds(1);
  private static final Duration WANTED = Duration.ofSeconds(2);
  private static final Duration RENEWED_EVERY = Duration.ofSeconds(15);
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final Node node;
  private final Clock clock;
  private final Map<MailOwner, Instant> yieldedAt = new ConcurrentHashMap<>();
  private Instant renewedAt = Instant.EPOCH;

  SharedConnections(JdbcClient jdbc, Node node, Clock clock) {
    this.jdbc = jdbc;
    this.node = node;
    this.clock = clock;
  }

  /**
   * Takes a number.
   *
   * @param login that servers share
   * @param owner of the server that wants to connect
   * @param limit of its settings
   * @return empty if all are taken, or it is somebody else's turn
   */
  public OptionalInt take(String login, MailOwner owner, int limit) {
    Instant now = clock.instant();
    Map<Integer, Instant> taken = new HashMap<>();
    boolean[] othersWait = {false};
    jdbc.sql("SELECT slot, owner, seen_at FROM shared_connection WHERE login = ?")
        .param(login)
        .query(row -> {
          int slot = row.getInt("slot");
          Instant seenAt = UtcTime.of(row, "seen_at");
          if (slot >= 0) {
            taken.put(slot, seenAt);
          } else if (!row.getString("owner").equals(owner.key())) {
            othersWait[0] |= seenAt.plus(WANTED).isAfter(now);
          }
        });
    Instant yielded = yieldedAt.get(owner);
    boolean othersTurn = othersWait[0] && yielded != null && yielded.plus(WANTED).isAfter(now);
    for (int slot = 0; slot < limit && !othersTurn; slot++) {
      Instant seenAt = taken.get(slot);
      if ((seenAt == null || seenAt.plus(HELD).isBefore(now))
          && take(login, slot, owner, seenAt, now)) {
        delete(login, wish(owner));
        return OptionalInt.of(slot);
      }
    }
    wait(login, owner, now);
    return OptionalInt.empty();
  }

  private boolean take(
      String login, int slot, MailOwner owner, @Nullable Instant before, Instant now) {
    return before == null
        ? insert(login, slot, owner, now)
        : jdbc.sql(
                    """
                    UPDATE shared_connection SET owner = ?, node = ?, seen_at = ?
                    WHERE login = ? AND slot = ? AND seen_at = ?
                    """)
                .params(
                    owner.key(),
                    node.name(),
                    UtcTime.toColumn(now),
                    login,
                    slot,
                    UtcTime.toColumn(before))
                .update()
            > 0;
  }

  private boolean insert(String login, int slot, MailOwner owner, Instant now) {
    return jdbc.sql(
                """
                INSERT IGNORE INTO shared_connection (login, slot, owner, node, seen_at)
                VALUES (?, ?, ?, ?, ?)
                """)
            .params(login, slot, owner.key(), node.name(), UtcTime.toColumn(now))
            .update()
        > 0;
  }

  private void wait(String login, MailOwner owner, Instant now) {
    if (!insert(login, wish(owner), owner, now)) {
      jdbc.sql("UPDATE shared_connection SET seen_at = ? WHERE login = ? AND slot = ?")
          .params(UtcTime.toColumn(now), login, wish(owner))
          .update();
    }
  }

  // Below all numbers of connections.
  private static int wish(MailOwner owner) {
    return -1 - (owner.key().hashCode() & (Integer.MAX_VALUE >> 1));
  }

  private void delete(String login, int slot) {
    jdbc.sql("DELETE FROM shared_connection WHERE login = ? AND slot = ?")
        .params(login, slot)
        .update();
  }

  /** Whether another owner's server is waiting for a connection. */
  public boolean areWanted(String login, MailOwner owner) {
    return jdbc.sql(
                """
                SELECT COUNT(*) FROM shared_connection
                WHERE login = ? AND slot < 0 AND owner <> ? AND seen_at > ?
                """)
            .params(login, owner.key(), UtcTime.toColumn(clock.instant().minus(WANTED)))
            .query(Integer.class)
            .single()
        > 0;
  }

  /** A connection was closed to give others their turn. */
  public void yielded(MailOwner owner) {
    yieldedAt.put(owner, clock.instant());
  }

  /** A connection was closed. */
  public void release(String login, int slot) {
    jdbc.sql(
            """
            UPDATE shared_connection SET node = '', seen_at = ?
            WHERE login = ? AND slot = ? AND node = ?
            """)
        .params(
            UtcTime.toColumn(clock.instant().minus(HELD).plus(CLOSING)), login, slot, node.name())
        .update();
  }

  /** Shows from time to time that this node still has its connections. */
  public void renew() {
    Instant now = clock.instant();
    if (renewedAt.plus(RENEWED_EVERY).isAfter(now)) {
      return;
    }
    renewedAt = now;
    yieldedAt.values().removeIf(at -> at.plus(WANTED).isBefore(now));
    jdbc.sql("UPDATE shared_connection SET seen_at = ? WHERE node = ? AND slot >= 0")
        .params(UtcTime.toColumn(now), node.name())
        .update();
    jdbc.sql("DELETE FROM shared_connection WHERE seen_at < ?")
        .param(UtcTime.toColumn(now.minus(FORGOTTEN)))
        .update();
  }
}
