package org.postmeister.mailserver.route;

import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;

/**
 * The server that mail of an owner is sent through, or why there is none.
 *
 * @param server whose server it is; null if there is none
 * @param settings of that server, null if there is none; of the system's, those who do not
 *     administer the system see only the sender
 */
public record MailRoute(
    RouteState state, @Nullable MailOwner server, @Nullable MailServerSettings settings) {

  /** Without a server. */
  static MailRoute none(RouteState state) {
    return new MailRoute(state, null, null);
  }

  /** Why mail cannot be sent; null if it can. */
  public @Nullable RouteState reason() {
    return state.reason();
  }

  /** What people call the server; null if there is none, or if the caller may not know it. */
  public @Nullable String serverName() {
    if (settings == null) {
      return null;
    }
    boolean smtp = settings.authentication().mode().usesSmtp();
    return smtp && settings.host() == null ? null : settings.serverName();
  }

  /** Without what only system administrators may know. */
  MailRoute forTenantAdmin() {
    return state == RouteState.SYSTEM ? new MailRoute(state, server, onlySender()) : this;
  }

  // The sender is in every mail anyway.
  private @Nullable MailServerSettings onlySender() {
    return settings == null
        ? null
        : MailServerSettings.of(new Authentication.None())
            .with(MailServerField.ENABLED, settings.enabled())
            .with(MailServerField.SENDER_ADDRESS, settings.senderAddress())
            .with(MailServerField.SENDER_NAME, settings.senderName())
            .with(MailServerField.UTF8_HEADERS, settings.utf8Headers());
  }
}
