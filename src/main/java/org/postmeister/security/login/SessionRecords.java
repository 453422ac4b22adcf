package org.postmeister.security.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.security.RandomToken;
import org.postmeister.security.SignedInUser;
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
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final JdbcOperations batches;
  private final Clock clock;
  private final Duration timeout;
  private final Duration kept;

  SessionRecords(
      JdbcClient jdbc,
      JdbcOperations batches,
      Clock clock,
      @Value("${server.servlet.session.timeout}") Duration timeout) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.clock = clock;
    this.timeout = timeout;
    this.kept = timeout.plus(LEEWAY);
  }

  /**
   * Records a session that begins.
   *
   * @param token with which another node can continue it
   */
  UUID add(SignedInUser user, @Nullable String userAgent, @Nullable String address, String token) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            INSERT INTO account_session (id, account_id, user_agent, address, started_at,
              last_used_at, token_hash, credentials_version)
            VALUES (:id, :account, :agent, :address, :now, :now, :hash, :version)
            """)
        .param("id", id)
        .param("account", user.accountId())
        .param("agent", shortened(userAgent, USER_AGENT_LENGTH))
        .param("address", shortened(address, ADDRESS_LENGTH))
        .param("now", UtcTime.toColumn(clock.instant()))
        .param("hash", RandomToken.hash(token))
        .param("version", user.state().credentialsVersion())
        .update();
    return id;
  }

  /**
   * A session that a node may continue.
   *
   * @param credentialsVersion of the account when it began
   */
  record Continued(UUID id, UUID account, long credentialsVersion) {}

  /** The session of a token, unless it has ended or has not been used for too long. */
  Optional<Continued> ofToken(String token) {
    return jdbc.sql(
            """
            SELECT id, account_id, credentials_version FROM account_session
            WHERE token_hash = ? AND last_used_at >= ?
            """)
        .params(
            RandomToken.hash(token),
            UtcTime.toColumn(clock.instant().minus(timeout.plus(NOTED_EVERY))))
        .query((row, number) ->
            new Continued(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getLong("credentials_version")))
        .optional();
  }

  /** Notes that a session is in use; false if it has just ended. */
  boolean noteUse(UUID id) {
    return jdbc.sql("UPDATE account_session SET last_used_at = ? WHERE id = ?")
            .params(UtcTime.toColumn(clock.instant()), id)
            .update()
        > 0;
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
        // Whichever of two nodes that have it was used last.
        "UPDATE account_session SET last_used_at = ? WHERE id = ? AND last_used_at < ?",
        lastUsed.entrySet().stream()
            .map(entry -> {
              LocalDateTime used = UtcTime.toColumn(entry.getValue());
              return new Object[] {used, entry.getKey(), used};
            })
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

  /**
   * One that has ended, unless it has gone on elsewhere.
   *
   * @param lastUsed when it was last used where it has ended
   */
  void delete(UUID id, Instant lastUsed) {
    jdbc.sql("DELETE FROM account_session WHERE id = ? AND last_used_at <= ?")
        .params(id, UtcTime.toColumn(lastUsed.plus(NOTED_EVERY)))
        .update();
  }

  /** One that has ended, wherever it is used. */
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
