package org.postmeister.mailserver.summary;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.policy.MailPolicies;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.route.MailRouteRule;
import org.postmeister.mailserver.route.MailRoutes;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerPolicy;
import org.postmeister.mailserver.server.MailServers;
import org.postmeister.mailserver.testmail.TestOutcomeRow;
import org.postmeister.mailserver.testmail.TestOutcomeRows;
import org.postmeister.platform.Feature;
import org.springframework.stereotype.Component;

/** Summarizes tenants' mail for the list of tenants. Runs in the caller's transaction. */
@Component
public class MailSummaryReader {

  private final MailServers servers;
  private final MailPolicies policies;
  private final TestOutcomeRows outcomes;
  private final MailRoutes routes;

  MailSummaryReader(
      MailServers servers, MailPolicies policies, TestOutcomeRows outcomes, MailRoutes routes) {
    this.servers = servers;
    this.policies = policies;
    this.outcomes = outcomes;
    this.routes = routes;
  }

  /**
   * What is the same for all tenants.
   *
   * @param mailOff whether the system mail server is off or incomplete, so that nobody can send
   * @param policiesExist whether the platform's version has mail policies
   */
  public record SystemState(boolean mailOff, boolean policiesExist) {}

  public SystemState system() {
    MailRoutes.SystemFacts facts = routes.system();
    return new SystemState(
        !MailServerPolicy.isUsable(facts.server()), Feature.MAIL_POLICY.existsIn(facts.version()));
  }

  /**
   * @param active whether the tenant is
   */
  public MailSummary of(TenantId tenant, boolean active) {
    MailPolicy policy = policies.get(tenant).policy();
    MailServer own = servers.find(MailOwner.of(tenant)).orElse(null);
    return new MailSummary(
        policy,
        own == null ? null : own.settings(),
        state(active, policy, own),
        state(active, MailPolicy.ALL_ALLOWED, own),
        outcomes.findById(MailOwner.of(tenant).key()).map(TestOutcomeRow::toOutcome).orElse(null));
  }

  private static RouteState state(boolean active, MailPolicy policy, @Nullable MailServer own) {
    boolean usable = own != null && MailServerPolicy.isUsable(own);
    return MailRouteRule.decide(true, active, policy, usable);
  }
}
