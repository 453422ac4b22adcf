package org.postmeister.shell;

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
import java.util.HashMap;
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

  private final transient Messages messages;
  private final transient DeliverySummaryService deliveries;
  private final DeliverySummaryPanel summary;
  private final TroubledServersPanel trouble;
  private final Map<MailOwner, Paragraph> quotas = new HashMap<>();
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
    this.messages = messages;
    this.deliveries = deliveries;
    this.summary = new DeliverySummaryPanel(deliveries, messages, times);
    this.trouble = new TroubledServersPanel(servers, paused, messages, times);
    addClassNames("page", "page-wide");
    add(new PageHeader("own-tenants.title", "own-tenants.sentence"));
    List<Tenant> own = tenants.own();
    this.seen = look();
    if (own.isEmpty()) {
      add(new Notice(Notice.Kind.INFO, getTranslation("own-tenants.none")));
      return;
    }
    Div cards = new Div(summary, trouble);
    cards.addClassNames("cards", "dashboard");
    Map<TenantId, MailRoute> known = routes.own();
    own.forEach(tenant -> {
      MailRoute route = known.get(tenant.id());
      Section card = card(tenant, route == null ? routes.get(tenant.id()) : route, times);
      Paragraph used = new Paragraph();
      used.setVisible(false);
      quotas.put(MailOwner.of(tenant.id()), used);
      card.add(used);
      cards.add(card);
    });
    add(cards);
    show();
    live.follow(this, this::look, () -> seen, this::refresh);
  }

  /** What is on the screen and may change by itself. */
  private record Seen(
      DeliverySummary summary, TroubledServersPanel.Seen trouble, Map<MailOwner, Long> quotaUsed) {}

  private Seen look() {
    return new Seen(summary.look(), trouble.look(), deliveries.quotaUsedToday());
  }

  private void refresh() {
    seen = look();
    show();
  }

  private void show() {
    summary.show(seen.summary());
    trouble.show(seen.trouble());
    quotas.forEach((tenant, text) -> {
      long used = seen.quotaUsed().getOrDefault(tenant, 0L);
      text.setText(getTranslation("own-tenants.quota", used, deliveries.quotaPerDay()));
      text.setVisible(used > 0);
    });
  }

  @Override
  public String getPageTitle() {
    return getTranslation("own-tenants.title") + " – Postmeister";
  }

  private Section card(Tenant tenant, MailRoute route, Times times) {
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
    return card;
  }
}
