package org.postmeister.mailserver.route;

import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.route.MailRoute.Reason;
import org.postmeister.mailserver.route.MailRoute.Via;

/**
 * The one rule that says which server a tenant's mail is sent through.
 *
 * @param systemUsable whether the system mail server is switched on and complete
 * @param tenantActive whether the tenant is
 * @param policy what holds on this version of the platform
 * @param ownUsable whether the tenant has a server that is switched on and complete
 */
public record MailRouteRule(
    boolean systemUsable, boolean tenantActive, MailPolicy policy, boolean ownUsable) {

  /** The decision; its values are in the order of the rule. */
  record Decision(Via via, @Nullable Reason reason) {}

  public Decision decide() {
    if (!systemUsable) {
      return none(Reason.SYSTEM_MAIL_OFF);
    }
    if (!tenantActive) {
      return none(Reason.TENANT_INACTIVE);
    }
    if (policy.ownServerAllowed() && ownUsable) {
      return new Decision(Via.TENANT, null);
    }
    if (policy.systemServerAllowed()) {
      return new Decision(Via.SYSTEM, null);
    }
    return none(Reason.NO_SERVER_FOR_TENANT);
  }

  private static Decision none(Reason reason) {
    return new Decision(Via.NONE, reason);
  }
}
