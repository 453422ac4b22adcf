package org.postmeister.testing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.Port;
import org.postmeister.common.Username;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.ApplicationId;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.DirectoryId;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.secret.Secret;

/** Mail servers for tests; complete and switched on. */
public final class TestMailServers {

  private TestMailServers() {}

  /** An SMTP server without a login. */
  public static MailServerSettings open(String host, int port) {
    return smtp(host, port, Encryption.NONE, new Authentication.None());
  }

  /** The same, switched off. */
  public static MailServerSettings off(MailServerSettings on) {
    return on.with(MailServerField.ENABLED, false);
  }

  /** An SMTP server that wants a login. */
  public static MailServerSettings withLogin(
      String host, int port, Encryption encryption, String username) {
    return smtp(host, port, encryption, new Authentication.UsernamePassword(Username.of(username)));
  }

  public static MailServerSettings smtp(
      String host, int port, Encryption encryption, Authentication authentication) {
    return MailServerSettings.of(authentication)
        .with(MailServerField.ENABLED, true)
        .with(MailServerField.HOST, HostName.of(host))
        .with(MailServerField.PORT, new Port(port))
        .with(MailServerField.ENCRYPTION, encryption)
        .with(MailServerField.SENDER_ADDRESS, EmailAddress.of("noreply@example.com"))
        .with(MailServerField.SENDER_NAME, DisplayName.of("Example"));
  }

  public static MailServerSettings graph() {
    return MailServerSettings.of(new Authentication.MicrosoftGraph(registration()))
        .with(MailServerField.ENABLED, true)
        .with(MailServerField.SENDER_ADDRESS, EmailAddress.of("noreply@example.com"));
  }

  /** Microsoft Graph with a client secret that is good until this day. */
  public static MailServerSettings graphUntil(LocalDate lastDay) {
    AppRegistration registration = registration();
    return graph()
        .with(
            new Authentication.MicrosoftGraph(
                new AppRegistration(
                    registration.cloud(),
                    registration.directoryId(),
                    registration.applicationId(),
                    lastDay)));
  }

  public static AppRegistration registration() {
    return registrationIn("11111111-2222-3333-4444-555555555555");
  }

  public static AppRegistration registrationIn(String directory) {
    return new AppRegistration(
        MicrosoftCloud.GLOBAL,
        DirectoryId.of(directory),
        ApplicationId.of("66666666-7777-8888-9999-000000000000"),
        null);
  }

  public static MailServerSettings withUtf8Headers(MailServerSettings settings) {
    return settings.with(MailServerField.UTF8_HEADERS, true);
  }

  public static MailServerSettings withSender(
      MailServerSettings settings, @Nullable EmailAddress sender, boolean utf8Headers) {
    return settings
        .with(MailServerField.SENDER_ADDRESS, sender)
        .with(MailServerField.UTF8_HEADERS, utf8Headers);
  }

  public static MailServerDraft draft(MailServerSettings settings, @Nullable String secret) {
    return new MailServerDraft(settings, secret == null ? null : Secret.of(secret));
  }
}
