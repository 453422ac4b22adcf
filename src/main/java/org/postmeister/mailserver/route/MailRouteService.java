package org.postmeister.mailserver.route;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequiresSystemAdmin;
import org.postmeister.security.RequiresTenantAdmin;
import org.postmeister.security.SignedInUser;
import org.postmeister.tenant.TenantNotFoundException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Determines which server mail is sent through, and why. */
@Service
@RequiresTenantAdmin
public class MailRouteService {

  private final MailRoutes routes;
  private final SendingServerResolver servers;
  private final CurrentUser currentUser;

  MailRouteService(MailRoutes routes, SendingServerResolver servers, CurrentUser currentUser) {
    this.routes = routes;
    this.servers = servers;
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

  /** The route of the system's own mail as it is now. */
  @RequiresSystemAdmin
  public MailRoute ofSystem() {
    return servers.resolve(MailOwner.SYSTEM);
  }

  /** The route that applies if the tenant has no server of its own. */
  @Transactional(readOnly = true)
  public MailRoute inherited(TenantId tenant) {
    RouteFacts facts = routes.find(tenant).orElseThrow(TenantNotFoundException::new);
    return visible(facts.with((MailServer) null).route());
  }

  /**
   * The route now, and after edits.
   *
   * @param unsaved null without edits
   */
  public record Preview(MailRoute now, @Nullable MailRoute unsaved) {}

  /**
   * The route as it is now, and as it would be after the edits; nothing is stored or validated.
   *
   * @param edits null if there are none
   */
  @Transactional(readOnly = true)
  public Preview preview(TenantId tenant, @Nullable Edits edits) {
    RouteFacts facts = routes.find(tenant).orElseThrow(TenantNotFoundException::new);
    return new Preview(
        visible(facts.route()), edits == null ? null : visible(edited(facts, edits).route()));
  }

  private static RouteFacts edited(RouteFacts facts, Edits edits) {
    RouteFacts edited = facts;
    if (edits.active() != null) {
      edited = edited.withActive(edits.active());
    }
    if (edits.policy() != null) {
      edited = edited.with(edits.policy());
    }
    if (edits.server() != null) {
      boolean secretStored = facts.own() != null && facts.own().secretStored();
      edited =
          edited.with(
              MailServer.unsaved(
                  edits.server().settings(), secretStored || edits.server().secret() != null));
    }
    return edited;
  }

  private MailRoute visible(MailRoute route) {
    return currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent()
        ? route
        : route.forTenantAdmin();
  }
}
