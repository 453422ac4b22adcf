package org.postmeister.directory.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.router.RouterLink;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Times;
import org.postmeister.directory.TenantColumn;
import org.postmeister.directory.TenantOverview;
import org.postmeister.directory.TenantSort;
import org.postmeister.mailserver.MailRoute;
import org.postmeister.mailserver.RouteState;
import org.postmeister.mailserver.ui.TenantView;

/** The list of all tenants, column by column. */
final class TenantGrid extends Grid<TenantOverview> {

  private final transient Times times;

  TenantGrid(Times times) {
    this.times = times;
    addClassName("tenant-grid");
    addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    setSelectionMode(SelectionMode.MULTI);
    setPageSize(50);
    add(TenantColumn.NAME, this::name).setFrozen(true).setWidth("13rem");
    add(TenantColumn.DISPLAY_NAME, tenant -> text(tenant.displayName())).setWidth("13rem");
    add(TenantColumn.ACTIVE, this::activity).setWidth("8rem");
    add(TenantColumn.ROUTE, this::route).setWidth("17rem");
    add(TenantColumn.AUTHENTICATION, this::authentication).setWidth("12rem");
    add(TenantColumn.SENDER, tenant -> text(tenant.sender())).setWidth("14rem");
    add(TenantColumn.LAST_TEST, this::lastTest).setWidth("13rem");
    add(
            TenantColumn.SYSTEM_SERVER_ALLOWED,
            tenant -> allowed(tenant.policy().systemServerAllowed()))
        .setWidth("11rem");
    add(TenantColumn.OWN_SERVER_ALLOWED, tenant -> allowed(tenant.policy().ownServerAllowed()))
        .setWidth("11rem");
    add(TenantColumn.SUPPORT_ADDRESS, tenant -> text(tenant.supportAddress())).setWidth("14rem");
    setEmptyStateText(getTranslation("tenants.empty"));
  }

  void show(Set<TenantColumn> shown, TenantSort sort) {
    for (TenantColumn column : TenantColumn.values()) {
      getColumnByKey(column.key()).setVisible(shown.contains(column));
    }
    sort(
        List.of(
            new GridSortOrder<>(
                getColumnByKey(sort.column().key()),
                sort.descending() ? SortDirection.DESCENDING : SortDirection.ASCENDING)));
  }

  Set<TenantColumn> shownColumns() {
    Set<TenantColumn> shown = EnumSet.noneOf(TenantColumn.class);
    for (TenantColumn column : TenantColumn.values()) {
      if (getColumnByKey(column.key()).isVisible()) {
        shown.add(column);
      }
    }
    return shown;
  }

  private interface Cell {
    Component of(TenantOverview tenant);
  }

  private Column<TenantOverview> add(TenantColumn column, Cell cell) {
    return addComponentColumn(cell::of)
        .setKey(column.key())
        .setHeader(getTranslation("tenants.column." + column.key()))
        .setSortProperty(column.key())
        .setTextAlign(ColumnTextAlign.START)
        .setResizable(true)
        .setFlexGrow(1);
  }

  private Component name(TenantOverview tenant) {
    return new RouterLink(tenant.name().value(), TenantView.class, TenantView.of(tenant.name()));
  }

  private static Component text(@Nullable String text) {
    return new Span(text == null ? "–" : text);
  }

  private Component activity(TenantOverview tenant) {
    Badge badge =
        new Badge(getTranslation(tenant.active() ? "tenants.active" : "tenants.inactive"));
    if (tenant.active()) {
      badge.addThemeVariants(BadgeVariant.SUCCESS);
    }
    return badge;
  }

  private Component route(TenantOverview tenant) {
    RouteState state = tenant.route();
    Badge badge = new Badge(getTranslation("route." + state.via()));
    if (state.via() == MailRoute.Via.NONE) {
      badge.addThemeVariants(BadgeVariant.WARNING);
      Span why = new Span(getTranslation("tenants.why." + state));
      why.addClassName("cell-note");
      return new Div(badge, why);
    }
    badge.addThemeVariants(BadgeVariant.SUCCESS);
    return badge;
  }

  private Component authentication(TenantOverview tenant) {
    return text(
        tenant.authenticationMode() == null
            ? null
            : getTranslation("AuthenticationMode." + tenant.authenticationMode()));
  }

  private Component lastTest(TenantOverview tenant) {
    Instant at = tenant.lastTestAt();
    if (at == null) {
      return new Span(getTranslation("tenants.never-tested"));
    }
    String code = tenant.lastTestCode();
    Badge badge = new Badge(getTranslation(code == null ? "tenants.sent" : "tenants.failed"));
    badge.addThemeVariants(code == null ? BadgeVariant.SUCCESS : BadgeVariant.ERROR);
    Div cell = new Div(badge, times.span(at));
    cell.addClassName("cell-stack");
    return cell;
  }

  private Component allowed(boolean allowed) {
    return new Span(getTranslation(allowed ? "tenants.allowed" : "tenants.forbidden"));
  }
}
