package org.postmeister.mailserver.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.security.CurrentUser;

/**
 * A mail server as stored.
 *
 * @param secretStored whether there is a secret; its value is never included
 * @param destinationSetBy how the destination of mail was last set
 * @param destinationSetAt when; null if it was before this was recorded
 * @param revision increases with every change
 */
public record MailServer(
    MailServerSettings settings,
    boolean secretStored,
    CurrentUser.Channel destinationSetBy,
    @Nullable Instant destinationSetAt,
    long revision) {

  /** For an owner without a server. */
  public static final MailServer NONE =
      new MailServer(
          MailServerSettings.of(new Authentication.None()).withSmtpDefaults(),
          false,
          CurrentUser.Channel.CONSOLE,
          null,
          0);

  /** Whether it is stored. */
  public boolean exists() {
    return revision > 0;
  }

  /** When a program redirected it; null unless a program was the last to do so. */
  public @Nullable Instant redirectedByTokenAt() {
    return destinationSetBy == CurrentUser.Channel.TOKEN ? destinationSetAt : null;
  }

  /** A hypothetical one. */
  public static MailServer unsaved(MailServerSettings settings, boolean secret) {
    return new MailServer(settings, secret, CurrentUser.Channel.TOKEN, null, 0);
  }

  /** What the audit trail records of it. */
  AuditEvent.Fields fields() {
    AuditEvent.Fields fields = new AuditEvent.Fields();
    MailServerField.ALL.forEach(field -> fields.with(field.name(), shown(field)));
    fields.with("authentication.mode", settings.authentication().mode());
    AppRegistration registration = settings.authentication().registration();
    if (settings.authentication().mode().hasUsername()) {
      fields.with("authentication.username", settings.authentication().username());
    }
    if (settings.authentication() instanceof Authentication.GoogleServiceAccount google) {
      fields.with("authentication.user", google.user());
    }
    return registration == null
        ? fields
        : fields
            .with("authentication.cloud", registration.cloud())
            .with("authentication.directoryId", registration.directoryId())
            .with("authentication.applicationId", registration.applicationId())
            .with("authentication.clientSecretExpiresOn", registration.secretExpiresOn())
            .with("authentication.certificate", registration.certificate());
  }

  private @Nullable Object shown(MailServerField<?> field) {
    Object value = settings.get(field);
    return value == null && field.kind() == MailServerField.Kind.FLAG ? false : value;
  }

  /**
   * What the audit trail records about a change.
   *
   * @param draft that it was made with: a new secret is recorded, but not its value
   */
  List<AuditEvent.Change> changesTo(MailServer after, MailServerDraft draft) {
    if (after.equals(this)) {
      return List.of();
    }
    List<AuditEvent.Change> changes = new ArrayList<>(fields().changesTo(after.fields()));
    String secret = draft.settings().authentication().secretField();
    // A different certificate means a different key.
    boolean told =
        changes.stream().anyMatch(change -> change.field().equals("authentication." + secret));
    if (draft.secret() != null && !told) {
      changes.add(
          new AuditEvent.Change(
              "authentication." + secret,
              secretStored() ? AuditEvent.HIDDEN : null,
              AuditEvent.HIDDEN));
    }
    return changes;
  }
}
