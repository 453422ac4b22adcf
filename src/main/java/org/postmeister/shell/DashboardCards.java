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
import java.util.stream.Collectors;
import org.postmeister.audit.AuditEntry;
import org.postmeister.audit.ui.AuditView;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.overview.RunningNode;
import org.postmeister.mailserver.ui.ServerStateBadge;
import org.postmeister.mailserver.ui.SystemMailServerView;
import org.postmeister.platform.License;
import org.postmeister.platform.ui.PlatformView;
import org.postmeister.tenantlist.ui.TenantsView;

/** The smaller parts of a system administrator's dashboard. */
@org.springframework.stereotype.Component
class DashboardCards {

  private final Messages messages;
  private final Times times;

  DashboardCards(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
  }

  Component mail(DashboardFacts facts) {
    Badge off = new Badge(messages.get("dashboard.mail.off"));
    off.addThemeVariants(BadgeVariant.WARNING);
    String text =
        facts.usable()
            ? messages.get(
                "dashboard.mail.via", facts.server().settings().serverName(), facts.sender())
            : messages.get("reason.SYSTEM_MAIL_OFF");
    return new DashboardCard(
        "dashboard.mail",
        facts.usable() ? ServerStateBadge.of(facts.state(), messages) : off,
        new Paragraph(text),
        new RouterLink(messages.get("dashboard.mail.open"), SystemMailServerView.class));
  }

  Component tenants(DashboardFacts facts) {
    Div lines = new Div();
    lines.addClassName("card-lines");
    lines.add(
        new Paragraph(
            facts.mostTenants() == null
                ? messages.get("dashboard.tenants.unlimited")
                : messages.get("dashboard.tenants.limit", facts.tenants(), facts.mostTenants())));
    for (DashboardFacts.Counted counted : facts.tenantsInNeed()) {
      RouterLink link =
          new RouterLink(
              messages.get(counted.need().key(), counted.tenants(), facts.quotaPerDay()),
              TenantsView.class);
      link.setQueryParameters(QueryParameters.simple(counted.need().filter().toParameters()));
      lines.add(new Paragraph(link));
    }
    return new DashboardCard(
        "dashboard.tenants",
        new Badge(messages.get("grid.number", facts.tenants())),
        lines,
        new RouterLink(messages.get("dashboard.tenants.open"), TenantsView.class));
  }

  Component changes(DashboardFacts facts) {
    UnorderedList list = new UnorderedList();
    list.addClassName("plain-list");
    for (AuditEntry entry : facts.changes()) {
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

  Component platform(DashboardFacts facts) {
    License license = facts.platform().license();
    String valid =
        license.validUntil() == null
            ? messages.get("dashboard.license.none")
            : messages.get(
                "dashboard.license.until",
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                    .withLocale(messages.locale())
                    .format(license.validUntil()));
    List<RunningNode> running = facts.nodes();
    String versions =
        running.stream().map(RunningNode::version).distinct().collect(Collectors.joining(", "));
    Paragraph on = new Paragraph(messages.get("dashboard.nodes", running.size(), versions));
    on.setTitle(running.stream().map(RunningNode::name).collect(Collectors.joining(", ")));
    return new DashboardCard(
        "dashboard.platform",
        new Badge(facts.platform().version().toString()),
        new Paragraph(valid),
        on,
        new RouterLink(messages.get("dashboard.platform.open"), PlatformView.class));
  }
}
