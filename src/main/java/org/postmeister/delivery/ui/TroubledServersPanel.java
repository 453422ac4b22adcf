package org.postmeister.delivery.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.log.PausedServerService;
import org.postmeister.delivery.overview.ServerFilter;
import org.postmeister.delivery.overview.ServerOverview;
import org.postmeister.delivery.overview.ServerOverviewService;
import org.postmeister.mailserver.spi.ServerState;
import org.postmeister.mailserver.ui.ServerStateBadge;

/** The first few servers in trouble: why, what waits behind them, and the button that helps. */
public final class TroubledServersPanel extends Composite<Section> {

  private static final int SHOWN = 5;

  private final transient ServerOverviewService service;
  private final transient PausedServerService paused;
  private final transient Messages messages;
  private final transient Times times;
  private final Paragraph none = new Paragraph();
  private final UnorderedList list = new UnorderedList();
  private final Notice outcome = new Notice();
  private final RouterLink all = new RouterLink();
  private transient @Nullable Seen shown;

  public TroubledServersPanel(
      ServerOverviewService service, PausedServerService paused, Messages messages, Times times) {
    this.service = service;
    this.paused = paused;
    this.messages = messages;
    this.times = times;
    none.setText(getTranslation("servers.empty"));
    list.addClassName("trouble-list");
    all.setRoute(ServersView.class);
    getContent().addClassName("card");
    getContent().add(new H2(getTranslation("servers.trouble")), none, list, outcome, all);
  }

  /** What there is at some moment. */
  public record Seen(List<ServerOverview> servers, int count) {}

  /** The current state, for {@link #show}; need not be called on the UI thread. */
  public Seen look() {
    return new Seen(
        service.find(ServerFilter.TROUBLE, 0, SHOWN), service.count(ServerFilter.TROUBLE));
  }

  /** Shows it, unless it is shown already. */
  public void show(Seen seen) {
    if (seen.equals(shown)) {
      return;
    }
    shown = seen;
    none.setVisible(seen.count() == 0);
    list.removeAll();
    seen.servers().forEach(server -> list.add(item(server)));
    all.setText(
        getTranslation(seen.count() > SHOWN ? "servers.trouble.all" : "servers.all", seen.count()));
    all.setQueryParameters(ServersView.of(seen.count() == 0 ? null : ServerFilter.Choice.TROUBLE));
  }

  private ListItem item(ServerOverview server) {
    String name = ServerGrid.nameOf(server, messages);
    Div head =
        new Div(
            new Anchor(ServerGrid.settings(server), name),
            ServerStateBadge.of(server.state(), messages));
    head.addClassName("card-head");
    Span why = new Span(ServerGrid.why(server, messages, times));
    why.addClassName("cell-note");
    ListItem item = new ListItem(head, why);
    Div foot = new Div();
    foot.addClassName("trouble-foot");
    if (server.waiting() > 0) {
      foot.add(
          new Anchor(
              ServerGrid.messages(server), getTranslation("servers.wait", server.waiting())));
    }
    foot.add(help(server, name));
    item.add(foot);
    return item;
  }

  // What no later attempt can change needs somebody to change the settings.
  private Component help(ServerOverview server, String name) {
    if (server.state().kind() != ServerState.Kind.PAUSED || server.state().until() == null) {
      return new Anchor(ServerGrid.settings(server), getTranslation("servers.settings"));
    }
    Button resume =
        new Button(
            getTranslation("messages.resume"),
            click -> {
              paused.resume(server.owner());
              outcome.show(Notice.Kind.SUCCESS, getTranslation("servers.resumed", name));
              show(look());
            });
    resume.addThemeVariants(ButtonVariant.SMALL);
    resume.setAriaLabel(getTranslation("servers.resume.label", name));
    return resume;
  }
}
