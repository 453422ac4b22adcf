package org.postmeister.delivery.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.RolesAllowed;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.UiThread;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.log.PausedServerService;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.security.BackgroundExecutor;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.TenantNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every message, from its acceptance until it has arrived or ended. */
@Route("messages")
@Menu(title = "nav.messages", order = 3, icon = "vaadin:paperplane-o")
@RolesAllowed({"SYSTEM_ADMIN", "TENANT_ADMIN"})
public class MessagesView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private static final Logger log = LoggerFactory.getLogger(MessagesView.class);

  private static final int FIRST_PAGE = 50;
  private static final int COUNTED = 1000;

  private final transient MessageService service;
  private final transient PausedServerService pausedServers;
  private final transient TenantNames names;
  private final transient BackgroundExecutor tasks;
  private final transient Messages messages;
  private final transient Times times;
  private final Button retryAll;
  private final Button cancelAll;
  private final Div paused = new Div();
  private final transient Map<MailOwner, PausedServer> pausedPanels = new HashMap<>();
  private final Div counts = new Div();
  private final MessageFilterBar filter;
  private final Span count = new Span();
  private final Notice outcome = new Notice();
  private final Grid<MessageRow> grid = new Grid<>();
  // The background check for changes reads it without holding the session lock.
  private transient volatile MessageQuery shown = MessageQuery.ALL;
  private transient volatile Seen seen = Seen.NOTHING;

  MessagesView(
      MessageService service,
      MessageActionService actions,
      PausedServerService pausedServers,
      TenantNames names,
      CurrentUser currentUser,
      BackgroundExecutor tasks,
      Messages messages,
      Times times,
      LiveUpdates live) {
    this.service = service;
    this.tasks = tasks;
    this.pausedServers = pausedServers;
    this.names = names;
    this.messages = messages;
    this.times = times;
    this.retryAll = forAll("messages.retry-all", actions::retryAll);
    this.cancelAll = forAll("messages.cancel-all", actions::cancelAll);
    boolean systemAdmin = currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent();
    int tenants = currentUser.find().map(user -> user.tenants().size()).orElse(0);
    this.filter =
        new MessageFilterBar(messages, names, systemAdmin || tenants > 1, this::filterChanged);
    addClassNames("page", "page-wide");
    prepareGrid(systemAdmin || tenants > 1);
    count.addClassName("count");
    count.getElement().setAttribute("role", "status");
    filter.addToBar(count);
    add(
        new PageHeader("messages.title", "messages.sentence", retryAll, cancelAll),
        paused,
        counts,
        filter,
        outcome,
        grid);
    live.follow(this, this::look, () -> seen, this::refresh);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    filter.read(event.getLocation().getQueryParameters());
    shown = filter.query();
    grid.setItems(request ->
            rows(service.find(shown, null, request.getOffset(), request.getLimit())).stream())
        .setIdentifierProvider(row -> row.message().id());
    refresh();
  }

  @Override
  public String getPageTitle() {
    return getTranslation("messages.title") + " – Postmeister";
  }

  private void filterChanged() {
    shown = filter.query();
    outcome.clear();
    UI.getCurrent()
        .getPage()
        .getHistory()
        .replaceState(null, new Location("messages", filter.parameters()));
    refresh();
  }

  private Seen look() {
    return new Seen(service.find(shown, null, 0, FIRST_PAGE), pausedServers.list());
  }

  private void refresh() {
    Seen before = seen;
    Seen now = look();
    seen = now;
    grid.getDataProvider().refreshAll();
    int found = service.count(shown, COUNTED);
    grid.setEmptyStateText(
        getTranslation(
            shown.equals(MessageQuery.ALL) ? "messages.empty" : "messages.empty.filtered"));
    count.setText(
        found < COUNTED
            ? getTranslation("messages.count", found)
            : getTranslation("messages.count.many", COUNTED));
    counts.removeAll();
    counts.add(
        new RecentCounts(service.counts(shown.owners(), RecentCounts.PAST), messages, times));
    if (!before.paused().equals(now.paused())) {
      showPaused(now.paused());
    }
  }

  private void showPaused(List<ServerHealth> servers) {
    Set<MailOwner> owners = servers.stream().map(ServerHealth::owner).collect(Collectors.toSet());
    pausedPanels.entrySet().stream()
        .filter(panel -> !owners.contains(panel.getKey()))
        .forEach(panel -> paused.remove(panel.getValue()));
    pausedPanels.keySet().retainAll(owners);
    Map<TenantId, TenantName> known =
        names.namesOf(owners.stream().flatMap(owner -> owner.tenant().stream()).toList());
    for (ServerHealth server : servers) {
      pausedPanels
          .computeIfAbsent(server.owner(), this::pausedPanel)
          .show(server, nameOf(server.owner(), known));
    }
  }

  private PausedServer pausedPanel(MailOwner owner) {
    PausedServer panel =
        new PausedServer(
            messages,
            times,
            () -> {
              pausedServers.resume(owner);
              refresh();
            });
    paused.add(panel);
    return panel;
  }

  private void prepareGrid(boolean showsTenants) {
    grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    grid.addComponentColumn(this::message)
        .setHeader(getTranslation("messages.message"))
        .setWidth("16rem")
        .setFlexGrow(4);
    grid.addColumn(row -> row.recipients(messages))
        .setHeader(getTranslation("messages.recipients"))
        .setWidth("10rem")
        .setFlexGrow(2);
    if (showsTenants) {
      grid.addColumn(MessageRow::sender)
          .setHeader(getTranslation("messages.tenant"))
          .setWidth("8rem");
    }
    grid.addComponentColumn(row -> times.span(row.message().acceptedAt()))
        .setHeader(getTranslation("messages.accepted"))
        .setWidth("8.5rem")
        .setFlexGrow(0);
    grid.getElement().setAttribute("aria-label", getTranslation("messages.title"));
    grid.addItemClickListener(click ->
        click
            .getSource()
            .getUI()
            .ifPresent(ui ->
                ui.navigate(MessageView.class, MessageView.of(click.getItem().message().id()))));
  }

  private Div message(MessageRow row) {
    return new Div(
        new RouterLink(
            row.message().subject(), MessageView.class, MessageView.of(row.message().id())),
        row.state(messages, times));
  }

  private List<MessageRow> rows(List<Message> found) {
    Collection<TenantId> tenants =
        found.stream().flatMap(message -> message.owner().tenant().stream()).distinct().toList();
    Map<TenantId, TenantName> known = names.namesOf(tenants);
    return found.stream()
        .map(message -> new MessageRow(message, nameOf(message.owner(), known)))
        .toList();
  }

  private String nameOf(MailOwner owner, Map<TenantId, TenantName> known) {
    return owner
        .tenant()
        .map(tenant -> known.containsKey(tenant) ? known.get(tenant).value() : "")
        .orElseGet(() -> getTranslation("messages.system"));
  }

  private Button forAll(String key, Function<MessageQuery, MessageActionService.Result> change) {
    return new Button(getTranslation(key), click -> ask(key, change));
  }

  private void ask(String key, Function<MessageQuery, MessageActionService.Result> change) {
    MessageQuery wanted = shown;
    int found = service.count(wanted, COUNTED);
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation(key));
    dialog.setText(
        found < COUNTED
            ? getTranslation(key + ".text", found)
            : getTranslation(key + ".text.many", COUNTED));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("messages.back"));
    dialog.setConfirmText(getTranslation(key));
    dialog.addConfirmListener(confirmed -> run(wanted, change));
    dialog.open();
  }

  // May take a while when there are many.
  private void run(
      MessageQuery wanted, Function<MessageQuery, MessageActionService.Result> change) {
    UI ui = UI.getCurrent();
    outcome.show(Notice.Kind.INFO, getTranslation("messages.running"));
    allow(false);
    tasks.start(() -> {
      Runnable shown = outcomeOf(() -> change.apply(wanted));
      UiThread.later(
          ui,
          () -> {
            allow(true);
            shown.run();
            refresh();
          });
    });
  }

  private void allow(boolean allowed) {
    retryAll.setEnabled(allowed);
    cancelAll.setEnabled(allowed);
  }

  private Runnable outcomeOf(Supplier<MessageActionService.Result> change) {
    try {
      MessageActionService.Result result = change.get();
      return () ->
          outcome.show(
              Notice.Kind.SUCCESS, getTranslation("messages.done", result.done(), result.left()));
    } catch (RuntimeException e) {
      log.error("Not all messages could be changed", e);
      return () -> outcome.show(Notice.Kind.ERROR, getTranslation("messages.stopped"));
    }
  }

  /** What is on the screen and may change by itself. */
  private record Seen(List<Message> messages, List<ServerHealth> paused) {

    static final Seen NOTHING = new Seen(List.of(), List.of());
  }
}
