package org.postmeister.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import org.postmeister.common.TenantId;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.log.PausedServerService;
import org.postmeister.delivery.overview.DeliverySummary;
import org.postmeister.delivery.overview.DeliverySummaryService;
import org.postmeister.delivery.overview.ServerOverviewService;
import org.postmeister.delivery.ui.DeliverySummaryPanel;
import org.postmeister.delivery.ui.TroubledServersPanel;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.MailRouteService;
import org.postmeister.mailserver.ui.SecretExpiry;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantService;
import org.postmeister.tenantlist.ui.TenantView;

/** Where tenant administrators start: how the mail of their tenants is. */
@Route("my-tenants")
@RolesAllowed("TENANT_ADMIN")
public class OwnTenantsView extends Main implements HasDynamicTitle {

  private final transient TenantService tenants;
  private final transient MailRouteService routes;
  private final transient Messages messages;
  private final transient Times times;
  private final transient DeliverySummaryService deliveries;
  private final DeliverySummaryPanel summary;
  private final TroubledServersPanel trouble;
  private final Div cards = new Div();
  private List<Component> tenantCards = List.of();
  private final Notice none = new Notice(Notice.Kind.INFO, getTranslation("own-tenants.none"));
  // The background check for changes reads it without holding the session lock.
  private transient volatile Seen seen;

  OwnTenantsView(
      TenantService tenants,
      MailRouteService routes,
      DeliverySummaryService deliveries,
      ServerOverviewService servers,
      PausedServerService paused,
      Messages messages,
      Times times,
      LiveUpdates live) {
    this.tenants = tenants;
    this.routes = routes;
    this.messages = messages;
    this.times = times;
    this.deliveries = deliveries;
    this.summary = new DeliverySummaryPanel(deliveries, messages, times);
    this.trouble = new TroubledServersPanel(servers, paused, messages, times);
    addClassNames("page", "page-wide");
    cards.addClassNames("cards", "dashboard");
    add(new PageHeader("own-tenants.title", "own-tenants.sentence"), none, cards);
    cards.add(summary, trouble);
    this.seen = look();
    showTenants();
    summary.show(seen.summary());
    trouble.show(seen.trouble());
    live.follow(this, this::look, () -> seen, this::refresh);
  }

  /** What is on the screen and may change by itself. */
  private record Seen(
      DeliverySummary summary, TroubledServersPanel.Seen trouble, List<OwnTenant> tenants) {}

  /**
   * One of them.
   *
   * @param quotaUsed of today, in messages
   */
  private record OwnTenant(Tenant tenant, MailRoute route, long quotaUsed) {}

  private Seen look() {
    Map<TenantId, MailRoute> known = routes.own();
    Map<MailOwner, Long> used = deliveries.quotaUsedToday();
    return new Seen(
        summary.look(),
        trouble.look(),
        tenants.own().stream()
            .map(tenant ->
                new OwnTenant(
                    tenant,
                    known.containsKey(tenant.id())
                        ? known.get(tenant.id())
                        : routes.get(tenant.id()),
                    used.getOrDefault(MailOwner.of(tenant.id()), 0L)))
            .toList());
  }

  private void refresh() {
    List<OwnTenant> before = seen.tenants();
    seen = look();
    if (!seen.tenants().equals(before)) {
      showTenants();
    }
    summary.show(seen.summary());
    trouble.show(seen.trouble());
  }

  private void showTenants() {
    none.setVisible(seen.tenants().isEmpty());
    cards.setVisible(!seen.tenants().isEmpty());
    cards.remove(tenantCards);
    tenantCards = seen.tenants().stream().<Component>map(this::card).toList();
    cards.add(tenantCards);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("own-tenants.title") + " – Postmeister";
  }

  private Section card(OwnTenant own) {
    Tenant tenant = own.tenant();
    MailRoute route = own.route();
    Div head =
        new Div(
            new H2(tenant.displayName()), new Badge(messages.get("route." + route.state().via())));
    head.addClassName("card-head");
    MailServerSettings server = route.settings();
    Section card =
        new Section(
            head,
            new Paragraph(
                route.reason() != null
                    ? getTranslation("reason." + route.reason())
                    : server == null || server.senderAddress() == null
                        ? tenant.name().value()
                        : getTranslation("route.sender", server.senderAddress())),
            new RouterLink(
                getTranslation("own-tenants.open", tenant.displayName()),
                TenantView.class,
                TenantView.of(tenant.name())));
    card.addClassName("card");
    if (route.settings() != null) {
      SecretExpiry.warning(route.settings().authentication().registration(), times)
          .ifPresent(text -> card.add(new Notice(Notice.Kind.WARNING, text)));
    }
    if (own.quotaUsed() > 0) {
      card.add(
          new Paragraph(
              getTranslation("own-tenants.quota", own.quotaUsed(), deliveries.quotaPerDay())));
    }
    return card;
  }
}
