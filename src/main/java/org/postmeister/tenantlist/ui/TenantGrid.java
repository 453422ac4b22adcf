package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import com.vaadin.flow.function.ValueProvider;
import com.vaadin.flow.router.RouteConfiguration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.NarrowScreen;
import org.postmeister.common.ui.Times;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.ui.ServerStateBadge;
import org.postmeister.tenantlist.TenantColumn;
import org.postmeister.tenantlist.TenantOverview;
import org.postmeister.tenantlist.TenantSort;

/**
 * The list of all tenants, column by column. Cells are templates rendered in the browser:
 * components would cost server memory for each cell of each session, and each page a quarter of a
 * megabyte.
 */
@Uses(Badge.class)
final class TenantGrid extends Grid<TenantOverview> {

  private static final String NOTHING = "–";

  private Set<TenantColumn> chosen = EnumSet.copyOf(TenantColumn.USUAL);
  private final Column<TenantOverview> cards;
  private boolean narrow;
  private final transient Messages messages;
  private final transient Times times;

  TenantGrid(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
    addClassName("tenant-grid");
    addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    setSelectionMode(SelectionMode.MULTI);
    setPageSize(50);
    add(TenantColumn.NAME, name()).setFrozen(true).setWidth("9rem");
    add(TenantColumn.DISPLAY_NAME, text(tenant -> tenant.displayName())).setWidth("9rem");
    add(TenantColumn.ACTIVE, activity()).setWidth("5.5rem").setFlexGrow(0);
    add(TenantColumn.ROUTE, route()).setWidth("10.5rem");
    add(TenantColumn.HEALTH, health()).setWidth("8rem");
    add(TenantColumn.WAITING, waiting())
        .setTextAlign(ColumnTextAlign.END)
        .setWidth("5rem")
        .setFlexGrow(0);
    add(TenantColumn.AUTHENTICATION, text(this::authentication)).setWidth("12rem");
    add(TenantColumn.SECRET_EXPIRES_ON, secretExpiry()).setWidth("12rem");
    add(TenantColumn.SENDER, text(tenant -> tenant.sender())).setWidth("14rem");
    add(TenantColumn.LAST_TEST, lastTest()).setWidth("8.5rem");
    add(
            TenantColumn.SYSTEM_SERVER_ALLOWED,
            text(tenant -> allowed(tenant.policy().systemServerAllowed())))
        .setWidth("11rem");
    add(
            TenantColumn.OWN_SERVER_ALLOWED,
            text(tenant -> allowed(tenant.policy().ownServerAllowed())))
        .setWidth("11rem");
    add(TenantColumn.SUPPORT_ADDRESS, text(tenant -> tenant.supportAddress())).setWidth("14rem");
    setEmptyStateText(getTranslation("tenants.empty"));
    cards = addColumn(card()).setKey("card").setFlexGrow(1);
    cards.setVisible(false);
    NarrowScreen.follow(this, this::setNarrow);
  }

  // The columns that were chosen stay so.
  private void setNarrow(boolean screenIsNarrow) {
    narrow = screenIsNarrow;
    setClassName("cards-grid", narrow);
    cards.setVisible(narrow);
    showChosen();
  }

  private void showChosen() {
    for (TenantColumn column : TenantColumn.values()) {
      getColumnByKey(column.key()).setVisible(!narrow && chosen.contains(column));
    }
  }

