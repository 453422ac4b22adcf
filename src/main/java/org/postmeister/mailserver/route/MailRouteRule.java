package org.postmeister.mailserver.route;

import org.postmeister.mailserver.policy.MailPolicy;

/** The one rule that says which server a tenant's mail is sent through. */
public final class MailRouteRule {

  private MailRouteRule() {}

  /**
   * The decision.
   *
   * @param systemUsable whether the system mail server is switched on and complete
   * @param tenantActive whether the tenant is
   * @param policy what holds on this version of the platform
   * @param ownUsable whether the tenant has a server that is switched on and complete
   */
  public static RouteState decide(
      boolean systemUsable, boolean tenantActive, MailPolicy policy, boolean ownUsable) {
    if (!systemUsable) {
      return RouteState.SYSTEM_MAIL_OFF;
    }
    if (!tenantActive) {
      return RouteState.TENANT_INACTIVE;
    }
    if (policy.ownServerAllowed() && ownUsable) {
      return RouteState.TENANT;
    }
    return policy.systemServerAllowed() ? RouteState.SYSTEM : RouteState.NO_SERVER_FOR_TENANT;
  }
}
