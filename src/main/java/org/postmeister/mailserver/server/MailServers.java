package org.postmeister.mailserver.server;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.MailServerChanged;
import org.postmeister.secret.Secret;
import org.postmeister.secret.SecretName;
import org.postmeister.secret.SecretVault;
import org.postmeister.security.CurrentUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Stores mail servers, each with at most one secret. The first change set creates the system's row.
 */
@Repository
public class MailServers {

  private static final Logger log = LoggerFactory.getLogger(MailServers.class);

  private final JdbcClient jdbc;
  private final SecretVault vault;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  MailServers(JdbcClient jdbc, SecretVault vault, Clock clock, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.vault = vault;
    this.clock = clock;
    this.events = events;
  }

  public MailServer getSystem() {
    return find(MailOwner.SYSTEM).orElseThrow();
  }

  public Optional<MailServer> find(MailOwner owner) {
    return find("SELECT * FROM mail_server WHERE owner = :owner", owner);
  }

  /** Reads, and prevents others from writing until the transaction ends. */
  public Optional<MailServer> findLocked(MailOwner owner) {
    return find("SELECT * FROM mail_server WHERE owner = :owner FOR UPDATE", owner);
  }

  private Optional<MailServer> find(String sql, MailOwner owner) {
    return jdbc.sql(sql).param("owner", owner.key()).query(MailServerRowMapper.INSTANCE).optional();
  }

  /** The revision of each server's settings; only of those that exist. */
  public Map<MailOwner, Long> revisions(Collection<MailOwner> owners) {
    Map<MailOwner, Long> revisions = new HashMap<>();
    if (!owners.isEmpty()) {
      jdbc.sql("SELECT owner, revision FROM mail_server WHERE owner IN (:owners)")
          .param("owners", owners.stream().map(MailOwner::key).distinct().toList())
          .query(row -> {
            revisions.put(new MailOwner(row.getString("owner")), row.getLong("revision"));
          });
    }
    return revisions;
  }

  /** Whose are complete and switched on; one that cannot be read is not. */
  public Set<MailOwner> usable(Collection<MailOwner> owners) {
    Set<MailOwner> usable = new HashSet<>();
    if (!owners.isEmpty()) {
      jdbc.sql("SELECT * FROM mail_server WHERE owner IN (:owners)")
          .param("owners", owners.stream().map(MailOwner::key).distinct().toList())
          .query(row -> {
            String owner = row.getString("owner");
            try {
              if (MailServerPolicy.isUsable(MailServerRowMapper.INSTANCE.read(row))) {
                usable.add(new MailOwner(owner));
              }
            } catch (IllegalArgumentException e) {
              log.error("The stored mail server of {} cannot be read", owner, e);
            }
          });
    }
    return usable;
  }

  public Optional<Secret> secretOf(MailOwner owner, Authentication authentication) {
    return Optional.ofNullable(secretName(owner, authentication)).flatMap(vault::find);
  }

  /**
   * Stores a server, unless just the same is stored: then it stays as it is, with its revision and
   * its connections.
   *
   * @param stored what {@link #findLocked} has returned; {@link MailServer#NONE} if there is none
   * @param channel by which the change was made
   */
  MailServer save(
      MailOwner owner, MailServer stored, MailServerDraft draft, CurrentUser.Channel channel) {
    if (isStored(stored, owner, draft)) {
      return stored;
    }
    Authentication authentication = draft.settings().authentication();
    Authentication before = stored.settings().authentication();
    SecretName name = secretName(owner, authentication);
    boolean sameSecret =
        Objects.equals(name, secretName(owner, before)) && before.mode() == authentication.mode();
    if (!sameSecret) {
      deleteSecret(owner, before);
    }
    if (name != null && draft.secret() != null) {
      vault.put(name, draft.secret());
    }
    boolean secret =
        name != null && (draft.secret() != null || (sameSecret && stored.secretStored()));
    events.publishEvent(new MailServerChanged(owner));
    boolean sameDestination =
        stored.settings().destination().equals(draft.settings().destination());
    return write(
        owner,
        new MailServer(
            draft.settings(),
            secret,
            sameDestination ? stored.destinationSetBy() : channel,
            sameDestination ? stored.destinationSetAt() : clock.instant(),
            stored.revision() + 1));
  }

