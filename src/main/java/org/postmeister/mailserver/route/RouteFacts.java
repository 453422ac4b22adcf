package org.postmeister.mailserver.route;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerPolicy;
import org.postmeister.platform.PlatformVersion;

/**
 * Everything that decides a tenant's mail route, as stored or about to be stored.
 *
 * @param policy as stored; what applies depends on the version
 * @param own the tenant's server, null if it has none
 */
public record RouteFacts(
    TenantId tenant,
    PlatformVersion version,
    boolean tenantActive,
    MailPolicy policy,
    MailServer system,
    @Nullable MailServer own) {

  public MailRoute route() {
    RouteState state =
        MailRouteRule.decide(
            MailServerPolicy.isUsable(system),
            tenantActive,
            policy.effectiveIn(version),
            own != null && MailServerPolicy.isUsable(own));
    if (state == RouteState.SYSTEM) {
      return new MailRoute(state, MailOwner.SYSTEM, system.settings());
    }
    return state == RouteState.TENANT && own != null
        ? new MailRoute(state, MailOwner.of(tenant), own.settings())
        : MailRoute.none(state);
  }

  public boolean ownServerAllowed() {
    return policy.effectiveIn(version).ownServerAllowed();
  }

  public RouteFacts with(MailPolicy changed) {
    return new RouteFacts(tenant, version, tenantActive, changed, system, own);
  }

  public RouteFacts with(@Nullable MailServer changed) {
    return new RouteFacts(tenant, version, tenantActive, policy, system, changed);
  }

  RouteFacts withActive(boolean changed) {
    return new RouteFacts(tenant, version, changed, policy, system, own);
  }
}
