package org.postmeister.mailserver.route;

import org.jspecify.annotations.Nullable;

/** A mail route in a word: whose server mail is sent through, or why it cannot be sent. */
public enum RouteState {
  /** The tenant's own server. */
  TENANT,
  /** The system mail server. */
  SYSTEM,
  /** The system mail server is switched off or not completely configured; then nobody can send. */
  SYSTEM_MAIL_OFF,
  TENANT_INACTIVE,
  /** The tenant may not use the system mail server and has no server of its own that it may use. */
  NO_SERVER_FOR_TENANT;

  /** Whether mail can be sent. */
  public boolean isOpen() {
    return this == TENANT || this == SYSTEM;
  }

  /** Whose server it is, as the HTTP API names it: TENANT, SYSTEM or NONE. */
  public String via() {
    return isOpen() ? name() : "NONE";
  }

  /** Why mail cannot be sent; null if it can. */
  public @Nullable RouteState reason() {
    return isOpen() ? null : this;
  }
}
