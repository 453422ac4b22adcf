package org.postmeister.mailserver.ui;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.Limit;
import org.postmeister.common.Port;
import org.postmeister.common.Seconds;
import org.postmeister.common.Username;
import org.postmeister.common.ui.FormProperty;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.ApplicationId;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.ClientCertificate;
import org.postmeister.mailserver.DirectoryId;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.GreetingName;
import org.postmeister.mailserver.MailServerLimits;
import org.postmeister.mailserver.MailServerOptions;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.MailServerTimeouts;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.mailserver.TrustedCertificates;

/** The values of the form, including fields that the chosen authentication mode hides. */
public final class MailServerFields {

  static final FormProperty<MailServerFields, Boolean> ENABLED =
      new FormProperty<>("mailserver.enabled", f -> f.enabled, (f, value) -> f.enabled = value);
  static final FormProperty<MailServerFields, AuthenticationMode> MODE =
      new FormProperty<>("mailserver.mode", f -> f.mode, (f, value) -> f.mode = value);

  /** How platforms before 7.3.0 show the mode. */
  static final FormProperty<MailServerFields, Boolean> LOGIN_REQUIRED =
      new FormProperty<>(
          "mailserver.login-required",
          f -> f.mode != AuthenticationMode.NONE,
          (f, required) ->
              f.mode = required ? AuthenticationMode.USERNAME_PASSWORD : AuthenticationMode.NONE);

  static final FormProperty<MailServerFields, @Nullable HostName> HOST =
      new FormProperty<>("mailserver.host", f -> f.host, (f, value) -> f.host = value);
  static final FormProperty<MailServerFields, @Nullable Port> PORT =
      new FormProperty<>("mailserver.port", f -> f.port, (f, value) -> f.port = value);
  static final FormProperty<MailServerFields, @Nullable EmailAddress> SENDER_ADDRESS =
      new FormProperty<>(
          "mailserver.sender-address", f -> f.senderAddress, (f, value) -> f.senderAddress = value);
  static final FormProperty<MailServerFields, @Nullable DisplayName> SENDER_NAME =
      new FormProperty<>(
          "mailserver.sender-name", f -> f.senderName, (f, value) -> f.senderName = value);
  static final FormProperty<MailServerFields, Boolean> UTF8_HEADERS =
      new FormProperty<>(
          "mailserver.utf8-headers", f -> f.utf8Headers, (f, value) -> f.utf8Headers = value);
  static final FormProperty<MailServerFields, Encryption> ENCRYPTION =
      new FormProperty<>(
          "mailserver.encryption", f -> f.encryption, (f, value) -> f.encryption = value);
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

  static final FormProperty<MailServerFields, @Nullable Limit> CONNECTIONS =
      new FormProperty<>(
          "mailserver.limits.connections",
          f -> f.maxConnections,
          (f, value) -> f.maxConnections = value);
  static final FormProperty<MailServerFields, @Nullable Limit> PER_MINUTE =
      new FormProperty<>(
          "mailserver.limits.per-minute", f -> f.perMinute, (f, value) -> f.perMinute = value);
  static final FormProperty<MailServerFields, @Nullable Limit> PER_HOUR =
      new FormProperty<>(
          "mailserver.limits.per-hour", f -> f.perHour, (f, value) -> f.perHour = value);
  static final FormProperty<MailServerFields, @Nullable Limit> PER_DAY =
      new FormProperty<>(
          "mailserver.limits.per-day", f -> f.perDay, (f, value) -> f.perDay = value);

  static final FormProperty<MailServerFields, @Nullable EmailAddress> REPLY_TO =
      new FormProperty<>("mailserver.reply-to", f -> f.replyTo, (f, value) -> f.replyTo = value);
  static final FormProperty<MailServerFields, @Nullable EmailAddress> ENVELOPE_SENDER =
      new FormProperty<>(
          "mailserver.envelope-sender",
          f -> f.envelopeSender,
          (f, value) -> f.envelopeSender = value);
  static final FormProperty<MailServerFields, @Nullable GreetingName> GREETING_NAME =
      new FormProperty<>(
          "mailserver.greeting-name", f -> f.greetingName, (f, value) -> f.greetingName = value);
  static final FormProperty<MailServerFields, @Nullable TrustedCertificates> TRUSTED_CERTIFICATES =
      new FormProperty<>(
          "mailserver.trusted-certificates",
          f -> f.trustedCertificates,
          (f, value) -> f.trustedCertificates = value);
  static final FormProperty<MailServerFields, @Nullable Seconds> CONNECT_SECONDS =
      new FormProperty<>(
          "mailserver.timeouts.connect",
          f -> f.connectSeconds,
          (f, value) -> f.connectSeconds = value);
  static final FormProperty<MailServerFields, @Nullable Seconds> ANSWER_SECONDS =
      new FormProperty<>(
          "mailserver.timeouts.answer",
          f -> f.answerSeconds,
          (f, value) -> f.answerSeconds = value);
  static final FormProperty<MailServerFields, @Nullable Seconds> MESSAGE_SECONDS =
      new FormProperty<>(
          "mailserver.timeouts.message",
          f -> f.messageSeconds,
          (f, value) -> f.messageSeconds = value);

