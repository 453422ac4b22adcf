package org.postmeister.submission.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.ui.Facts;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.MailRouteService;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.invitation.Links;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.submission.SubmissionEndpoint;
import org.postmeister.submission.SubmissionEndpoint.OpenPort;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantNotFoundException;
import org.postmeister.tenant.TenantService;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** All that somebody needs to let an application send a tenant's mail, until it has. */
@Route("tenants/:tenant/connect")
@RolesAllowed({"SYSTEM_ADMIN", "TENANT_ADMIN"})
public class ConnectView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final transient TenantService tenants;
  private final transient MailRouteService routes;
  private final transient ApiTokenService tokens;
  private final transient MessageService service;
  private final transient SubmissionEndpoint endpoint;
  private final transient Links links;
  private final transient Messages messages;
  private final transient LiveUpdates live;
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
    this.tenants = tenants;
    this.routes = routes;
    this.tokens = tokens;
    this.service = service;
    this.endpoint = endpoint;
    this.links = links;
    this.messages = messages;
    this.live = live;
    this.systemAdmin = currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent();
    addClassName("page");
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

  @Override
  public String getPageTitle() {
    return getTranslation("connect.title") + " – Postmeister";
  }

  // The view is reused for another tenant.
  private void show(Tenant tenant) {
    removeAll();
    MailRoute route = routes.get(tenant.id());
    ClientAccess access = access(tenant, route.settings());
    SettingsTabs settings = new SettingsTabs(access);
    TokenPanel token =
        new TokenPanel(
            tokens, messages, tenant.id(), created -> settings.show(access.with(created)));
    Aside side = new Aside(new FirstMessage(service, tenant.id(), live));
    side.addClassName("side");
    Div columns = new Div(accessSection(access, token), side);
    columns.addClassName("columns");
    // By URL: the module with the page of a tenant knows nothing of this one.
    Anchor back =
        new Anchor(
            "tenants/" + tenant.name(),
            getTranslation("obstacle.open-tenant", tenant.displayName()));
    add(new PageHeader("connect.title", "connect.sentence", back));
    if (route.reason() != null) {
      add(new Notice(Notice.Kind.WARNING, getTranslation("reason." + route.reason())));
    }
    if (access.port() == null) {
      add(
          new Notice(
              Notice.Kind.INFO,
              getTranslation(systemAdmin ? "connect.off.system" : "connect.off.tenant")));
    }
    add(columns, settings);
  }

  private ClientAccess access(Tenant tenant, @Nullable MailServerSettings server) {
    EmailAddress sender = server == null ? null : server.senderAddress();
    return new ClientAccess(
        endpoint.hostName(),
        endpoint.ports().stream().findFirst().orElse(null),
        tenant.name().value(),
        ClientAccess.NO_TOKEN,
        sender == null ? ClientAccess.NO_SENDER : sender.toString(),
        links.base().orElseGet(ConnectView::usedAddress)
            + "/api/v1/tenants/"
            + tenant.name()
            + "/messages");
  }

  // Who asks sees the address that is in the browser's own bar.
  private static String usedAddress() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getDetails() instanceof RequestDetails details
        ? details.baseUrl()
        : "";
  }

  private Section accessSection(ClientAccess access, TokenPanel token) {
    Paragraph sentence = new Paragraph(getTranslation("connect.access.sentence"));
    sentence.addClassName("section-sentence");
    Section section = new Section(new H2(getTranslation("connect.access")), sentence);
    section.addClassName("form-section");
    section.add(facts(access));
    if (access.port() != null && access.port().encryption() == Encryption.NONE) {
      section.add(new Notice(Notice.Kind.INFO, getTranslation("connect.plain")));
    }
    section.add(token);
    return section;
  }

  private Facts facts(ClientAccess access) {
    Facts facts = new Facts();
    if (access.port() != null) {
      facts
          .with("connect.host", access.host())
          .with(
              "connect.ports",
              endpoint.ports().stream().map(this::describe).collect(Collectors.joining("\n")))
          .with("connect.user", access.user())
          .with("connect.password", getTranslation("connect.password.token"));
    }
    return facts
        .with(
            "connect.sender",
            access.sender().equals(ClientAccess.NO_SENDER) ? null : access.sender())
        .with("connect.api", access.messagesUrl());
  }

  private String describe(OpenPort port) {
    return getTranslation("connect.port." + port.encryption(), Integer.toString(port.number()));
  }
}
