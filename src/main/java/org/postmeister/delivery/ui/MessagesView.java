package org.postmeister.delivery.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.masterdetaillayout.MasterDetailLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.table.TableFormat;
import org.postmeister.common.ui.ColumnMenu;
import org.postmeister.common.ui.ExportLink;
import org.postmeister.common.ui.ListPositions;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageNotFoundException;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.log.MessageExport;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.log.SavedFilterService;
import org.postmeister.delivery.overview.ServerOverviewService;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.security.BackgroundExecutor;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.TenantNames;

/**
 * Every message, from its acceptance until it has arrived or ended; one of them at the side. The
 * URL contains columns and filter, so that a link shows the same.
 */
@Route("messages")
@Menu(title = "nav.messages", order = 3, icon = "vaadin:paperplane-o")
@RolesAllowed({"SYSTEM_ADMIN", "TENANT_ADMIN"})
public class MessagesView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private static final int FIRST_PAGE = 50;
  private static final int COUNTED = 1000;

  private final transient MessageService service;
  private final transient MessageExport exports;
  private final transient ServerOverviewService servers;
  private final transient TenantNames names;
  private final transient Messages messages;
  private final transient Times times;
  private final TroubleNotice trouble = new TroubleNotice();
  private final Div counts = new Div();
  private final MessageFilterBar filter;
  private final ColumnMenu<MessageColumn> columns;
  private final Span count = new Span();
  private final Notice outcome = new Notice();
  private final MessageBulkBar bulk;
  private final MessageGrid grid;
  private final MasterDetailLayout layout = new MasterDetailLayout();
  private final MessageDetail detail;
  private final String sheetTitle = getTranslation("messages.title");
  private Set<MessageColumn> shownColumns = MessageColumn.USUAL;
  // The background check for changes and downloads read both without holding the session lock.
  private transient volatile MessageQuery shown = MessageQuery.ALL;
  private transient volatile @Nullable Seen seen;

  MessagesView(
      MessageService service,
      MessageActionService actions,
      MessageExport exports,
      SavedFilterService savedFilters,
      ServerOverviewService servers,
      TenantNames names,
      CurrentUser currentUser,
      BackgroundExecutor tasks,
      Messages messages,
      Times times,
      PageMemory memory,
      LiveUpdates live) {
    this.service = service;
    this.exports = exports;
    this.servers = servers;
    this.names = names;
    this.messages = messages;
    this.times = times;
    boolean systemAdmin = currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent();
    Set<TenantId> own = currentUser.find().map(SignedInUser::tenants).orElse(Set.of());
    boolean several = systemAdmin || own.size() > 1;
    this.filter =
        new MessageFilterBar(
            messages,
            times,
            names,
            several,
            several && !systemAdmin ? names.namesOf(own).values() : List.of(),
            this::filterChanged);
    this.bulk = new MessageBulkBar(service, actions, tasks, outcome, this::changed);
    this.grid = new MessageGrid(messages, times, several);
    this.columns =
        new ColumnMenu<>(
            List.copyOf(grid.offered()),
            MessageColumn.SUBJECT,
            column -> getTranslation(column.labelKey()),
            this::chooseColumn);
    this.detail =
        new MessageDetail(
            new MessagePanel(service, actions, messages, times, memory, live), this::close);
    addClassNames("page", "page-wide");
    count.addClassName("count");
    count.getElement().setAttribute("role", "status");
    filter.addToBar(count);
    prepareLayout();
    grid.addSelectionListener(selection -> showSelection());
    grid.addItemClickListener(click -> open(click.getItem().message().id()));
    // The arrow keys go through the list, and what is at its side follows.
    grid.addCellFocusListener(focus ->
        focus
            .getItem()
            .filter(row -> layout.getDetail() != null)
            .ifPresent(row -> open(row.message().id())));
    add(
        new PageHeader(
            "messages.title",
            "messages.sentence",
            new SavedFilterMenu(savedFilters, messages, this::query, this::apply),
            columns,
            new ExportLink("messages.export.xlsx", "messages", TableFormat.XLSX, this::export),
            new ExportLink(
                "messages.export",
                "messages",
                TableFormat.csvFor(messages.locale()),
                this::export)),
        trouble,
        counts,
        filter,
        bulk,
        outcome,
        layout);
    ListPositions.follow(grid, this::address);
    live.follow(this, this::look, () -> seen, this::refresh);
  }

  private void prepareLayout() {
    layout.setMaster(grid);
    layout.setMasterSize("18rem");
    layout.setDetailSize("28rem");
    layout.setExpandMaster(true);
    layout.addClassName("message-layout");
    layout.addBackdropClickListener(click -> close());
    layout.addDetailEscapePressListener(press -> close());
  }

  private void open(long id) {
    try {
      detail.show(id);
    } catch (MessageNotFoundException e) {
      outcome.show(Notice.Kind.WARNING, messages.get(e));
      close();
      return;
    }
    if (layout.getDetail() == null) {
      layout.setDetail(detail);
    }
  }

  private void close() {
    layout.setDetail(null);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    read(event.getLocation().getQueryParameters());
    grid.setItems(request ->
            rows(service.find(shown, null, request.getOffset(), request.getLimit())).stream())
        .setIdentifierProvider(row -> row.message().id());
    refresh();
    ListPositions.restore(grid, event, address());
  }

  private void read(QueryParameters parameters) {
    filter.read(parameters);
    shown = filter.query();
    shownColumns =
        parameters.getSingleParameter("columns").map(MessageColumn::of).orElse(MessageColumn.USUAL);
    grid.show(shownColumns);
    columns.show(shownColumns);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("messages.title") + " – Postmeister";
  }

  private void chooseColumn(MessageColumn column, boolean wanted) {
    Set<MessageColumn> chosen = EnumSet.copyOf(shownColumns);
    if (wanted) {
      chosen.add(column);
    } else {
      chosen.remove(column);
    }
    shownColumns = chosen;
    grid.show(chosen);
    if (column == MessageColumn.ROUTE && wanted) {
      // Looked up only for whoever wants to see it.
      grid.getDataProvider().refreshAll();
    }
    showAddress();
  }

  private void apply(String query) {
    read(QueryParameters.fromString(query));
    filterChanged();
  }

  private void filterChanged() {
    shown = filter.query();
    outcome.clear();
    grid.deselectAll();
    showAddress();
    refresh();
    grid.scrollToStart();
  }

  private String address() {
    return "messages?" + query();
  }

  private String query() {
    return parameters().getQueryString();
  }

  private QueryParameters parameters() {
    Map<String, String> parameters = new LinkedHashMap<>(filter.parameters());
    if (!shownColumns.equals(MessageColumn.USUAL)) {
      parameters.put("columns", MessageColumn.toParameter(shownColumns));
    }
    return QueryParameters.simple(parameters);
  }

  private void showAddress() {
    UI.getCurrent()
        .getPage()
        .getHistory()
        .replaceState(null, new Location("messages", parameters()));
  }

  private void export(TableFormat format, OutputStream out) throws IOException {
    MessageQuery wanted = shown;
    service.beginExport(wanted);
    exports.write(wanted, format, sheetTitle, out);
  }

  private Seen look() {
    return new Seen(service.find(shown, null, 0, FIRST_PAGE), servers.trouble());
  }

  private void refresh() {
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
    trouble.show(now.trouble());
  }

  // Nobody should act on rows that no longer look selected.
  private void changed() {
    grid.deselectAll();
    refresh();
  }

  private void showSelection() {
    bulk.show(
        grid.getSelectedItems().stream()
            .map(row -> row.message().id())
            .collect(Collectors.toUnmodifiableSet()),
        shown);
  }

  private List<MessageRow> rows(List<Message> found) {
    Collection<TenantId> tenants =
        found.stream().flatMap(message -> message.owner().tenant().stream()).distinct().toList();
    Map<TenantId, TenantName> known = names.namesOf(tenants);
    Map<Long, MailOwner> routes =
        shownColumns.contains(MessageColumn.ROUTE)
            ? service.routes(found.stream().map(Message::id).collect(Collectors.toSet()))
            : Map.of();
    return found.stream()
        .map(message ->
            new MessageRow(message, nameOf(message.owner(), known), routes.get(message.id())))
        .toList();
  }

  private String nameOf(MailOwner owner, Map<TenantId, TenantName> known) {
    return owner
        .tenant()
        .map(tenant -> known.containsKey(tenant) ? known.get(tenant).value() : "")
        .orElseGet(() -> getTranslation("messages.system"));
  }

  /** What is on the screen and may change by itself. */
  private record Seen(List<Message> messages, ServerOverviewService.Trouble trouble) {}
}
