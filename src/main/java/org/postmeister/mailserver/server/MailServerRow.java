package org.postmeister.mailserver.server;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.Limit;
import org.postmeister.common.Port;
import org.postmeister.common.Seconds;
import org.postmeister.common.Username;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.ApplicationId;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.ClientCertificate;
import org.postmeister.mailserver.DirectoryId;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.GreetingName;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerLimits;
import org.postmeister.mailserver.MailServerOptions;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.MailServerTimeouts;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.mailserver.TrustedCertificates;
import org.postmeister.security.CurrentUser;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;

@Table("mail_server")
public record MailServerRow(
    @Id String owner,
    @Version long revision,
    boolean enabled,
    @Nullable String host,
    @Nullable Integer port,
    @Nullable Encryption encryption,
    @Nullable String senderAddress,
    @Nullable String senderName,
    @Column("utf8_headers") boolean utf8Headers,
    AuthenticationMode authenticationMode,
    @Nullable String username,
    @Nullable String directoryId,
    @Nullable String applicationId,
    @Nullable MicrosoftCloud cloud,
    @Nullable LocalDate clientSecretExpiresOn,
    boolean secretStored,
    CurrentUser.Channel destinationSetBy,
    @Nullable Instant destinationSetAt,
    Instant changedAt,
    @Nullable Integer maxConnections,
    @Nullable Integer maxPerMinute,
    @Nullable Integer maxPerHour,
    @Nullable Integer maxPerDay,
    @Nullable String greetingName,
    @Nullable String replyTo,
    @Nullable String envelopeSender,
    @Nullable String trustedCertificates,
    @Nullable Integer connectSeconds,
    @Nullable Integer answerSeconds,
    @Nullable Integer messageSeconds,
    @Nullable String clientCertificate) {

  /** For an owner without one. */
  static MailServerRow create(MailOwner owner) {
    return new MailServerRow(
        owner.key(),
        0,
        false,
        null,
        null,
        null,
        null,
        null,
        false,
        AuthenticationMode.NONE,
        null,
        null,
        null,
        null,
        null,
        false,
        CurrentUser.Channel.CONSOLE,
        null,
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Reads a row of a query that has all columns of the table. */
  public static MailServerRow of(ResultSet row) throws SQLException {
    String encryption = row.getString("encryption");
    String cloud = row.getString("cloud");
    return new MailServerRow(
        row.getString("owner"),
        row.getLong("revision"),
        row.getBoolean("enabled"),
        row.getString("host"),
        (Integer) row.getObject("port"),
        encryption == null ? null : Encryption.valueOf(encryption),
        row.getString("sender_address"),
        row.getString("sender_name"),
        row.getBoolean("utf8_headers"),
        AuthenticationMode.valueOf(row.getString("authentication_mode")),
        row.getString("username"),
        row.getString("directory_id"),
        row.getString("application_id"),
        cloud == null ? null : MicrosoftCloud.valueOf(cloud),
        row.getObject("client_secret_expires_on", LocalDate.class),
        row.getBoolean("secret_stored"),
        CurrentUser.Channel.stored(row.getString("destination_set_by")),
        UtcTime.find(row, "destination_set_at"),
        UtcTime.of(row, "changed_at"),
        (Integer) row.getObject("max_connections"),
        (Integer) row.getObject("max_per_minute"),
        (Integer) row.getObject("max_per_hour"),
        (Integer) row.getObject("max_per_day"),
        row.getString("greeting_name"),
        row.getString("reply_to"),
        row.getString("envelope_sender"),
        row.getString("trusted_certificates"),
        (Integer) row.getObject("connect_seconds"),
        (Integer) row.getObject("answer_seconds"),
        (Integer) row.getObject("message_seconds"),
        row.getString("client_certificate"));
  }

  public MailServer toMailServer() {
    return new MailServer(settings(), secretStored, destinationSetBy, destinationSetAt, revision);
  }

  MailServerSettings settings() {
    return new MailServerSettings(
        enabled,
        host == null ? null : HostName.stored(host),
        port == null ? null : new Port(port),
        encryption,
        senderAddress == null ? null : EmailAddress.stored(senderAddress),
        senderName == null ? null : DisplayName.stored(senderName),
        utf8Headers,
        authentication(),
        new MailServerLimits(
            limit(maxConnections), limit(maxPerMinute), limit(maxPerHour), limit(maxPerDay)),
        options());
  }

  private MailServerOptions options() {
    return new MailServerOptions(
        greetingName == null ? null : GreetingName.stored(greetingName),
        replyTo == null ? null : EmailAddress.stored(replyTo),
        envelopeSender == null ? null : EmailAddress.stored(envelopeSender),
        trustedCertificates == null ? null : TrustedCertificates.stored(trustedCertificates),
        new MailServerTimeouts(
            Seconds.stored(connectSeconds),
            Seconds.stored(answerSeconds),
            Seconds.stored(messageSeconds)));
  }

  private static @Nullable Integer number(@Nullable Seconds seconds) {
    return seconds == null ? null : seconds.value();
  }

  private static @Nullable Limit limit(@Nullable Integer stored) {
    return stored == null ? null : new Limit(stored);
  }

  private static @Nullable Integer number(@Nullable Limit limit) {
    return limit == null ? null : limit.value();
  }

  private Authentication authentication() {
    Username login = username == null ? null : Username.stored(username);
    return switch (authenticationMode) {
      case NONE -> new Authentication.None();
      case USERNAME_PASSWORD -> new Authentication.UsernamePassword(login);
      case MICROSOFT_GRAPH -> new Authentication.MicrosoftGraph(registration());
      case SMTP_OAUTH2 -> new Authentication.SmtpOauth2(login, registration());
      case GOOGLE_SERVICE_ACCOUNT ->
          new Authentication.GoogleServiceAccount(
              username == null ? null : EmailAddress.stored(username));
    };
  }

  // Rows from before there was a choice of clouds have none.
  private AppRegistration registration() {
    return new AppRegistration(
        cloud == null ? MicrosoftCloud.GLOBAL : cloud,
        directoryId == null ? null : DirectoryId.stored(directoryId),
        applicationId == null ? null : ApplicationId.stored(applicationId),
        clientSecretExpiresOn,
        clientCertificate == null ? null : new ClientCertificate(clientCertificate));
  }

  MailServerRow with(MailServerSettings settings, boolean secret, Instant now) {
    Authentication authentication = settings.authentication();
    AppRegistration registration = authentication.registration();
    MailServerOptions options = settings.options();
    return new MailServerRow(
        owner,
        revision,
        settings.enabled(),
        text(settings.host()),
        settings.port() == null ? null : settings.port().value(),
        settings.encryption(),
        text(settings.senderAddress()),
        text(settings.senderName()),
        settings.utf8Headers(),
        authentication.mode(),
        text(authentication.username()),
        registration == null ? null : text(registration.directoryId()),
        registration == null ? null : text(registration.applicationId()),
        registration == null ? null : registration.cloud(),
        registration == null ? null : registration.secretExpiresOn(),
        secret,
        destinationSetBy,
        destinationSetAt,
        now,
        number(settings.limits().connections()),
        number(settings.limits().perMinute()),
        number(settings.limits().perHour()),
        number(settings.limits().perDay()),
        text(options.greetingName()),
        text(options.replyTo()),
        text(options.envelopeSender()),
        options.trustedCertificates() == null ? null : options.trustedCertificates().pem(),
        number(options.timeouts().connect()),
        number(options.timeouts().answer()),
        number(options.timeouts().message()),
        registration == null || registration.certificate() == null
            ? null
            : registration.certificate().pem());
  }

  MailServerRow withDestinationSetBy(CurrentUser.Channel channel, @Nullable Instant at) {
    return new MailServerRow(
        owner,
        revision,
        enabled,
        host,
        port,
        encryption,
        senderAddress,
        senderName,
        utf8Headers,
        authenticationMode,
        username,
        directoryId,
        applicationId,
        cloud,
        clientSecretExpiresOn,
        secretStored,
        channel,
        at,
        changedAt,
        maxConnections,
        maxPerMinute,
        maxPerHour,
        maxPerDay,
        greetingName,
        replyTo,
        envelopeSender,
        trustedCertificates,
        connectSeconds,
        answerSeconds,
        messageSeconds,
        clientCertificate);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
