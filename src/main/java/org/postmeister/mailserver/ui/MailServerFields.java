package org.postmeister.mailserver.ui;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Username;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.ApplicationId;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.ClientCertificate;
import org.postmeister.mailserver.DirectoryId;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.MicrosoftCloud;

/** The values of the form, including fields that the chosen authentication mode hides. */
public final class MailServerFields {

  static final FormProperty<MailServerFields, AuthenticationMode> MODE =
      new FormProperty<>("mailserver.mode", f -> f.mode, (f, value) -> f.mode = value);

  /** How platforms before 7.3.0 show the mode. */
  static final FormProperty<MailServerFields, Boolean> LOGIN_REQUIRED =
      new FormProperty<>(
          "mailserver.login-required",
          f -> f.mode != AuthenticationMode.NONE,
          (f, required) ->
              f.mode = required ? AuthenticationMode.USERNAME_PASSWORD : AuthenticationMode.NONE);

  static final FormProperty<MailServerFields, @Nullable Username> USERNAME =
      new FormProperty<>("mailserver.username", f -> f.username, (f, value) -> f.username = value);
  static final FormProperty<MailServerFields, @Nullable EmailAddress> GOOGLE_USER =
      new FormProperty<>(
          "mailserver.google-user", f -> f.googleUser, (f, value) -> f.googleUser = value);
  static final FormProperty<MailServerFields, @Nullable DirectoryId> DIRECTORY_ID =
      new FormProperty<>(
          "mailserver.directory-id", f -> f.directoryId, (f, value) -> f.directoryId = value);
  static final FormProperty<MailServerFields, @Nullable ApplicationId> APPLICATION_ID =
      new FormProperty<>(
          "mailserver.application-id", f -> f.applicationId, (f, value) -> f.applicationId = value);
  static final FormProperty<MailServerFields, MicrosoftCloud> CLOUD =
      new FormProperty<>("mailserver.cloud", f -> f.cloud, (f, value) -> f.cloud = value);
  static final FormProperty<MailServerFields, @Nullable LocalDate> SECRET_EXPIRES_ON =
      new FormProperty<>(
          "mailserver.secret-expires-on",
          f -> f.secretExpiresOn,
          (f, value) -> f.secretExpiresOn = value);
  static final FormProperty<MailServerFields, Credential> CREDENTIAL =
      new FormProperty<>(
          "mailserver.credential", f -> f.credential, (f, value) -> f.credential = value);
  static final FormProperty<MailServerFields, @Nullable ClientCertificate> CERTIFICATE =
      new FormProperty<>(
          "mailserver.certificate", f -> f.certificate, (f, value) -> f.certificate = value);

  private static final Map<MailServerField<?>, FormProperty<MailServerFields, ?>> BY_FIELD =
      byField();

  /** All of them; those of the authentication come last. */
  static final List<FormProperty<MailServerFields, ?>> PROPERTIES =
      Stream.concat(
              MailServerField.ALL.stream().map(MailServerFields::property),
              Stream.of(
                  MODE,
                  USERNAME,
                  GOOGLE_USER,
                  CLOUD,
                  DIRECTORY_ID,
                  APPLICATION_ID,
                  CREDENTIAL,
                  SECRET_EXPIRES_ON,
                  CERTIFICATE))
          .toList();

  // Their authentication is not used.
  private MailServerSettings settings = MailServerSettings.of(new Authentication.None());
  private AuthenticationMode mode = AuthenticationMode.NONE;
  private @Nullable Username username;
  private @Nullable EmailAddress googleUser;
  private @Nullable DirectoryId directoryId;
  private @Nullable ApplicationId applicationId;
  private MicrosoftCloud cloud = MicrosoftCloud.GLOBAL;
  private Credential credential = Credential.SECRET;
  private @Nullable LocalDate secretExpiresOn;
  private @Nullable ClientCertificate certificate;

