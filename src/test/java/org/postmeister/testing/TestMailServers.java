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
import org.postmeister.mailserver.MailServerLimits;
import org.postmeister.mailserver.MailServerOptions;
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
    return new MailServerSettings(
        false,
        on.host(),
        on.port(),
        on.encryption(),
        on.senderAddress(),
        on.senderName(),
        on.utf8Headers(),
        on.authentication());
  }

  /** An SMTP server that wants a login. */
  public static MailServerSettings withLogin(
      String host, int port, Encryption encryption, String username) {
    return smtp(host, port, encryption, new Authentication.UsernamePassword(Username.of(username)));
  }

  public static MailServerSettings smtp(
      String host, int port, Encryption encryption, Authentication authentication) {
    return new MailServerSettings(
        true,
        HostName.of(host),
        new Port(port),
        encryption,
        EmailAddress.of("noreply@example.com"),
        DisplayName.of("Example"),
        false,
        authentication);
  }

  public static MailServerSettings graph() {
    return new MailServerSettings(
        true,
        null,
        null,
        null,
        EmailAddress.of("noreply@example.com"),
        null,
        false,
        new Authentication.MicrosoftGraph(registration()));
  }

  /** Microsoft Graph with a client secret that is good until this day. */
  public static MailServerSettings graphUntil(LocalDate lastDay) {
    AppRegistration registration = registration();
    return with(
        graph(),
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

  /** The same with another authentication. */
  public static MailServerSettings with(
      MailServerSettings settings, Authentication authentication) {
    return new MailServerSettings(
        settings.enabled(),
        settings.host(),
        settings.port(),
        settings.encryption(),
        settings.senderAddress(),
        settings.senderName(),
        settings.utf8Headers(),
        authentication);
  }

  public static MailServerSettings withUtf8Headers(MailServerSettings settings) {
    return withSender(settings, settings.senderAddress(), true);
  }

  public static MailServerSettings withSender(
      MailServerSettings settings, @Nullable EmailAddress sender, boolean utf8Headers) {
    return new MailServerSettings(
        settings.enabled(),
        settings.host(),
        settings.port(),
        settings.encryption(),
        sender,
        settings.senderName(),
        utf8Headers,
        settings.authentication());
  }

  public static MailServerSettings withLimits(
      MailServerSettings settings, MailServerLimits limits) {
    return with(settings, limits, settings.options());
  }

  public static MailServerSettings withOptions(
      MailServerSettings settings, MailServerOptions options) {
    return with(settings, settings.limits(), options);
  }

  private static MailServerSettings with(
      MailServerSettings settings, MailServerLimits limits, MailServerOptions options) {
    return new MailServerSettings(
        settings.enabled(),
        settings.host(),
        settings.port(),
        settings.encryption(),
        settings.senderAddress(),
        settings.senderName(),
        settings.utf8Headers(),
        settings.authentication(),
        limits,
        options);
  }

  public static MailServerDraft draft(MailServerSettings settings, @Nullable String secret) {
    return new MailServerDraft(settings, secret == null ? null : Secret.of(secret));
  }
}
