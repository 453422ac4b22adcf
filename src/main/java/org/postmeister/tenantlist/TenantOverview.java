package org.postmeister.tenantlist;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.ServerState;

/**
 * A row of the list of all tenants.
 *
 * @param route as it is now
 * @param authenticationMode of the tenant's own server, null if it has none
 * @param secretExpiresOn the last day of the client secret of the tenant's own server, null if
 *     nobody entered it
 * @param sender of the tenant's own server, null if it has none
 * @param lastTestAt null if stored settings were never tested
 * @param lastTestStep that failed, null if the mail was sent or there was no test
 * @param lastTestCode of the failure, null if the mail was sent or there was no test
 * @param policy as stored, but for the senders, which lists do not show
 * @param supportAddress the tenant's own, null if it has none
 * @param server the state of the server on the route, null if there is none or it was not asked for
 * @param waiting messages that have not ended; 0 if it was not asked for
 */
public record TenantOverview(
    TenantId id,
    TenantName name,
    @Nullable String displayName,
    boolean active,
    RouteState route,
    @Nullable AuthenticationMode authenticationMode,
    @Nullable LocalDate secretExpiresOn,
    @Nullable String sender,
    @Nullable Instant lastTestAt,
    @Nullable SendStep lastTestStep,
    @Nullable String lastTestCode,
    MailPolicy policy,
    @Nullable String supportAddress,
    @Nullable ServerState server,
    long waiting) {

  // In place of what the system's server replied.
  private static final String FAILED = "test_failed";

  /** The same as visible to a tenant's administrator. */
  TenantOverview forTenantAdmin() {
    return lastTestCode == null || route == RouteState.TENANT
        ? this
        : new TenantOverview(
            id,
            name,
            displayName,
            active,
            route,
            authenticationMode,
            secretExpiresOn,
            sender,
            lastTestAt,
            null,
            FAILED,
            policy,
            supportAddress,
            server,
            waiting);
  }

  /** The same with what sending has shown. */
  TenantOverview with(@Nullable ServerState state, long messages) {
    return new TenantOverview(
        id,
        name,
        displayName,
        active,
        route,
        authenticationMode,
        secretExpiresOn,
        sender,
        lastTestAt,
        lastTestStep,
        lastTestCode,
        policy,
        supportAddress,
        state,
        messages);
  }

  /** Whose server its mail takes, null if none. */
  @Nullable MailOwner serverOwner() {
    return switch (route) {
      case SYSTEM -> MailOwner.SYSTEM;
      case TENANT -> MailOwner.of(id);
      default -> null;
    };
  }
}
