package org.postmeister.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.RolesAllowed;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.ui.SecretExpiry;
import org.postmeister.mailserver.ui.SystemMailServerView;
import org.postmeister.notice.NoticeService;
import org.postmeister.notice.ui.NoticesView;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.ui.PlatformView;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.invitation.ConsoleAddressService;
import org.postmeister.tenant.TenantService;
import org.postmeister.tenantlist.TenantFilter;
import org.postmeister.tenantlist.TenantOverviewService;
import org.postmeister.tenantlist.ui.TenantsView;

/** The state of the system at a glance; tenant administrators are forwarded to their tenants. */
@Route("")
@Menu(title = "nav.dashboard", order = 1, icon = "vaadin:dashboard")
@RolesAllowed({"SYSTEM_ADMIN", "TENANT_ADMIN"})
public class DashboardView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private static final int UNMAILED = 3;
  private static final TenantFilter EXPIRING =
      TenantFilter.of(Map.of("clientSecretExpiresOn", TenantFilter.ExpiryChoice.SOON.name()));

  private final transient SystemMailServerService mailServers;
  private final transient PlatformService platforms;
  private final transient TenantService tenants;
  private final transient TenantOverviewService overviews;
  private final transient NoticeService notices;
  private final transient ConsoleAddressService addresses;
  private final transient CurrentUser currentUser;
  private final transient Times times;

  DashboardView(
      SystemMailServerService mailServers,
      PlatformService platforms,
      TenantService tenants,
      TenantOverviewService overviews,
      NoticeService notices,
      ConsoleAddressService addresses,
      CurrentUser currentUser,
      Times times) {
    this.mailServers = mailServers;
    this.platforms = platforms;
    this.tenants = tenants;
    this.overviews = overviews;
    this.notices = notices;
    this.addresses = addresses;
    this.currentUser = currentUser;
    this.times = times;
    addClassName("page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (currentUser.find().filter(SignedInUser::isSystemAdmin).isEmpty()) {
      event.forwardTo(OwnTenantsView.class);
      return;
    }
    PlatformSettings settings = platforms.get().settings();
    Div cards =
        new Div(mailCard(mailServers), tenantCard(tenants, settings), platformCard(settings));
    cards.addClassName("cards");
    removeAll();
    add(new PageHeader("dashboard.title", "dashboard.sentence"));
    askForAddress();
    warnOfUnconfirmedDestination();
    warnOfSecrets();
    showUnmailed();
    add(cards);
  }

  // Links in mails lead to the address that an administrator has confirmed.
  private void askForAddress() {
    addresses
        .difference()
        .ifPresent(difference -> {
          Notice notice =
              new Notice(
                  Notice.Kind.WARNING,
                  getTranslation("dashboard.address", difference.known(), difference.used()) + " ");
          notice.add(
              new Button(
                  getTranslation("dashboard.address.confirm", difference.used()),
                  click -> {
                    addresses.confirm();
                    notice.show(
                        Notice.Kind.SUCCESS,
                        getTranslation("dashboard.address.confirmed", difference.used()));
                  }));
          add(notice);
        });
  }

  private void warnOfUnconfirmedDestination() {
    MailServer server = mailServers.get();
    if (server.settings().enabled() && server.destinationSetBy() != CurrentUser.Channel.CONSOLE) {
      add(
          warning(
              getTranslation("dashboard.unconfirmed", server.settings().serverName()), mailLink()));
    }
  }

  // What nobody would notice until mail stops.
  private void warnOfSecrets() {
    SecretExpiry.warning(mailServers.get().settings().authentication().registration(), times)
        .ifPresent(
            text -> add(warning(getTranslation("dashboard.secrets.system", text), mailLink())));
    int tenantsToWarn = overviews.count(EXPIRING);
    if (tenantsToWarn > 0) {
      RouterLink show = new RouterLink(getTranslation("dashboard.secrets.open"), TenantsView.class);
      show.setQueryParameters(QueryParameters.simple(EXPIRING.toParameters()));
      add(warning(getTranslation("dashboard.secrets.tenants", tenantsToWarn), show));
    }
  }

  // What would have been mailed, if mail could be sent.
  private void showUnmailed() {
    List<NoticeService.Told> waiting = notices.waiting(getLocale());
    if (waiting.size() > UNMAILED) {
      add(
          warning(
              getTranslation("dashboard.unmailed.many", waiting.size()),
              new RouterLink(getTranslation("dashboard.unmailed.open"), NoticesView.class)));
      return;
    }
    for (NoticeService.Told told : waiting) {
      add(
          warning(
              getTranslation("dashboard.unmailed", told.sentence()),
              new RouterLink(getTranslation("dashboard.unmailed.open"), NoticesView.class)));
    }
  }

  private static Notice warning(String text, RouterLink link) {
    Notice notice = new Notice(Notice.Kind.WARNING, text + " ");
    notice.add(link);
    return notice;
  }

  @Override
  public String getPageTitle() {
    return getTranslation("dashboard.title") + " – Postmeister";
  }

  private Component mailCard(SystemMailServerService service) {
    MailServer server = service.get();
    boolean usable = service.isUsable();
    Badge state = new Badge(getTranslation(usable ? "dashboard.mail.on" : "dashboard.mail.off"));
    state.addThemeVariants(usable ? BadgeVariant.SUCCESS : BadgeVariant.WARNING);
    String text =
        usable
            ? getTranslation(
                "dashboard.mail.via",
                server.settings().serverName(),
                server.settings().senderAddress() == null ? "" : server.settings().senderAddress())
            : getTranslation("reason.SYSTEM_MAIL_OFF");
    return card("dashboard.mail", state, text, mailLink());
  }

  private RouterLink mailLink() {
    return new RouterLink(getTranslation("dashboard.mail.open"), SystemMailServerView.class);
  }

  private Component tenantCard(TenantService tenants, PlatformSettings settings) {
    long count = tenants.count();
    Integer most = settings.license().maxTenants();
    return card(
        "dashboard.tenants",
        new Badge(Long.toString(count)),
        most == null
            ? getTranslation("dashboard.tenants.unlimited")
            : getTranslation("dashboard.tenants.limit", count, most),
        new RouterLink(getTranslation("dashboard.tenants.open"), TenantsView.class));
  }

  private Component platformCard(PlatformSettings settings) {
    License license = settings.license();
    String valid =
        license.validUntil() == null
            ? getTranslation("dashboard.license.none")
            : getTranslation(
                "dashboard.license.until",
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                    .withLocale(getLocale())
                    .format(license.validUntil()));
    return card(
        "dashboard.platform",
        new Badge(settings.version().toString()),
        valid,
        new RouterLink(getTranslation("dashboard.platform.open"), PlatformView.class));
  }

  private Component card(String titleKey, Badge state, String text, RouterLink link) {
    Div head = new Div(new H2(getTranslation(titleKey)), state);
    head.addClassName("card-head");
    Section card = new Section(head, new Paragraph(text), link);
    card.addClassName("card");
    return card;
  }
}
