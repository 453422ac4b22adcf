package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.table.TableFormat;
import org.postmeister.common.ui.ColumnMenu;
import org.postmeister.common.ui.ExportLink;
import org.postmeister.common.ui.ListPositions;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.common.ui.Times;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.platform.LicensePolicy;
import org.postmeister.security.BackgroundExecutor;
import org.postmeister.security.ui.InvitationDialog;
import org.postmeister.tenant.TenantService;
import org.postmeister.tenantlist.BulkService;
import org.postmeister.tenantlist.TenantColumn;
import org.postmeister.tenantlist.TenantExport;
import org.postmeister.tenantlist.TenantFilter;
import org.postmeister.tenantlist.TenantImportService;
import org.postmeister.tenantlist.TenantOverview;
import org.postmeister.tenantlist.TenantOverviewService;
import org.postmeister.tenantlist.TenantSort;

/**
 * All tenants in one grid. The URL contains columns, order and filter, so that a link shows the
 * same.
 */
@Route("tenants")
@Menu(title = "nav.tenants", order = 2, icon = "vaadin:building-o")
@RolesAllowed("SYSTEM_ADMIN")
public class TenantsView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final transient TenantOverviewService service;
  private final transient TenantService tenants;
  private final transient LicensePolicy licenses;
  private final transient TenantExport exports;
  private final transient TenantImportService imports;
  private final transient BackgroundExecutor tasks;
  private final transient Messages messages;
  private final transient Times times;
  private final transient PageMemory memory;
  private final TenantGrid grid;
  private final TenantFilterBar filters = new TenantFilterBar(this::filtered);
  private final ColumnMenu<TenantColumn> columns =
      new ColumnMenu<>(
          List.of(TenantColumn.values()),
          TenantColumn.NAME,
          column -> getTranslation("tenants.column." + column.key()),
          this::showColumn);
  private final BulkBar bulk;
  private final CallbackDataProvider<TenantOverview, Void> rows =
      DataProvider.fromCallbacks(this::fetch, this::count);
  // Downloads read it without holding the session lock.
  private transient volatile TenantFilter shown = TenantFilter.ALL;
  private final String sheetTitle = getTranslation("tenants.title");
  private int total = -1;
  private boolean applying;

  TenantsView(
      TenantOverviewService service,
      TenantService tenants,
      TenantExport exports,
      TenantImportService imports,
      BulkService bulkService,
      SystemMailServerService mailServers,
      LicensePolicy licenses,
      BackgroundExecutor tasks,
      Messages messages,
      Times times,
      PageMemory memory) {
    this.service = service;
    this.tasks = tasks;
    this.tenants = tenants;
    this.licenses = licenses;
    this.exports = exports;
    this.imports = imports;
    this.messages = messages;
    this.times = times;
    this.memory = memory;
    this.grid = new TenantGrid(messages, times);
    this.bulk =
        new BulkBar(
            bulkService,
            messages,
            mailServers::isUsable,
            grid::getSelectedItems,
            filters::filter,
            this::refresh);
    addClassNames("page", "page-wide");
    grid.setDataProvider(rows);
    grid.addSortListener(sort -> changed());
    grid.addSelectionListener(selection -> bulk.showFor(selection.getAllSelectedItems().size()));
    grid.addItemClickListener(
        click -> UI.getCurrent().navigate(TenantView.class, TenantView.of(click.getItem().name())));
    add(header(), filters, bulk, grid);
    ListPositions.follow(grid, () -> address());
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    ViewState state = ViewState.of(event.getLocation());
    applying = true;
    filters.setFilter(state.filter());
    columns.show(state.columns());
    grid.show(state.columns(), state.sort());
    applying = false;
    rows.refreshAll();
    ListPositions.restore(grid, event, address());
  }

  @Override
  public String getPageTitle() {
    return getTranslation("tenants.title") + " – Postmeister";
  }

  private PageHeader header() {
    Button create =
        new Button(
            getTranslation("tenant.new"),
            click -> new NewTenantDialog(tenants, messages, exhausted(), this::created).open());
    create.addThemeVariants(ButtonVariant.PRIMARY);
    Button importing =
        new Button(
            getTranslation("tenants.import"),
            click -> new ImportDialog(imports, tasks, messages, memory, this::refresh).open());
    return new PageHeader(
        "tenants.title",
        "tenants.sentence",
        columns,
        new ExportLink("tenants.export.xlsx", "tenants", TableFormat.XLSX, this::export),
        new ExportLink(
            "tenants.export", "tenants", TableFormat.csvFor(messages.locale()), this::export),
        importing,
        create);
  }

  private @Nullable Integer exhausted() {
    Integer most = licenses.license().maxTenants();
    return most != null && tenants.count() >= most ? most : null;
  }

  private void showColumn(TenantColumn column, boolean shown) {
    grid.show(column, shown);
    changed();
  }

  private void export(TableFormat format, OutputStream out) throws IOException {
    TenantFilter wanted = shown;
    service.beginExport(wanted);
    exports.write(wanted, format, sheetTitle, out);
  }

  private Stream<TenantOverview> fetch(Query<TenantOverview, Void> query) {
    int known = total < 0 ? service.count(filters.filter()) : total;
    return service
        .withHealth(
            service.page(filters.filter(), sort(query), query.getOffset(), query.getLimit(), known))
        .stream();
  }

  private int count(Query<TenantOverview, Void> query) {
    shown = filters.filter();
    total = service.count(shown);
    filters.setCount(total);
    return total;
  }

  private static TenantSort sort(Query<TenantOverview, Void> query) {
    return query.getSortOrders().stream()
        .findFirst()
        .flatMap(order ->
            TenantColumn.of(order.getSorted())
                .map(column ->
                    new TenantSort(column, order.getDirection() == SortDirection.DESCENDING)))
        .orElse(TenantSort.BY_NAME);
  }

  private TenantSort shownSort() {
    return grid.getSortOrder().stream()
        .findFirst()
        .flatMap(order ->
            TenantColumn.of(order.getSorted().getKey())
                .map(column ->
                    new TenantSort(column, order.getDirection() == SortDirection.DESCENDING)))
        .orElse(TenantSort.BY_NAME);
  }

  private String address() {
    return "tenants?" + state().toQueryParameters().getQueryString();
  }

  private ViewState state() {
    return new ViewState(grid.shownColumns(), shownSort(), filters.filter());
  }

  // Whoever looks for something wants to see it.
  private void filtered() {
    ViewState.filtered(filters.filter()).forEach(column -> grid.show(column, true));
    columns.show(grid.shownColumns());
    changed();
    grid.scrollToStart();
  }

  private void changed() {
    if (applying) {
      return;
    }
    UI.getCurrent()
        .getPage()
        .getHistory()
        .replaceState(null, new Location("tenants", state().toQueryParameters()));
    grid.deselectAll();
    rows.refreshAll();
  }

  // The grid treats changed rows as different ones; nobody should act on rows that no longer look
  // selected.
  private void refresh() {
    grid.deselectAll();
    rows.refreshAll();
  }

  private void created(TenantService.Created created) {
    rows.refreshAll();
    UI.getCurrent().navigate(TenantView.class, TenantView.of(created.tenant().name()));
    if (created.invitation() != null) {
      new InvitationDialog(times, created.tenant().displayName(), created.invitation()).open();
    }
  }
}
