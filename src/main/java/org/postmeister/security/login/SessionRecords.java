package org.postmeister.security.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.UtcTime;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The sessions of all nodes, which are themselves in the memory of one. A session whose record is
 * deleted ends, wherever it is.
 */
@Repository
public class SessionRecords {

  private static final int USER_AGENT_LENGTH = 300;
  private static final int ADDRESS_LENGTH = 64;
  // A node ends a session some time after its last use, and notes uses once a minute.
  private static final Duration LEEWAY = Duration.ofMinutes(30);

  private final JdbcClient jdbc;
  private final JdbcOperations batches;
  private final Clock clock;
  private final Duration kept;

  SessionRecords(
      JdbcClient jdbc,
      JdbcOperations batches,
      Clock clock,
      @Value("${server.servlet.session.timeout}") Duration timeout) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.clock = clock;
    this.kept = timeout.plus(LEEWAY);
  }

  /** Records a session that begins. */
  UUID add(UUID account, @Nullable String userAgent, @Nullable String address) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            INSERT INTO account_session
              (id, account_id, user_agent, address, started_at, last_used_at)
            VALUES (:id, :account, :agent, :address, :now, :now)
            """)
        .param("id", id)
        .param("account", account)
        .param("agent", shortened(userAgent, USER_AGENT_LENGTH))
        .param("address", shortened(address, ADDRESS_LENGTH))
        .param("now", UtcTime.toColumn(clock.instant()))
        .update();
    return id;
  }

  private static String shortened(@Nullable String text, int length) {
    return text == null ? "" : text.substring(0, Math.min(text.length(), length));
  }

  /** Those of an account, the last used first. */
  public List<SessionRecord> of(UUID account) {
    return jdbc.sql(
            """
            SELECT id, user_agent, address, started_at, last_used_at FROM account_session
            WHERE account_id = ? ORDER BY last_used_at DESC, started_at DESC
            """)
        .param(account)
        .query((row, number) ->
            new SessionRecord(
                row.getObject("id", UUID.class),
                row.getString("user_agent"),
                row.getString("address"),
                UtcTime.of(row, "started_at"),
                UtcTime.of(row, "last_used_at")))
        .list();
  }

  /** Which of these have no record any more. */
  Set<UUID> missing(Set<UUID> ids) {
    Set<UUID> missing = new HashSet<>(ids);
    jdbc.sql("SELECT id FROM account_session WHERE id IN (:ids)")
        .param("ids", ids)
        .query(UUID.class)
        .list()
        .forEach(missing::remove);
    return missing;
  }

  /** Notes when sessions were last used. */
  void note(Map<UUID, Instant> lastUsed) {
    batches.batchUpdate(
        "UPDATE account_session SET last_used_at = ? WHERE id = ?",
        lastUsed.entrySet().stream()
            .map(entry -> new Object[] {UtcTime.toColumn(entry.getValue()), entry.getKey()})
            .toList());
  }

  /**
   * Ends a session.
   *
   * @return false if the account has no such session
   */
  public boolean delete(UUID account, UUID id) {
    return jdbc.sql("DELETE FROM account_session WHERE id = ? AND account_id = ?")
            .params(id, account)
            .update()
        > 0;
  }

  /** One that has ended. */
  void delete(UUID id) {
    jdbc.sql("DELETE FROM account_session WHERE id = ?").param(id).update();
  }

  /**
   * Deletes those of nodes that are no more: unused for longer than a session lasts.
   *
   * @param alive the sessions of this node, which decides itself when they end
   */
  void deleteUnused(Set<UUID> alive) {
    jdbc
        .sql("SELECT id FROM account_session WHERE last_used_at < ?")
        .param(UtcTime.toColumn(clock.instant().minus(kept)))
        .query((row, number) -> row.getObject("id", UUID.class))
        .list()
        .stream()
        .filter(id -> !alive.contains(id))
        .forEach(this::delete);
  }
}
