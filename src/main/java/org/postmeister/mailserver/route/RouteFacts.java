package org.postmeister.mailserver.route;

import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerPolicy;
import org.postmeister.platform.Feature;
import org.postmeister.platform.PlatformVersion;

/**
 * Everything that decides a tenant's mail route, as stored or about to be stored.
 *
 * @param policy as stored; what applies depends on the version
 * @param own the tenant's server, null if it has none
 */
public record RouteFacts(
    PlatformVersion version,
    boolean tenantActive,
    MailPolicy policy,
    MailServer system,
    @Nullable MailServer own) {

  public MailRoute route() {
    MailRouteRule.Decision decision =
        new MailRouteRule(
                MailServerPolicy.isUsable(system),
                tenantActive,
                policy.effectiveIn(version),
                own != null && MailServerPolicy.isUsable(own))
            .decide();
    MailServerSettings server =
        switch (decision.via()) {
          case SYSTEM -> system.settings();
          case TENANT -> own == null ? null : own.settings();
          case NONE -> null;
        };
    return new MailRoute(
        decision.via(), decision.reason(), server, server == null ? null : server.serverName());
  }

  public boolean ownServerAllowed() {
    return policy.effectiveIn(version).ownServerAllowed();
  }

  boolean policiesExist() {
    return Feature.MAIL_POLICY.existsIn(version);
  }

  public RouteFacts with(MailPolicy changed) {
    return new RouteFacts(version, tenantActive, changed, system, own);
  }

  public RouteFacts with(@Nullable MailServer changed) {
    return new RouteFacts(version, tenantActive, policy, system, changed);
  }

  RouteFacts withActive(boolean changed) {
    return new RouteFacts(version, changed, policy, system, own);
  }
}
