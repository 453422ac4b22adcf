package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.Times;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.spi.ServerState;

/** Which server mail is sent through now and why, and how the unsaved changes would affect it. */
public final class RoutePanel extends Section {

  private final transient Messages messages;
  private final transient Times times;
  private final Div now = new Div();
  private final Div then = new Div();

  public RoutePanel(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
    addClassName("side-panel");
    getElement().setAttribute("aria-label", getTranslation("route.title"));
    now.addClassName("route");
    then.addClassNames("route", "route-then");
    then.getElement().setAttribute("role", "status");
    add(new H2(getTranslation("route.title")), now, then);
  }

  /**
   * @param health of the server at the end of the route, null if there is none
   * @param unsaved the route with the unsaved changes, null if there are none
   */
  public void show(MailRoute route, @Nullable ServerState health, @Nullable MailRoute unsaved) {
    now.removeAll();
    fill(now, route, health);
    then.removeAll();
    then.setVisible(unsaved != null);
    if (unsaved == null) {
      return;
    }
    then.add(new H3(getTranslation("route.unsaved")));
    if (unsaved.equals(route)) {
      then.add(new Paragraph(getTranslation("route.unchanged")));
    } else {
      fill(then, unsaved, null);
    }
  }

  private void fill(Div place, MailRoute route, @Nullable ServerState health) {
    Badge badge = new Badge(getTranslation("route." + route.state().via()));
    // Which way mail takes, not how the server does: that may be in trouble.
    if (!route.state().isOpen()) {
      badge.addThemeVariants(BadgeVariant.WARNING);
    }
    Div badges = new Div(badge);
    badges.addClassName("route-badges");
    if (health != null) {
      badges.add(ServerStateBadge.of(health, messages));
    }
    place.add(badges);
    MailServerSettings server = route.settings();
    if (route.serverName() != null) {
      place.add(new Paragraph(getTranslation("route.server", route.serverName())));
    }
    if (server != null && server.senderAddress() != null) {
      place.add(
          new Paragraph(
              server.senderName() == null
                  ? getTranslation("route.sender", server.senderAddress())
                  : getTranslation(
                      "route.sender.named", server.senderName(), server.senderAddress())));
    }
    Paragraph why =
        new Paragraph(
            getTranslation(
                route.reason() == null
                    ? "route.because." + route.state().via()
                    : "reason." + route.reason()));
    why.addClassName("route-why");
    place.add(why);
    if (server != null) {
      SecretExpiry.warning(server.authentication().registration(), times)
          .ifPresent(text -> place.add(new Notice(Notice.Kind.WARNING, text)));
    }
  }
}
