package org.postmeister.mailserver.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.route.MailRoute;

/** A mail route; every field is always present, null where it does not apply. */
@Schema(name = "MailRoute")
record RouteJson(
    @Schema(allowableValues = {"TENANT", "SYSTEM", "NONE"}) String via,
    @Schema(allowableValues = {"SYSTEM_MAIL_OFF", "TENANT_INACTIVE", "NO_SERVER_FOR_TENANT"})
        @Nullable String reason,
    @Nullable String senderAddress,
    @Nullable String senderName,
    @Nullable String server) {

  static RouteJson of(MailRoute route) {
    MailServerSettings settings = route.settings();
    return new RouteJson(
        route.state().via(),
        route.reason() == null ? null : route.reason().name(),
        settings == null || settings.senderAddress() == null
            ? null
            : settings.senderAddress().toString(),
        settings == null || settings.senderName() == null ? null : settings.senderName().toString(),
        route.serverName());
  }
}
