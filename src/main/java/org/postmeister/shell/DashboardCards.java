package org.postmeister.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postmeister.audit.AuditEntry;
import org.postmeister.audit.AuditQuery;
import org.postmeister.audit.AuditService;
import org.postmeister.audit.ui.AuditView;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.overview.DeliverySummaryService;
import org.postmeister.delivery.overview.RunningNode;
import org.postmeister.delivery.overview.RunningNodes;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.ui.ServerStateBadge;
import org.postmeister.mailserver.ui.SystemMailServerView;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.ui.PlatformView;
import org.postmeister.tenant.TenantService;
import org.postmeister.tenantlist.TenantFilter;
import org.postmeister.tenantlist.TenantOverviewService;
import org.postmeister.tenantlist.ui.TenantsView;

/** The smaller parts of a system administrator's dashboard. */
@org.springframework.stereotype.Component
class DashboardCards {

  private static final int ENTRIES = 5;

  private final SystemMailServerService mailServers;
  private final TenantService tenants;
  private final TenantOverviewService overviews;
  private final DeliverySummaryService deliveries;
  private final PlatformService platforms;
  private final RunningNodes nodes;
  private final AuditService audit;
  private final Messages messages;
  private final Times times;

  DashboardCards(
      SystemMailServerService mailServers,
      TenantService tenants,
      TenantOverviewService overviews,
      DeliverySummaryService deliveries,
      PlatformService platforms,
      RunningNodes nodes,
      AuditService audit,
      Messages messages,
      Times times) {
    this.mailServers = mailServers;
    this.tenants = tenants;
    this.overviews = overviews;
    this.deliveries = deliveries;
    this.platforms = platforms;
    this.nodes = nodes;
    this.audit = audit;
    this.messages = messages;
    this.times = times;
  }

  Component mail() {
    MailServer server = mailServers.get();
    boolean usable = mailServers.isUsable();
    Badge off = new Badge(messages.get("dashboard.mail.off"));
    off.addThemeVariants(BadgeVariant.WARNING);
    String text =
        usable
            ? messages.get(
                "dashboard.mail.via",
                server.settings().serverName(),
                server.settings().senderAddress() == null ? "" : server.settings().senderAddress())
            : messages.get("reason.SYSTEM_MAIL_OFF");
    return new DashboardCard(
        "dashboard.mail",
        usable ? ServerStateBadge.of(mailServers.state(), messages) : off,
        new Paragraph(text),
        new RouterLink(messages.get("dashboard.mail.open"), SystemMailServerView.class));
  }

  Component tenants() {
    long count = tenants.count();
    Integer most = platforms.get().settings().license().maxTenants();
    Div lines = new Div();
    lines.addClassName("card-lines");
    lines.add(
        new Paragraph(
            most == null
                ? messages.get("dashboard.tenants.unlimited")
                : messages.get("dashboard.tenants.limit", count, most)));
    filtered(lines, "dashboard.tenants.without", Map.of("route", "NONE", "active", "true"));
    filtered(lines, "dashboard.secrets.tenants", Map.of("clientSecretExpiresOn", "SOON"));
    long quota = deliveries.quotaPerDay();
    if (quota > 0) {
      int usedUp = filtered(lines, "dashboard.quota", Map.of("quota", "USED_UP"), quota);
      Map<String, String> nearly = Map.of("quota", "NEARLY_USED_UP");
      // Which includes those.
      if (overviews.count(TenantFilter.of(nearly)) > usedUp) {
        filtered(lines, "dashboard.quota.nearly", nearly, quota);
      }
    }
    return new DashboardCard(
        "dashboard.tenants",
        new Badge(messages.get("grid.number", count)),
        lines,
        new RouterLink(messages.get("dashboard.tenants.open"), TenantsView.class));
  }

  // Only what there is; the sentence is the link to those that it counts.
  private int filtered(Div lines, String key, Map<String, String> filter, Object... more) {
    TenantFilter wanted = TenantFilter.of(filter);
    int found = overviews.count(wanted);
    if (found > 0) {
      RouterLink link =
          new RouterLink(
              messages.get(key, Stream.concat(Stream.of(found), Stream.of(more)).toArray()),
              TenantsView.class);
      link.setQueryParameters(QueryParameters.simple(wanted.toParameters()));
      lines.add(new Paragraph(link));
    }
    return found;
  }

  Component changes() {
    UnorderedList list = new UnorderedList();
    list.addClassName("plain-list");
    List<AuditEntry> entries =
        audit.find(new AuditQuery("", null, null, null, null), null, 0, ENTRIES);
    for (AuditEntry entry : entries) {
      Span when = times.span(entry.at());
      when.addClassName("cell-note");
      list.add(
          new ListItem(
              new Span(
                  messages.get(
                      "dashboard.change",
                      messages.get("audit.action." + entry.action()),
                      entry.subject(),
                      entry.actor())),
              when));
    }
    return new DashboardCard(
        "dashboard.changes",
        new Span(),
        list,
        new RouterLink(messages.get("dashboard.changes.open"), AuditView.class));
  }

  Component platform() {
    PlatformSettings settings = platforms.get().settings();
    License license = settings.license();
    String valid =
        license.validUntil() == null
            ? messages.get("dashboard.license.none")
            : messages.get(
                "dashboard.license.until",
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                    .withLocale(messages.locale())
                    .format(license.validUntil()));
    List<RunningNode> running = nodes.list();
    String versions =
        running.stream().map(RunningNode::version).distinct().collect(Collectors.joining(", "));
    Paragraph on = new Paragraph(messages.get("dashboard.nodes", running.size(), versions));
    on.setTitle(running.stream().map(RunningNode::name).collect(Collectors.joining(", ")));
    return new DashboardCard(
        "dashboard.platform",
        new Badge(settings.version().toString()),
        new Paragraph(valid),
        on,
        new RouterLink(messages.get("dashboard.platform.open"), PlatformView.class));
  }
}
