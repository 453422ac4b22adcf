package org.postmeister.delivery.store;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.mailserver.MailOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Who has messages waiting, and which server they wait for. */
@Repository
public class WaitingMessages {

  private final JdbcClient jdbc;
  private final SendingQuotas quotas;
  private final Clock clock;

  WaitingMessages(JdbcClient jdbc, SendingQuotas quotas, Clock clock) {
    this.jdbc = jdbc;
    this.quotas = quotas;
    this.clock = clock;
  }

  /** Owners of due messages for a server, without those whose quota is used up. */
  List<String> dueOwners(ClaimKey serverKey, Instant now) {
    record Due(String owner, LocalDateTime first) {}
    LocalDateTime latest = UtcTime.toColumn(now);
    Set<MailOwner> waitingForQuota =
        serverKey.server().equals(MailOwner.SYSTEM) ? quotas.exhausted() : Set.of();
    return new ArrayList<>(
        jdbc
            // Grouped by the index from its first column on, MariaDB reads one row of each group
            // and not all that wait.
            .sql(
                """
                SELECT owner, MIN(due_at) AS first FROM message WHERE lane = ?
                GROUP BY lane, owner, priority
                """)
            .param(serverKey.server().key())
            .query((row, number) ->
                new Due(row.getString("owner"), row.getObject("first", LocalDateTime.class)))
            .list()
            .stream()
            .filter(due ->
                !due.first().isAfter(latest)
                    && !waitingForQuota.contains(new MailOwner(due.owner())))
            .map(Due::owner)
            .distinct()
            .toList());
  }

  /** Whether messages of another owner are due for a server. */
  public boolean hasOtherDue(MailOwner server, MailOwner than) {
    return dueOwners(new ClaimKey(server, 0), clock.instant()).stream()
        .anyMatch(owner -> !owner.equals(than.key()));
  }

  /**
   * Moves messages to the server that they have to take now. Confidential ones stay with the
   * system's server: whoever has since configured a tenant's server could read them there.
   */
  @Transactional
  public void move(MailOwner owner, String from, String to) {
    jdbc.sql(
            """
            UPDATE message SET lane =
              CASE WHEN confidential = TRUE AND lane = :nowhere THEN :system ELSE :to END
            WHERE lane = :from AND owner = :owner AND claim IS NULL
              AND NOT (confidential = TRUE AND lane = :system AND :to <> :nowhere)
            """)
        .param("system", MailOwner.SYSTEM.key())
        .param("nowhere", ClaimKey.NOWHERE)
        .param("from", from)
        .param("to", to)
        .param("owner", owner.key())
        .update();
  }

  /** Servers that messages have been claimed for, whether anybody is still sending them or not. */
  public Set<MailOwner> working() {
    return jdbc
        .sql("SELECT DISTINCT claim FROM message WHERE claim IS NOT NULL")
        .query((row, number) -> row.getString("claim"))
        .list()
        .stream()
        .flatMap(claim -> ClaimKey.ofClaim(claim).stream())
        .map(ClaimKey::server)
        .collect(Collectors.toSet());
  }

  /** Who has messages waiting for which server, and since when the first of them has been due. */
  public record Waiting(String serverKey, MailOwner owner, Instant firstDue) {}

  public List<Waiting> waiting() {
    record Place(String serverKey, MailOwner owner) {}
    Map<Place, Instant> first = new LinkedHashMap<>();
    jdbc.sql(
            """
            SELECT lane, owner, MIN(due_at) AS first FROM message
            WHERE lane IS NOT NULL GROUP BY lane, owner, priority
            """)
        .query(row -> {
          first.merge(
              new Place(row.getString("lane"), new MailOwner(row.getString("owner"))),
              UtcTime.of(row, "first"),
              (one, other) -> one.isBefore(other) ? one : other);
        });
    return first.entrySet().stream()
        .map(entry ->
            new Waiting(entry.getKey().serverKey(), entry.getKey().owner(), entry.getValue()))
        .toList();
  }
}