  private boolean isStored(MailServer stored, MailOwner owner, MailServerDraft draft) {
    if (!stored.exists() || !stored.settings().equals(draft.settings())) {
      return false;
    }
    SecretName name = secretName(owner, draft.settings().authentication());
    Secret secret = draft.secret();
    return name == null || secret == null || (stored.secretStored() && vault.holds(name, secret));
  }

  /**
   * A user confirms that mail goes where it should.
   *
   * @param stored what {@link #findLocked} has returned
   */
  MailServer confirmDestination(MailOwner owner, MailServer stored) {
    return write(
        owner,
        new MailServer(
            stored.settings(),
            stored.secretStored(),
            CurrentUser.Channel.CONSOLE,
            clock.instant(),
            stored.revision() + 1));
  }

  private MailServer write(MailOwner owner, MailServer server) {
    Instant setAt = server.destinationSetAt();
    SequencedMap<String, @Nullable Object> columns = MailServerRowMapper.columns(server.settings());
    columns.put("secret_stored", server.secretStored());
    columns.put("destination_set_by", server.destinationSetBy().name());
    columns.put("destination_set_at", UtcTime.toNullableColumn(setAt));
    columns.put("changed_at", UtcTime.toColumn(clock.instant()));
    columns.put("revision", server.revision());
    String sql =
        server.revision() == 1
            ? "INSERT INTO mail_server (owner, %s) VALUES (:owner, %s)"
                .formatted(
                    String.join(", ", columns.keySet()),
                    columns.keySet().stream()
                        .map(column -> ":" + column)
                        .collect(Collectors.joining(", ")))
            : "UPDATE mail_server SET %s WHERE owner = :owner AND revision = :revision - 1"
                .formatted(
                    columns.keySet().stream()
                        .map(column -> column + " = :" + column)
                        .collect(Collectors.joining(", ")));
    int written = jdbc.sql(sql).param("owner", owner.key()).params(columns).update();
    if (written == 0) {
      throw new OptimisticLockingFailureException(
          "The mail server of %s has been changed".formatted(owner));
    }
    return server;
  }

  /** Deletes settings and secret, if there are any. */
  public void delete(MailOwner owner) {
    findLocked(owner)
        .ifPresent(stored -> {
          deleteSecret(owner, stored.settings().authentication());
          jdbc.sql("DELETE FROM mail_server WHERE owner = :owner")
              .param("owner", owner.key())
              .update();
          events.publishEvent(new MailServerChanged(owner));
        });
  }

  /** Those of tenants that use features not available on every platform version. */
  List<MailServerFeatureUsage.Used> usingGatedFeatures() {
    return jdbc.sql(
            """
            SELECT t.name AS tenant, s.utf8_headers, s.authentication_mode
            FROM mail_server s JOIN tenant t ON t.id = CAST(s.owner AS uuid)
            WHERE s.owner <> 'system' AND (s.utf8_headers = TRUE OR s.authentication_mode <> 'NONE')
            """)
        .query((row, number) ->
            new MailServerFeatureUsage.Used(
                row.getString("tenant"),
                row.getBoolean("utf8_headers"),
                AuthenticationMode.valueOf(row.getString("authentication_mode"))))
        .list();
  }

  private void deleteSecret(MailOwner owner, Authentication authentication) {
    SecretName name = secretName(owner, authentication);
    if (name != null) {
      vault.delete(name);
    }
  }

  private static @Nullable SecretName secretName(MailOwner owner, Authentication authentication) {
    String field = authentication.secretField();
    return field == null ? null : new SecretName("mail-server/" + owner.key(), field);
  }
}
