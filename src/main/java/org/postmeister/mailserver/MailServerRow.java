package org.postmeister.mailserver;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.Port;
import org.postmeister.common.Username;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;

@Table("mail_server")
record MailServerRow(
    @Id String owner,
    @Version Long revision,
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
    Instant changedAt) {

  MailServerSettings settings() {
    return new MailServerSettings(
        enabled,
        host == null ? null : HostName.of(host),
        port == null ? null : new Port(port),
        encryption,
        senderAddress == null ? null : EmailAddress.of(senderAddress),
        senderName == null ? null : new DisplayName(senderName),
        utf8Headers,
        authentication());
  }

  private Authentication authentication() {
    return switch (authenticationMode) {
      case NONE -> new Authentication.None();
      case USERNAME_PASSWORD ->
          new Authentication.UsernamePassword(username == null ? null : new Username(username));
      case MICROSOFT_GRAPH ->
          new Authentication.MicrosoftGraph(
              directoryId == null ? null : new DirectoryId(directoryId),
              applicationId == null ? null : new ApplicationId(applicationId));
    };
  }

  MailServerRow with(MailServerSettings settings, Instant now) {
    Authentication authentication = settings.authentication();
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
        authentication instanceof Authentication.UsernamePassword login
            ? text(login.username())
            : null,
        authentication instanceof Authentication.MicrosoftGraph graph
            ? text(graph.directoryId())
            : null,
        authentication instanceof Authentication.MicrosoftGraph graph
            ? text(graph.applicationId())
            : null,
        now);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
