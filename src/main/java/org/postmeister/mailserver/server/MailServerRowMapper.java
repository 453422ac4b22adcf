package org.postmeister.mailserver.server;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Username;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.ApplicationId;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.ClientCertificate;
import org.postmeister.mailserver.DirectoryId;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.security.CurrentUser;
import org.springframework.jdbc.core.RowMapper;

/** Between mail servers and the rows of {@code mail_server}. */
public final class MailServerRowMapper implements RowMapper<MailServer> {

  /** Reads rows of queries that have all columns of the table. */
  public static final MailServerRowMapper INSTANCE = new MailServerRowMapper();

  private MailServerRowMapper() {}

  @Override
  public MailServer mapRow(ResultSet row, int number) throws SQLException {
    return read(row);
  }

  /** Reads the current row. */
  public MailServer read(ResultSet row) throws SQLException {
    MailServerSettings settings = MailServerSettings.of(authentication(row));
    for (MailServerField<?> field : MailServerField.ALL) {
      settings = with(settings, field, row);
    }
    return new MailServer(
        settings,
        row.getBoolean("secret_stored"),
        CurrentUser.Channel.stored(row.getString("destination_set_by")),
        UtcTime.find(row, "destination_set_at"),
        row.getLong("revision"));
  }

  private static <T> MailServerSettings with(
      MailServerSettings settings, MailServerField<T> field, ResultSet row) throws SQLException {
    Object plain =
        switch (field.kind()) {
          case FLAG -> row.getBoolean(field.column());
          case NUMBER -> row.getObject(field.column());
          case TEXT, CHOICE, LIST -> row.getString(field.column());
        };
    return plain == null ? settings : settings.with(field, field.stored(plain));
  }

  private static Authentication authentication(ResultSet row) throws SQLException {
    String username = row.getString("username");
    Username login = username == null ? null : Username.stored(username);
    return switch (AuthenticationMode.valueOf(row.getString("authentication_mode"))) {
      case NONE -> new Authentication.None();
      case USERNAME_PASSWORD -> new Authentication.UsernamePassword(login);
      case MICROSOFT_GRAPH -> new Authentication.MicrosoftGraph(registration(row));
      case SMTP_OAUTH2 -> new Authentication.SmtpOauth2(login, registration(row));
      case GOOGLE_SERVICE_ACCOUNT ->
          new Authentication.GoogleServiceAccount(
              username == null ? null : EmailAddress.stored(username));
    };
  }

  // Rows from before there was a choice of clouds have none.
  private static AppRegistration registration(ResultSet row) throws SQLException {
    String cloud = row.getString("cloud");
    String directoryId = row.getString("directory_id");
    String applicationId = row.getString("application_id");
    String certificate = row.getString("client_certificate");
    return new AppRegistration(
        cloud == null ? MicrosoftCloud.GLOBAL : MicrosoftCloud.valueOf(cloud),
        directoryId == null ? null : DirectoryId.stored(directoryId),
        applicationId == null ? null : ApplicationId.stored(applicationId),
        row.getObject("client_secret_expires_on", LocalDate.class),
        certificate == null ? null : new ClientCertificate(certificate));
  }

  /** The values of all columns that belong to settings, by name. */
  static SequencedMap<String, @Nullable Object> columns(MailServerSettings settings) {
    SequencedMap<String, @Nullable Object> columns = new LinkedHashMap<>();
    for (MailServerField<?> field : MailServerField.ALL) {
      Object plain = settings.plain(field);
      columns.put(
          field.column(),
          plain == null && field.kind() == MailServerField.Kind.FLAG ? false : plain);
    }
    Authentication authentication = settings.authentication();
    AppRegistration registration = authentication.registration();
    columns.put("authentication_mode", authentication.mode().name());
    columns.put("username", text(authentication.username()));
    columns.put("cloud", registration == null ? null : registration.cloud().name());
    columns.put("directory_id", registration == null ? null : text(registration.directoryId()));
    columns.put("application_id", registration == null ? null : text(registration.applicationId()));
    columns.put(
        "client_secret_expires_on", registration == null ? null : registration.secretExpiresOn());
    columns.put(
        "client_certificate",
        registration == null || registration.certificate() == null
            ? null
            : registration.certificate().pem());
    return columns;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