  private static Map<MailServerField<?>, FormProperty<MailServerFields, ?>> byField() {
    Map<MailServerField<?>, FormProperty<MailServerFields, ?>> byField = new HashMap<>();
    MailServerField.ALL.forEach(field -> byField.put(field, create(field)));
    return byField;
  }

  private static <T> FormProperty<MailServerFields, @Nullable T> create(MailServerField<T> field) {
    return new FormProperty<>(
        field.labelKey(),
        f -> f.settings.get(field),
        (f, value) -> f.settings = f.settings.with(field, value));
  }

  /** The property of a setting. */
  @SuppressWarnings("unchecked")
  static <T> FormProperty<MailServerFields, @Nullable T> property(MailServerField<T> field) {
    return (FormProperty<MailServerFields, @Nullable T>)
        Objects.requireNonNull(BY_FIELD.get(field));
  }

  /** The property of a setting that is on or off. */
  static FormProperty<MailServerFields, Boolean> flag(MailServerField<Boolean> field) {
    FormProperty<MailServerFields, @Nullable Boolean> property = property(field);
    return new FormProperty<>(
        property.labelKey(),
        f -> Boolean.TRUE.equals(property.getter().apply(f)),
        (f, value) -> property.setter().accept(f, value));
  }

  /** The property of a choice, which is never empty in a form. */
  static <E extends Enum<E>> FormProperty<MailServerFields, E> choice(MailServerField<E> field) {
    FormProperty<MailServerFields, @Nullable E> property = property(field);
    return new FormProperty<>(
        property.labelKey(),
        f -> Objects.requireNonNullElse(property.getter().apply(f), field.choices().getFirst()),
        (f, value) -> property.setter().accept(f, value));
  }

  static MailServerFields of(MailServerSettings settings) {
    MailServerFields fields = new MailServerFields();
    Encryption encryption = Objects.requireNonNullElse(settings.encryption(), Encryption.NONE);
    fields.settings =
        settings
            .with(MailServerField.ENCRYPTION, encryption)
            .with(
                MailServerField.PORT,
                Objects.requireNonNullElse(settings.port(), encryption.usualPort()));
    fields.mode = settings.authentication().mode();
    if (settings.authentication() instanceof Authentication.GoogleServiceAccount google) {
      fields.googleUser = google.user();
    } else {
      fields.username = settings.authentication().username();
    }
    AppRegistration registration = settings.authentication().registration();
    if (registration != null) {
      fields.cloud = registration.cloud();
      fields.directoryId = registration.directoryId();
      fields.applicationId = registration.applicationId();
      fields.secretExpiresOn =
          registration.certificate() == null ? registration.secretExpiresOn() : null;
      fields.certificate = registration.certificate();
      fields.credential =
          registration.certificate() == null ? Credential.SECRET : Credential.CERTIFICATE;
    }
    return fields;
  }

  /** The settings, without what the mode does not have. */
  MailServerSettings toSettings() {
    MailServerSettings applicable =
        settings.with(
            switch (mode) {
              case NONE -> new Authentication.None();
              case USERNAME_PASSWORD -> new Authentication.UsernamePassword(username);
              case MICROSOFT_GRAPH -> new Authentication.MicrosoftGraph(registration());
              case GOOGLE_SERVICE_ACCOUNT -> new Authentication.GoogleServiceAccount(googleUser);
              case SMTP_OAUTH2 -> new Authentication.SmtpOauth2(username, registration());
            });
    if (mode.usesSmtp()) {
      return applicable.withSmtpDefaults();
    }
    for (MailServerField<?> field : MailServerField.ALL) {
      if (field.isOnlyForSmtp()) {
        applicable = applicable.with(field, null);
      }
    }
    return applicable;
  }

  private AppRegistration registration() {
    boolean secret = credential == Credential.SECRET;
    return new AppRegistration(
        cloud,
        directoryId,
        applicationId,
        secret ? secretExpiresOn : null,
        secret ? null : certificate);
  }
}
