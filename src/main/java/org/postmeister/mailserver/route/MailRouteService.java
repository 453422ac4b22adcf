package org.postmeister.mailserver.route;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequiresTenantAdmin;
import org.postmeister.security.SignedInUser;
import org.postmeister.tenant.TenantNotFoundException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Determines which server a tenant's mail is sent through, and why. */
@Service
@RequiresTenantAdmin
public class MailRouteService {

  private final MailRoutes routes;
  private final CurrentUser currentUser;

  MailRouteService(MailRoutes routes, CurrentUser currentUser) {
    this.routes = routes;
    this.currentUser = currentUser;
  }

  /**
   * What somebody is about to change; null means no change.
   *
   * @param server the tenant's own, as in the form
   */
  public record Edits(
      @Nullable Boolean active, @Nullable MailPolicy policy, @Nullable MailServerDraft server) {}

  /** The route as it is now. */
  @Transactional(readOnly = true)
  public MailRoute get(TenantId tenant) {
    return visible(routes.find(tenant).orElseThrow(TenantNotFoundException::new).route());
  }

  /**
   * The routes of the tenants of who is signed in. Left out are those about whose settings
   * something is odd, which {@link #get} tells.
   */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional(readOnly = true)
  public Map<TenantId, MailRoute> own() {
    Map<TenantId, MailRoute> own = new HashMap<>();
    routes
        .findAll(currentUser.find().map(SignedInUser::tenants).orElse(Set.of()))
        .forEach(
            (tenant, facts) -> facts.ifPresent(known -> own.put(tenant, visible(known.route()))));
    return own;
  }

  /** The route that applies if the tenant has no server of its own. */
  @Transactional(readOnly = true)
  public MailRoute inherited(TenantId tenant) {
    RouteFacts facts = routes.find(tenant).orElseThrow(TenantNotFoundException::new);
    return visible(facts.with((MailServer) null).route());
  }

  /** The route after the edits; nothing is stored or validated. */
  @Transactional(readOnly = true)
  public MailRoute preview(TenantId tenant, Edits edits) {
    RouteFacts facts = routes.find(tenant).orElseThrow(TenantNotFoundException::new);
    if (edits.active() != null) {
      facts = facts.withActive(edits.active());
    }
    if (edits.policy() != null) {
      facts = facts.with(edits.policy());
    }
    if (edits.server() != null) {
      boolean secretStored = facts.own() != null && facts.own().secretStored();
      facts =
          facts.with(
              MailServer.unsaved(
                  edits.server().settings(), secretStored || edits.server().secret() != null));
    }
    return visible(facts.route());
  }

  private MailRoute visible(MailRoute route) {
    return currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent()
        ? route
        : route.forTenantAdmin();
  }
}
