package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.ui.ConfirmByName;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.PageTabs;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.UnsavedChangesGuard;
import org.postmeister.mailserver.route.MailRouteService;
import org.postmeister.mailserver.spi.ServerState;
import org.postmeister.mailserver.ui.RoutePanel;
import org.postmeister.mailserver.ui.TenantPolicySection;
import org.postmeister.mailserver.ui.TenantServerSection;
import org.postmeister.mailserver.ui.testmail.TestMailPanel;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.administration.TenantAdministratorService;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.security.ui.ApiTokenList;
import org.postmeister.security.ui.TenantAdministrators;
import org.postmeister.support.ui.TenantSupportSection;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantNotFoundException;
import org.postmeister.tenant.TenantService;
import org.postmeister.tenantlist.TenantOverview;

/**
 * One tenant: all of it for system administrators, and for its own administrators what they may see
 * and change. The mail route is always shown beside it.
 */
@Route("tenants/:tenant")
@RolesAllowed({"SYSTEM_ADMIN", "TENANT_ADMIN"})
public class TenantView extends Main
    implements BeforeEnterObserver, BeforeLeaveObserver, HasDynamicTitle {

  private final transient TenantMailSections mail;
  private final transient TenantService tenants;
  private final transient TenantAdministratorService administrators;
  private final transient Messages messages;
  private final transient Times times;
  private final boolean systemAdmin;
  private final UnsavedChangesGuard guard = new UnsavedChangesGuard(this);
  private final RoutePanel routePanel;
  private final TenantStatus status;
  private final Header header = new Header();
  private final transient ApiTokenService tokens;
  private final transient Clock clock;
  private transient @Nullable Tenant tenant;
  private transient @Nullable ServerState health;
  private @Nullable GeneralSection general;
  private @Nullable TenantServerSection server;
  private @Nullable TenantPolicySection policy;
  private @Nullable TenantSupportSection support;
  private @Nullable TestMailPanel test;

  TenantView(
      TenantMailSections mail,
      TenantService tenants,
      TenantAdministratorService administrators,
      ApiTokenService tokens,
      Clock clock,
      CurrentUser currentUser,
      Messages messages,
      Times times) {
    this.mail = mail;
    this.tenants = tenants;
    this.administrators = administrators;
    this.tokens = tokens;
    this.clock = clock;
    this.messages = messages;
    this.times = times;
    this.routePanel = new RoutePanel(messages, times);
    this.status = new TenantStatus(messages, times);
    this.systemAdmin = currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent();
    addClassName("page");
    header.addClassName("page-header");
  }

  /** The route parameters of a tenant's page. */
  public static RouteParameters of(TenantName name) {
    return new RouteParameters("tenant", name.value());
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    try {
      show(tenants.get(event.getRouteParameters().get("tenant").orElse("")));
    } catch (TenantNotFoundException e) {
      // Neither a title nor a text may reveal whether there is such a tenant.
      event.rerouteToError(NotFoundException.class);
    }
  }

  @Override
  public void beforeLeave(BeforeLeaveEvent event) {
    guard.beforeLeave(event);
  }

  @Override
  public String getPageTitle() {
    return (tenant == null ? "" : tenant.displayName() + " – ") + "Postmeister";
  }

  private void show(Tenant shown) {
    tenant = shown;
    TenantId id = shown.id();
    // The view is reused for another tenant; until the new sections are complete there are none.
    server = null;
    support = null;
    policy = null;
    test = null;
    removeAll();
    general =
        new GeneralSection(
            tenants, messages, times, shown, systemAdmin, this::changed, this::saved);
    server = mail.serverSection(id, systemAdmin, this::changed, this::serverSaved);
    support = mail.supportSection(id, this::changed);
    test = mail.testPanel(id, server);
    PageTabs tabs = new PageTabs();
    tabs.add(getTranslation("tenant.tab.server"), server);
    if (systemAdmin) {
      policy = mail.policySection(id, this::changed, this::policySaved);
      tabs.add(getTranslation("tenant.tab.policy"), policy);
    }
    tabs.add(getTranslation("tenant.tab.support"), support);
    tabs.add(
        getTranslation("tenant.tab.administrators"),
        new TenantAdministrators(administrators, messages, times, id, systemAdmin));
    tabs.add(
        getTranslation("tenant.tab.tokens"), ApiTokenList.of(id, tokens, messages, times, clock));
    tabs.add(getTranslation("tenant.tab.general"), general);
    Aside side = new Aside(routePanel, server.statePanel(), test);
    side.addClassName("side");
    Div columns = new Div(new Div(tabs), side);
    columns.addClassName("columns");
    showHeader(shown);
    add(header, columns);
    changed();
  }

  private void showHeader(Tenant shown) {
    Paragraph sentence = new Paragraph(getTranslation("tenant.page.sentence", shown.name()));
    sentence.addClassName("page-sentence");
    Div text = new Div(new H1(shown.displayName()), sentence, status);
    showStatus(shown);
    Div bar = new Div();
    bar.addClassName("page-actions");
    // By URL: the modules of these pages depend on the one with the servers.
    bar.add(new Anchor("tenants/" + shown.name() + "/connect", getTranslation("tenant.connect")));
    bar.add(new Anchor("mail-texts?tenant=" + shown.name(), getTranslation("tenant.mail-texts")));
    if (systemAdmin) {
      Button delete = new Button(getTranslation("tenant.delete"), click -> confirmDeletion(shown));
      delete.addThemeVariants(ButtonVariant.ERROR);
      bar.add(delete);
    }
    header.removeAll();
    header.add(text, bar);
  }

  private void showStatus(Tenant shown) {
    TenantOverview overview = mail.overview(shown.id());
    health = overview.server();
    status.show(overview, systemAdmin ? mail.lastChange(shown.name()) : null);
  }

  private void saved(Tenant changed) {
    tenant = changed;
    showHeader(changed);
    changed();
  }

  private void serverSaved() {
    if (tenant != null) {
      showStatus(tenant);
    }
    changed();
  }

  // The policy decides how the server is shown; what the user is typing there stays.
  private void policySaved() {
    if (server != null && !server.isDirty()) {
      server.showStored();
    }
    serverSaved();
  }

  private void changed() {
    // While the sections are being created, later ones are still missing.
    if (tenant == null || general == null || server == null || support == null || test == null) {
      return;
    }
    boolean dirty =
        general.isDirty()
            || server.isDirty()
            || support.isDirty()
            || (policy != null && policy.isDirty());
    guard.setDirty(dirty);
    MailRouteService.Edits edits =
        dirty
            ? new MailRouteService.Edits(
                systemAdmin ? general.isActive() : null,
                policy == null ? null : policy.edited(),
                server.edited())
            : null;
    MailRouteService.Preview route = mail.route(tenant.id(), edits);
    mail.offerTest(test, route.now(), server.isAllowed(), systemAdmin);
    routePanel.show(route.now(), health, route.unsaved());
  }

  private void confirmDeletion(Tenant shown) {
    new ConfirmByName(
            messages,
            "tenant.delete.title",
            "tenant.delete.text",
            "tenant.delete",
            shown.name().value(),
            () -> {
              tenants.delete(shown.id());
              guard.setDirty(false);
              UI.getCurrent().navigate("tenants");
            })
        .open();
  }
}
