package org.postmeister.mailserver;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.secret.Secret;
import org.postmeister.secret.SecretName;
import org.postmeister.secret.SecretVault;
import org.springframework.stereotype.Repository;

/** Keeps mail servers, each with at most one secret. */
@Repository
class MailServers {

  /** The owner of the system mail server, whose row the first change set creates. */
  static final String SYSTEM = "system";

  private final MailServerRows rows;
  private final SecretVault vault;
  private final Clock clock;

  MailServers(MailServerRows rows, SecretVault vault, Clock clock) {
    this.rows = rows;
    this.vault = vault;
    this.clock = clock;
  }

  MailServer getSystem() {
    return toMailServer(rows.findById(SYSTEM).orElseThrow());
  }

  /** Reads, and keeps others from writing until the transaction ends. */
  MailServer getSystemLocked() {
    return toMailServer(rows.findLockedByOwner(SYSTEM).orElseThrow());
  }

  Optional<Secret> secretOf(String owner, Authentication authentication) {
    return Optional.ofNullable(secretName(owner, authentication)).flatMap(vault::find);
  }

  MailServer saveSystem(MailServerDraft draft) {
    MailServerRow before = rows.findById(SYSTEM).orElseThrow();
    Authentication authentication = draft.settings().authentication();
    if (before.authenticationMode() != authentication.mode()) {
      SecretName old = secretName(SYSTEM, before.settings().authentication());
      if (old != null) {
        vault.delete(old);
      }
    }
    SecretName name = secretName(SYSTEM, authentication);
    if (name != null && draft.secret() != null) {
      vault.put(name, draft.secret());
    }
    return toMailServer(rows.save(before.with(draft.settings(), clock.instant())));
  }

  private MailServer toMailServer(MailServerRow row) {
    MailServerSettings settings = row.settings();
    SecretName name = secretName(row.owner(), settings.authentication());
    return new MailServer(settings, name != null && vault.contains(name), row.revision());
  }

  private static @Nullable SecretName secretName(String owner, Authentication authentication) {
    String field = authentication.secretField();
    return field == null ? null : new SecretName("mail-server/" + owner, field);
  }
}
