package org.postmeister.submission.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Messages;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.MailRouteService;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.invitation.Links;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.submission.SubmissionEndpoint;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantNotFoundException;
import org.postmeister.tenant.TenantService;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Lets an application send a tenant's mail. */
@Route("tenants/:tenant/connect")
@RolesAllowed({"SYSTEM_ADMIN", "TENANT_ADMIN"})
public class ConnectView extends ConnectPage implements BeforeEnterObserver {

  private final transient TenantService tenants;
  private final transient MailRouteService routes;
  private final transient ApiTokenService tokens;
  private final transient Links links;
  private final boolean systemAdmin;

  ConnectView(
      TenantService tenants,
      MailRouteService routes,
      ApiTokenService tokens,
      MessageService service,
      SubmissionEndpoint endpoint,
      Links links,
      CurrentUser currentUser,
      Messages messages,
      LiveUpdates live) {
    super(service, endpoint, messages, live);
    this.tenants = tenants;
    this.routes = routes;
    this.tokens = tokens;
    this.links = links;
    this.systemAdmin = currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    try {
      show(tenants.get(event.getRouteParameters().get("tenant").orElse("")));
    } catch (TenantNotFoundException e) {
      // As on the page of a tenant: nobody learns whether there is one.
      event.rerouteToError(NotFoundException.class);
    }
  }

  // The view is reused for another tenant.
  private void show(Tenant tenant) {
    // By URL: the module with the page of a tenant knows nothing of this one.
    Anchor back =
        new Anchor(
            "tenants/" + tenant.name(),
            getTranslation("obstacle.open-tenant", tenant.displayName()));
    show(
        new Subject(
            MailOwner.of(tenant.id()),
            tenant.name().value(),
            routes.get(tenant.id()),
            links.base().orElseGet(ConnectView::usedAddress)
                + "/api/v1/tenants/"
                + tenant.name()
                + "/messages",
            wanted -> tokens.createOf(tenant.id(), wanted)),
        "connect.sentence",
        systemAdmin ? "connect.off.system" : "connect.off.tenant",
        back);
  }

  // Who asks sees the address that is in the browser's own bar.
  private static String usedAddress() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getDetails() instanceof RequestDetails details
        ? details.baseUrl()
        : "";
  }
}