  private LitRenderer<TenantOverview> card() {
    return LitRenderer.<TenantOverview>of(
            """
            <div class="row-card">
              <div class="row-card-head">
                <a href="${item.href}">${item.title}</a>
                <vaadin-badge ?hidden="${item.active}">${item.inactive}</vaadin-badge>
              </div>
              <div class="row-card-head">
                <vaadin-badge theme="${item.routeTheme}">${item.via}</vaadin-badge>
                <vaadin-badge theme="${item.theme}" ?hidden="${!item.health}"
                  >${item.health}</vaadin-badge>
              </div>
              <vaadin-badge theme="${item.secretTheme}" ?hidden="${!item.secret}"
                >${item.secret}</vaadin-badge>
              <span class="cell-note" ?hidden="${!item.waits}">${item.waiting}</span>
            </div>
            """)
        .withProperty(
            "title",
            tenant -> tenant.displayName() == null ? tenant.name().value() : tenant.displayName())
        .withProperty("href", TenantGrid::page)
        .withProperty("active", TenantOverview::active)
        .withProperty("inactive", tenant -> getTranslation("tenants.inactive"))
        .withProperty("routeTheme", tenant -> isNone(tenant.route()) ? "warning" : "")
        .withProperty("via", tenant -> getTranslation("route." + tenant.route().via()))
        .withProperty(
            "theme",
            tenant -> tenant.server() == null ? "" : ServerStateBadge.theme(tenant.server()))
        .withProperty(
            "health",
            tenant ->
                tenant.server() == null ? "" : ServerStateBadge.text(tenant.server(), messages))
        .withProperty("secretTheme", tenant -> hasExpired(tenant) ? "error" : "warning")
        .withProperty("secret", this::secretWarning)
        .withProperty("waits", tenant -> tenant.waiting() > 0)
        .withProperty(
            "waiting",
            tenant -> getTranslation("tenants.waiting.label", tenant.waiting(), tenant.name()));
  }

  private static String page(TenantOverview tenant) {
    return RouteConfiguration.forApplicationScope()
        .getUrl(TenantView.class, TenantView.of(tenant.name()));
  }

  void show(Set<TenantColumn> shown, TenantSort sort) {
    chosen = EnumSet.copyOf(shown);
    showChosen();
    sort(
        List.of(
            new GridSortOrder<>(
                getColumnByKey(sort.column().key()),
                sort.descending() ? SortDirection.DESCENDING : SortDirection.ASCENDING)));
  }

  /** Shows or hides a column. */
  void show(TenantColumn column, boolean shown) {
    if (shown) {
      chosen.add(column);
    } else {
      chosen.remove(column);
    }
    showChosen();
  }

  Set<TenantColumn> shownColumns() {
    return EnumSet.copyOf(chosen);
  }

  private Column<TenantOverview> add(TenantColumn column, Renderer<TenantOverview> cell) {
    return addColumn(cell)
        .setKey(column.key())
        .setHeader(getTranslation("tenants.column." + column.key()))
        .setSortProperty(column.key())
        .setSortable(column.isSortable())
        .setResizable(true)
        .setFlexGrow(1);
  }

  private static LitRenderer<TenantOverview> name() {
    return LitRenderer.<TenantOverview>of("<a href=\"${item.href}\">${item.name}</a>")
        .withProperty("name", tenant -> tenant.name().value())
        .withProperty("href", TenantGrid::page);
  }

  private static LitRenderer<TenantOverview> text(
      ValueProvider<TenantOverview, @Nullable String> text) {
    return LitRenderer.<TenantOverview>of("${item.text}")
        .withProperty(
            "text",
            tenant -> {
              String shown = text.apply(tenant);
              return shown == null ? NOTHING : shown;
            });
  }

  private LitRenderer<TenantOverview> activity() {
    return LitRenderer.<TenantOverview>of(
            "<vaadin-badge theme=\"${item.theme}\">${item.state}</vaadin-badge>")
        .withProperty("theme", tenant -> tenant.active() ? "success" : "")
        .withProperty(
            "state",
            tenant -> getTranslation(tenant.active() ? "tenants.active" : "tenants.inactive"));
  }

  private LitRenderer<TenantOverview> route() {
    return LitRenderer.<TenantOverview>of(
            """
            <vaadin-badge theme="${item.theme}">${item.via}</vaadin-badge>
            <span class="cell-note">${item.why}</span>
            """)
        .withProperty("theme", tenant -> isNone(tenant.route()) ? "warning" : "")
        .withProperty("via", tenant -> getTranslation("route." + tenant.route().via()))
        .withProperty("why", this::routeNote);
  }

  private LitRenderer<TenantOverview> health() {
    return LitRenderer.<TenantOverview>of(
            """
            <vaadin-badge theme="${item.theme}" title="${item.reason}" ?hidden="${!item.health}"
              >${item.health}</vaadin-badge>
            <span ?hidden="${item.health}">–</span>
            <span class="cell-note">${item.until}</span>
            """)
        .withProperty(
            "theme",
            tenant -> tenant.server() == null ? "" : ServerStateBadge.theme(tenant.server()))
        .withProperty(
            "health",
            tenant ->
                tenant.server() == null ? "" : ServerStateBadge.text(tenant.server(), messages))
        .withProperty(
            "reason",
            tenant ->
                tenant.server() == null || tenant.server().failure() == null
                    ? ""
                    : messages.get(tenant.server().failure().message()))
        .withProperty(
            "until",
            tenant ->
                tenant.server() == null || tenant.server().until() == null
                    ? ""
                    : getTranslation(
                        "tenants.next-attempt", times.upcoming(tenant.server().until())));
  }

