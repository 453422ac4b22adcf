package org.postmeister.mailserver.server;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.MailServerChanged;
import org.postmeister.secret.Secret;
import org.postmeister.secret.SecretName;
import org.postmeister.secret.SecretVault;
import org.postmeister.security.CurrentUser;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Repository;

/**
 * Stores mail servers, each with at most one secret. The first change set creates the system's row.
 */
@Repository
public class MailServers {

  private final MailServerRows rows;
  private final SecretVault vault;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  MailServers(
      MailServerRows rows, SecretVault vault, Clock clock, ApplicationEventPublisher events) {
    this.rows = rows;
    this.vault = vault;
    this.clock = clock;
    this.events = events;
  }

  public MailServer getSystem() {
    return find(MailOwner.SYSTEM).orElseThrow();
  }

  public Optional<MailServer> find(MailOwner owner) {
    return rows.findById(owner.key()).map(MailServerRow::toMailServer);
  }

  /** The revision of each server's settings; only of those that exist. */
  public Map<MailOwner, Long> revisions(Collection<MailOwner> owners) {
    return rows.findRevisions(owners.stream().map(MailOwner::key).toList()).stream()
        .collect(
            Collectors.toMap(row -> new MailOwner(row.owner()), MailServerRows.Revision::revision));
  }

  /** Whose are complete and switched on. */
  public Set<MailOwner> usable(Collection<MailOwner> owners) {
    return rows.findAllById(owners.stream().map(MailOwner::key).distinct().toList()).stream()
        .filter(row -> MailServerPolicy.isUsable(row.toMailServer()))
        .map(row -> new MailOwner(row.owner()))
        .collect(Collectors.toSet());
  }

  /** Reads, and prevents others from writing until the transaction ends. */
  public Optional<MailServer> findLocked(MailOwner owner) {
    return rows.findLockedByOwner(owner.key()).map(MailServerRow::toMailServer);
  }

  public Optional<Secret> secretOf(MailOwner owner, Authentication authentication) {
    return Optional.ofNullable(secretName(owner, authentication)).flatMap(vault::find);
  }

  /**
   * Stores a server, unless just the same is stored: then it stays as it is, with its revision and
   * its connections.
   *
   * @param channel by which the change was made
   */
  MailServer save(MailOwner owner, MailServerDraft draft, CurrentUser.Channel channel) {
    MailServerRow stored = rows.findById(owner.key()).orElse(null);
    if (stored != null && isStored(stored, owner, draft)) {
      return stored.toMailServer();
    }
    MailServerRow before = stored == null ? MailServerRow.create(owner) : stored;
    Authentication authentication = draft.settings().authentication();
    SecretName name = secretName(owner, authentication);
    boolean sameSecret =
        Objects.equals(name, secretName(owner, before.settings().authentication()))
            && before.authenticationMode() == authentication.mode();
    if (!sameSecret) {
      deleteSecret(owner, before);
    }
    if (name != null && draft.secret() != null) {
      vault.put(name, draft.secret());
    }
    boolean secret =
        name != null && (draft.secret() != null || (sameSecret && before.secretStored()));
    events.publishEvent(new MailServerChanged(owner));
    boolean sameDestination =
        before.settings().destination().equals(draft.settings().destination());
    return rows.save(
            before
                .with(draft.settings(), secret, clock.instant())
                .withDestinationSetBy(
                    sameDestination ? before.destinationSetBy() : channel,
                    sameDestination ? before.destinationSetAt() : clock.instant()))
        .toMailServer();
  }

  private boolean isStored(MailServerRow row, MailOwner owner, MailServerDraft draft) {
    if (!row.settings().equals(draft.settings())) {
      return false;
    }
    SecretName name = secretName(owner, draft.settings().authentication());
    Secret secret = draft.secret();
    return name == null || secret == null || (row.secretStored() && vault.holds(name, secret));
  }

  /** A user confirms that mail goes where it should. */
  MailServer confirmDestination(MailOwner owner) {
    return rows.save(
            rows.findById(owner.key())
                .orElseThrow()
                .withDestinationSetBy(CurrentUser.Channel.CONSOLE, clock.instant()))
        .toMailServer();
  }

  /** Deletes settings and secret, if there are any. */
  public void delete(MailOwner owner) {
    rows.findById(owner.key())
        .ifPresent(row -> {
          deleteSecret(owner, row);
          rows.delete(row);
          events.publishEvent(new MailServerChanged(owner));
        });
  }

  /** Those of tenants that use features not available on every platform version. */
  List<MailServerFeatureUsage.Used> usingGatedFeatures() {
    return rows.findUsingGatedFeatures();
  }

  private void deleteSecret(MailOwner owner, MailServerRow row) {
    SecretName name = secretName(owner, row.settings().authentication());
    if (name != null) {
      vault.delete(name);
    }
  }

  private static @Nullable SecretName secretName(MailOwner owner, Authentication authentication) {
    String field = authentication.secretField();
    return field == null ? null : new SecretName("mail-server/" + owner.key(), field);
  }
}
