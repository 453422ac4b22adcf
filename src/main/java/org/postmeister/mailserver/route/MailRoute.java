package org.postmeister.mailserver.route;

import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;

/**
 * The server that a tenant's mail is sent through, and why.
 *
 * @param reason why there is none; null if there is one
 * @param server the settings of the server, null if there is none
 * @param serverName what people call the server; null if there is none, or if it is the system's
 *     and the caller does not administer the system
 */
public record MailRoute(
    Via via,
    @Nullable Reason reason,
    @Nullable MailServerSettings server,
    @Nullable String serverName) {

  /** Whose server it is. */
  public enum Via {
    /** The system mail server. */
    SYSTEM,
    /** The tenant's own. */
    TENANT,
    /** Mail cannot be sent. */
    NONE
  }

  /** Why mail cannot be sent. */
  public enum Reason {
    /**
     * The system mail server is switched off or not completely configured; then nobody can send.
     */
    SYSTEM_MAIL_OFF,
    /** The tenant is inactive. */
    TENANT_INACTIVE,
    /**
     * The tenant may not use the system mail server and has no server of its own that it may use.
     */
    NO_SERVER_FOR_TENANT
  }

  /** Without what only system administrators may know. */
  MailRoute forTenantAdmin() {
    return via == Via.SYSTEM ? new MailRoute(via, reason, withoutServer(), null) : this;
  }

  // The sender is in every mail anyway.
  private @Nullable MailServerSettings withoutServer() {
    return server == null
        ? null
        : MailServerSettings.of(new Authentication.None())
            .with(MailServerField.ENABLED, server.enabled())
            .with(MailServerField.SENDER_ADDRESS, server.senderAddress())
            .with(MailServerField.SENDER_NAME, server.senderName())
            .with(MailServerField.UTF8_HEADERS, server.utf8Headers());
  }
}
