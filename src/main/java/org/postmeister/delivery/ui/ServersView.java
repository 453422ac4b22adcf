package org.postmeister.delivery.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.ListPositions;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.log.PausedServerService;
import org.postmeister.delivery.overview.ServerFilter;
import org.postmeister.delivery.overview.ServerOverview;
import org.postmeister.delivery.overview.ServerOverviewService;

/** The mail servers, first of all those in trouble: why, and what waits behind them. */
@Route("servers")
@Menu(title = "nav.servers", order = 3.5, icon = "vaadin:cluster")
@RolesAllowed({"SYSTEM_ADMIN", "TENANT_ADMIN"})
@Uses(Badge.class)
@Uses(Button.class)
public class ServersView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private static final int FIRST_PAGE = 50;
  // In the URL, for any state.
  private static final String ANY = "ANY";

  private final transient ServerOverviewService service;
  private final transient PausedServerService paused;
  private final transient Messages messages;
  private final Select<ServerFilter.Choice> choice = new Select<>();
  private final TextField text = new TextField();
  private final Span count = new Span();
  private final Notice outcome = new Notice();
  private final ServerGrid grid;
  // The background check for changes reads both without holding the session lock.
  private transient volatile ServerFilter shown = ServerFilter.TROUBLE;
  private transient volatile List<ServerOverview> seen = List.of();
  private boolean reading;

  ServersView(
      ServerOverviewService service,
      PausedServerService paused,
      Messages messages,
      Times times,
      LiveUpdates live) {
    this.service = service;
    this.paused = paused;
    this.messages = messages;
    this.grid = new ServerGrid(messages, times, this::resume);
    addClassNames("page", "page-wide");
    prepareFilter();
    Div bar = new Div(choice, text, count);
    bar.addClassName("filter-bar");
    count.addClassName("count");
    count.getElement().setAttribute("role", "status");
    add(new PageHeader("servers.title", "servers.sentence"), bar, outcome, grid);
    ListPositions.follow(grid, this::address);
    live.follow(this, this::look, () -> seen, this::refresh);
  }

  /** The query parameters with which this page shows servers in some state, null for any. */
  public static QueryParameters of(ServerFilter.@Nullable Choice choice) {
    return QueryParameters.of("state", choice == null ? ANY : choice.name());
  }

  private void prepareFilter() {
    choice.setLabel(getTranslation("servers.state"));
    choice.setItems(ServerFilter.Choice.values());
    choice.setEmptySelectionAllowed(true);
    choice.setEmptySelectionCaption(getTranslation("servers.any"));
    choice.setItemLabelGenerator(
        value -> getTranslation(value == null ? "servers.any" : "ServerFilter." + value));
    choice.addValueChangeListener(change -> changed());
    text.setLabel(getTranslation("servers.search"));
    text.setPlaceholder(getTranslation("servers.search.hint"));
    text.addClassName("search");
    text.setClearButtonVisible(true);
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.addValueChangeListener(change -> changed());
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    QueryParameters parameters = event.getLocation().getQueryParameters();
    String state =
        parameters.getSingleParameter("state").orElse(ServerFilter.Choice.TROUBLE.name());
    reading = true;
    choice.setValue(
        Arrays.stream(ServerFilter.Choice.values())
            .filter(value -> value.name().equals(state))
            .findAny()
            .orElse(null));
    text.setValue(parameters.getSingleParameter("query").orElse(""));
    reading = false;
    shown = filter();
    grid.setItems(request -> service.find(shown, request.getOffset(), request.getLimit()).stream())
        .setIdentifierProvider(ServerOverview::owner);
    refresh();
    ListPositions.restore(grid, event, address());
  }

  @Override
  public String getPageTitle() {
    return getTranslation("servers.title") + " – Postmeister";
  }

  private ServerFilter filter() {
    return new ServerFilter(choice.getValue(), text.getValue(), null);
  }

  private void changed() {
    if (reading) {
      return;
    }
    shown = filter();
    outcome.clear();
    UI.getCurrent()
        .getPage()
        .getHistory()
        .replaceState(null, new Location("servers", parameters()));
    refresh();
    grid.scrollToStart();
  }

  private String address() {
    return "servers?" + parameters().getQueryString();
  }

  private QueryParameters parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("state", choice.getValue() == null ? ANY : choice.getValue().name());
    if (!text.isEmpty()) {
      parameters.put("query", text.getValue());
    }
    return QueryParameters.simple(parameters);
  }

  private List<ServerOverview> look() {
    return service.find(shown, 0, FIRST_PAGE);
  }

  private void refresh() {
    seen = look();
    grid.getDataProvider().refreshAll();
    count.setText(getTranslation("servers.count", service.count(shown)));
    grid.setEmptyStateText(
        getTranslation(
            shown.equals(ServerFilter.TROUBLE) ? "servers.empty" : "servers.empty.filtered"));
  }

  private void resume(ServerOverview server) {
    paused.resume(server.owner());
    outcome.show(
        Notice.Kind.SUCCESS,
        getTranslation("servers.resumed", ServerGrid.nameOf(server, messages)));
    refresh();
  }
}