  // By URL: the module with the messages does not know this one.
  private LitRenderer<TenantOverview> waiting() {
    return LitRenderer.<TenantOverview>of(
            """
            <a href="${item.messages}" ?hidden="${!item.waits}" aria-label="${item.label}"
              >${item.waiting}</a>
            <span ?hidden="${item.waits}">0</span>
            """)
        .withProperty("waits", tenant -> tenant.waiting() > 0)
        .withProperty("waiting", tenant -> messages.get("grid.number", tenant.waiting()))
        .withProperty(
            "label",
            tenant -> getTranslation("tenants.waiting.label", tenant.waiting(), tenant.name()))
        .withProperty("messages", TenantGrid::waitingMessages);
  }

  static String waitingMessages(TenantOverview tenant) {
    return "messages?status=WAITING&tenant=" + tenant.name().value();
  }

  private String routeNote(TenantOverview tenant) {
    if (isNone(tenant.route())) {
      return getTranslation("tenants.why." + tenant.route());
    }
    return tenant.route() == RouteState.TENANT ? secretWarning(tenant) : "";
  }

  private static boolean isNone(RouteState route) {
    return !route.isOpen();
  }

  private @Nullable String authentication(TenantOverview tenant) {
    return tenant.authenticationMode() == null
        ? null
        : getTranslation("AuthenticationMode." + tenant.authenticationMode());
  }

  private LitRenderer<TenantOverview> secretExpiry() {
    return LitRenderer.<TenantOverview>of(
            """
            <vaadin-badge theme="${item.theme}" ?hidden="${!item.warning}">${item.warning}</vaadin-badge>
            <span>${item.day}</span>
            """)
        .withProperty("theme", tenant -> hasExpired(tenant) ? "error" : "warning")
        .withProperty("warning", this::secretWarning)
        .withProperty(
            "day",
            tenant ->
                tenant.secretExpiresOn() == null ? NOTHING : times.day(tenant.secretExpiresOn()));
  }

  private String secretWarning(TenantOverview tenant) {
    if (!expiresSoon(tenant)) {
      return "";
    }
    return getTranslation(hasExpired(tenant) ? "tenants.secret-expired" : "tenants.secret-expires");
  }

  private boolean expiresSoon(TenantOverview tenant) {
    return tenant.secretExpiresOn() != null
        && tenant.secretExpiresOn().isBefore(AppRegistration.firstWithoutWarning(times.today()));
  }

  private boolean hasExpired(TenantOverview tenant) {
    return tenant.secretExpiresOn() != null && tenant.secretExpiresOn().isBefore(times.today());
  }

  private LitRenderer<TenantOverview> lastTest() {
    return LitRenderer.<TenantOverview>of(
            """
            <vaadin-badge theme="${item.theme}" ?hidden="${!item.result}">${item.result}</vaadin-badge>
            <span title="${item.exact}">${item.when}</span>
            <span class="cell-note">${item.why}</span>
            """)
        .withProperty("theme", tenant -> tenant.lastTestCode() == null ? "success" : "error")
        .withProperty(
            "result",
            tenant ->
                tenant.lastTestAt() == null
                    ? ""
                    : getTranslation(
                        tenant.lastTestCode() == null ? "tenants.sent" : "tenants.failed"))
        .withProperty(
            "why",
            tenant ->
                tenant.lastTestStep() == null
                    ? ""
                    : getTranslation("step." + tenant.lastTestStep() + ".failed"))
        .withProperty(
            "when",
            tenant ->
                tenant.lastTestAt() == null
                    ? getTranslation("tenants.never-tested")
                    : times.relative(tenant.lastTestAt()))
        .withProperty(
            "exact",
            tenant -> tenant.lastTestAt() == null ? "" : times.withOffset(tenant.lastTestAt()));
  }

  private String allowed(boolean allowed) {
    return getTranslation(allowed ? "tenants.allowed" : "tenants.forbidden");
  }
}
