package org.postmeister.security.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableRunnable;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantName;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.ui.ConfirmByName;
import org.postmeister.common.ui.FilterBar;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.NarrowScreen;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.security.Role;
import org.postmeister.security.account.AccountQuery;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.security.administration.AccountInfo;
import org.postmeister.security.administration.InvitedAccount;

/** Accounts of system and tenant administrators. */
@Route("system/accounts")
@Menu(title = "nav.accounts", order = 30, icon = "vaadin:users")
@RolesAllowed("SYSTEM_ADMIN")
public class AccountsView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final transient AccountAdminService service;
  private final transient Messages messages;
  private final transient Times times;
  private final TextField search = new TextField();
  private final Select<Role> role = new Select<>();
  private final Select<AccountQuery.State> state = new Select<>();
  private final TextField tenant = new TextField();
  private final Span count = new Span();
  private final Notice notice = new Notice();
  private final Grid<AccountInfo> grid = new Grid<>();
  private final CallbackDataProvider<AccountInfo, Void> rows;

  AccountsView(AccountAdminService service, Messages messages, Times times) {
    this.service = service;
    this.messages = messages;
    this.times = times;
    this.rows =
        DataProvider.fromCallbacks(
            query -> find(query.getOffset(), query.getLimit()).stream(), query -> counted());
    addClassNames("page", "page-wide");
    Button create = new Button(getTranslation("account.new"), click -> edit(null));
    create.addThemeVariants(ButtonVariant.PRIMARY);
    prepare(search, "account.search");
    prepare(tenant, "account.tenant");
    prepare(role, "account.role", Role.values(), "Role.");
    prepare(state, "account.state", AccountQuery.State.values(), "account.state.");
    count.addClassName("count");
    count.getElement().setAttribute("role", "status");
    FilterBar bar = new FilterBar(search, List.of(role, tenant, state), List.of());
    bar.add(count);
    prepareGrid();
    add(new PageHeader("account.title", "account.sentence", create), notice, bar, grid);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    event
        .getLocation()
        .getQueryParameters()
        .getSingleParameter("query")
        .ifPresent(search::setValue);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("account.title") + " – Postmeister";
  }

  private void prepareGrid() {
    grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    grid.addComponentColumn(account -> twoLines(account.login(), account.data().name().toString()))
        .setHeader(getTranslation("account.login"))
        .setWidth("10rem")
        .setFlexGrow(3);
    grid.addComponentColumn(
            account -> twoLines(getTranslation("Role." + account.data().role()), tenants(account)))
        .setHeader(getTranslation("account.role"))
        .setWidth("9.5rem")
        .setFlexGrow(2);
    grid.addComponentColumn(this::state)
        .setHeader(getTranslation("account.state"))
        .setWidth("7rem")
        .setFlexGrow(0);
    grid.addComponentColumn(this::lastSignIn)
        .setHeader(getTranslation("account.last-sign-in"))
        .setWidth("8rem")
        .setFlexGrow(0);
    grid.addComponentColumn(this::actions)
        .setHeader(getTranslation("grid.actions"))
        .setAutoWidth(true)
        .setFlexGrow(0);
    NarrowScreen.showAsCards(grid, new ComponentRenderer<>(this::card));
    grid.setDataProvider(rows);
    grid.addItemClickListener(click -> edit(click.getItem()));
    grid.setEmptyStateText(getTranslation("account.empty"));
  }

  private Component card(AccountInfo account) {
    Div head = new Div(new Span(account.login()), state(account));
    head.addClassName("row-card-head");
    Div card =
        new Div(
            head,
            twoLines(
                account.data().name().value(),
                getTranslation("Role." + account.data().role()) + " · " + tenants(account)),
            actions(account));
    card.addClassName("row-card");
    return card;
  }

  private static Component twoLines(String first, String second) {
    Span below = new Span(second);
    below.addClassName("second-line");
    return new Div(new Span(first), below);
  }

  private void prepare(TextField field, String labelKey) {
    field.setLabel(getTranslation(labelKey));
    field.setClearButtonVisible(true);
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.addValueChangeListener(change -> rows.refreshAll());
  }

  private <E extends Enum<E>> void prepare(
      Select<E> field, String labelKey, E[] values, String textPrefix) {
    field.setLabel(getTranslation(labelKey));
    field.setItems(values);
    field.setEmptySelectionAllowed(true);
    field.setEmptySelectionCaption(getTranslation("account.any"));
    field.setItemLabelGenerator(value ->
        value == null ? getTranslation("account.any") : getTranslation(textPrefix + value.name()));
    field.addValueChangeListener(change -> rows.refreshAll());
  }

  /** What is chosen; empty if there is no such tenant. */
  private Optional<AccountQuery> query() {
    if (tenant.getValue().isBlank()) {
      return Optional.of(
          new AccountQuery(search.getValue(), role.getValue(), state.getValue(), null));
    }
    return service
        .tenantId(tenant.getValue())
        .map(id -> new AccountQuery(search.getValue(), role.getValue(), state.getValue(), id));
  }

  private List<AccountInfo> find(int offset, int limit) {
    return query().map(wanted -> service.page(wanted, offset, limit)).orElse(List.of());
  }

  private int counted() {
    int number = query().map(service::count).orElse(0);
    count.setText(getTranslation("account.count", number));
    return number;
  }

  private Component lastSignIn(AccountInfo account) {
    return account.lastSignInAt() == null ? new Span("–") : times.span(account.lastSignInAt());
  }

  private String tenants(AccountInfo account) {
    return account.data().role() == Role.SYSTEM_ADMIN
        ? getTranslation("account.tenants.all")
        : account.tenants().values().stream()
            .map(TenantName::value)
            .collect(Collectors.joining(", "));
  }

  private Component state(AccountInfo account) {
    if (!account.data().active()) {
      return new Badge(getTranslation("account.inactive"));
    }
    if (account.passwordSet()) {
      Badge active = new Badge(getTranslation("account.is-active"));
      active.addThemeVariants(BadgeVariant.SUCCESS);
      return active;
    }
    Badge invited =
        new Badge(
            getTranslation(
                account.invitedUntil() == null ? "account.invitation-expired" : "account.invited"));
    invited.addThemeVariants(BadgeVariant.WARNING);
    if (account.invitedUntil() != null) {
      invited.getElement().setAttribute("title", times.withOffset(account.invitedUntil()));
    }
    return invited;
  }

  private Component actions(AccountInfo account) {
    Button reset =
        action(
            account.passwordSet() ? "account.reset" : "account.invite-again",
            account,
            () -> confirmReset(account));
    reset.setVisible(account.data().active());
    Button remove = action("account.remove", account, () -> confirmRemoval(account));
    Div actions = new Div(action("account.edit", account, () -> edit(account)), reset, remove);
    actions.addClassName("row-actions");
    return actions;
  }

  private Button action(String key, AccountInfo account, SerializableRunnable action) {
    Button button = new Button(getTranslation(key), click -> action.run());
    button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
    button.setAriaLabel(getTranslation(key) + ": " + account.login());
    return button;
  }

  private void edit(@Nullable AccountInfo account) {
    notice.clear();
    new AccountDialog(service, messages, account, this::saved).open();
  }

  private void saved(InvitedAccount saved) {
    rows.refreshAll();
    if (saved.invitation() != null) {
      new InvitationDialog(times, saved.account().login(), saved.invitation()).open();
    } else {
      notice.show(Notice.Kind.SUCCESS, getTranslation("account.saved", saved.account().login()));
    }
  }

  private void confirmReset(AccountInfo account) {
    notice.clear();
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation("account.reset.title"));
    dialog.setText(getTranslation("account.reset.text", account.login()));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("action.cancel"));
    dialog.setConfirmText(getTranslation("account.reset.confirm"));
    dialog.addConfirmListener(confirmed -> {
      try {
        saved(service.invite(account.login()));
      } catch (BrokenRuleException e) {
        notice.show(Notice.Kind.ERROR, messages.get(e));
      }
    });
    dialog.open();
  }

  private void confirmRemoval(AccountInfo account) {
    notice.clear();
    new ConfirmByName(
            messages,
            "account.remove.title",
            "account.remove.text",
            "account.remove",
            account.login(),
            () -> {
              service.delete(account.login());
              rows.refreshAll();
              notice.show(Notice.Kind.SUCCESS, getTranslation("account.removed", account.login()));
            })
        .open();
  }
}