  /** All of them, in the order of the form. */
  static final List<FormProperty<MailServerFields, ?>> PROPERTIES =
      List.of(
          ENABLED,
          MODE,
          HOST,
          PORT,
          SENDER_ADDRESS,
          SENDER_NAME,
          UTF8_HEADERS,
          ENCRYPTION,
          USERNAME,
          GOOGLE_USER,
          CLOUD,
          DIRECTORY_ID,
          APPLICATION_ID,
          CREDENTIAL,
          SECRET_EXPIRES_ON,
          CERTIFICATE,
          CONNECTIONS,
          PER_MINUTE,
          PER_HOUR,
          PER_DAY,
          REPLY_TO,
          ENVELOPE_SENDER,
          GREETING_NAME,
          TRUSTED_CERTIFICATES,
          CONNECT_SECONDS,
          ANSWER_SECONDS,
          MESSAGE_SECONDS);

  private boolean enabled;
  private AuthenticationMode mode = AuthenticationMode.NONE;
  private @Nullable HostName host;
  private @Nullable Port port;
  private @Nullable EmailAddress senderAddress;
  private @Nullable DisplayName senderName;
  private boolean utf8Headers;
  private Encryption encryption = Encryption.NONE;
  private @Nullable Username username;
  private @Nullable EmailAddress googleUser;
  private @Nullable DirectoryId directoryId;
  private @Nullable ApplicationId applicationId;
  private MicrosoftCloud cloud = MicrosoftCloud.GLOBAL;
  private Credential credential = Credential.SECRET;
  private @Nullable LocalDate secretExpiresOn;
  private @Nullable ClientCertificate certificate;
  private @Nullable Limit maxConnections;
  private @Nullable Limit perMinute;
  private @Nullable Limit perHour;
  private @Nullable Limit perDay;
  private @Nullable EmailAddress replyTo;
  private @Nullable EmailAddress envelopeSender;
  private @Nullable GreetingName greetingName;
  private @Nullable TrustedCertificates trustedCertificates;
  private @Nullable Seconds connectSeconds;
  private @Nullable Seconds answerSeconds;
  private @Nullable Seconds messageSeconds;

  static MailServerFields of(MailServerSettings settings) {
    MailServerFields fields = new MailServerFields();
    fields.enabled = settings.enabled();
    fields.mode = settings.authentication().mode();
    fields.host = settings.host();
    fields.encryption = settings.encryption() == null ? Encryption.NONE : settings.encryption();
    fields.port = settings.port() == null ? fields.encryption.usualPort() : settings.port();
    fields.senderAddress = settings.senderAddress();
    fields.senderName = settings.senderName();
    fields.utf8Headers = settings.utf8Headers();
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
    MailServerLimits limits = settings.limits();
    fields.maxConnections = limits.connections();
    fields.perMinute = limits.perMinute();
    fields.perHour = limits.perHour();
    fields.perDay = limits.perDay();
    MailServerOptions options = settings.options();
    fields.replyTo = options.replyTo();
    fields.envelopeSender = options.envelopeSender();
    fields.greetingName = options.greetingName();
    fields.trustedCertificates = options.trustedCertificates();
    fields.connectSeconds = options.timeouts().connect();
    fields.answerSeconds = options.timeouts().answer();
    fields.messageSeconds = options.timeouts().message();
    return fields;
  }

  /** The settings, without what the mode does not have. */
  MailServerSettings toSettings() {
    boolean smtp = mode.usesSmtp();
    return new MailServerSettings(
        enabled,
        smtp ? host : null,
        smtp ? portOrDefault() : null,
        smtp ? encryption : null,
        senderAddress,
        senderName,
        utf8Headers,
        switch (mode) {
          case NONE -> new Authentication.None();
          case USERNAME_PASSWORD -> new Authentication.UsernamePassword(username);
          case MICROSOFT_GRAPH -> new Authentication.MicrosoftGraph(registration());
          case GOOGLE_SERVICE_ACCOUNT -> new Authentication.GoogleServiceAccount(googleUser);
          case SMTP_OAUTH2 -> new Authentication.SmtpOauth2(username, registration());
        },
        new MailServerLimits(maxConnections, perMinute, perHour, perDay),
        smtp ? options() : options().withoutSmtp());
  }

  private MailServerOptions options() {
    return new MailServerOptions(
        greetingName,
        replyTo,
        envelopeSender,
        trustedCertificates,
        new MailServerTimeouts(connectSeconds, answerSeconds, messageSeconds));
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

  private Port portOrDefault() {
    return port == null ? MailServerSettings.DEFAULT_PORT : port;
  }
}
