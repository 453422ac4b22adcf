package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;
import org.postmeister.audit.ui.LastChange;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.mailserver.ui.ServerStateBadge;
import org.postmeister.tenantlist.TenantOverview;

/** How a tenant's mail is, in a line: state, route, server, last test, waiting, last change. */
class TenantStatus extends Composite<Div> {

  private final transient Messages messages;
  private final transient Times times;

  TenantStatus(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
    getContent().addClassName("tenant-status");
  }

  /**
   * @param changed the last change, null if it is not for this person
   */
  void show(TenantOverview tenant, @Nullable LastChange changed) {
    getContent().removeAll();
    if (!tenant.active()) {
      getContent().add(new Badge(getTranslation("tenant.inactive")));
    }
    Badge route = new Badge(getTranslation("route." + tenant.route().via()));
    route.getElement().setAttribute("theme", tenant.route().isOpen() ? "" : "warning");
    getContent().add(route);
    if (tenant.server() != null) {
      getContent().add(ServerStateBadge.of(tenant.server(), messages));
    }
    getContent().add(lastTest(tenant));
    if (tenant.waiting() > 0) {
      getContent()
          .add(
              new Anchor(
                  TenantGrid.waitingMessages(tenant),
                  getTranslation("tenant.status.waiting", tenant.waiting())));
    }
    if (changed != null) {
      getContent().add(changed);
    }
  }

  private Span lastTest(TenantOverview tenant) {
    if (tenant.lastTestAt() == null) {
      return new Span(getTranslation("tenant.status.never-tested"));
    }
    Span test =
        new Span(
            getTranslation(
                tenant.lastTestCode() == null ? "tenant.status.sent" : "tenant.status.failed",
                times.relative(tenant.lastTestAt())));
    test.setTitle(times.withOffset(tenant.lastTestAt()));
    return test;
  }
}
