package org.postmeister.security.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.BrokenRuleException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.security.ApiTokenInfo;
import org.postmeister.security.ApiTokenService;

/** Tokens with which programs call the HTTP API. */
@Route("system/api-tokens")
@Menu(title = "nav.api-tokens", order = 40, icon = "vaadin:key-o")
@RolesAllowed("SYSTEM_ADMIN")
public class ApiTokensView extends Main implements HasDynamicTitle {

  private final transient ApiTokenService service;
  private final transient Messages messages;
  private final transient Times times;
  private final transient Clock clock;
  private final Notice notice = new Notice();
  private final Grid<ApiTokenInfo> grid = new Grid<>();

  ApiTokensView(ApiTokenService service, Messages messages, Times times, Clock clock) {
    this.service = service;
    this.messages = messages;
    this.times = times;
    this.clock = clock;
    addClassNames("page", "page-wide");
    Button create =
        new Button(
            getTranslation("token.new"),
            click -> new NewTokenDialog(service, messages, this::refresh).open());
    create.addThemeVariants(ButtonVariant.PRIMARY);
    grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    grid.addColumn(ApiTokenInfo::name).setHeader(getTranslation("token.name")).setFlexGrow(2);
    grid.addColumn(token ->
            token.tenant() == null ? getTranslation("token.system") : token.tenant().value())
        .setHeader(getTranslation("token.scope"));
    grid.addComponentColumn(this::expiry).setHeader(getTranslation("token.expires"));
    grid.addComponentColumn(token -> time(token.lastUsedAt(), "token.never-used"))
        .setHeader(getTranslation("token.last-used"));
    grid.addComponentColumn(token -> times.span(token.createdAt()))
        .setHeader(getTranslation("token.created"));
    grid.addColumn(ApiTokenInfo::createdBy).setHeader(getTranslation("token.created-by"));
    grid.addComponentColumn(this::revokeButton)
        .setHeader(getTranslation("grid.actions"))
        .setAutoWidth(true)
        .setFlexGrow(0);
    grid.setEmptyStateText(getTranslation("token.empty"));
    add(new PageHeader("token.title", "token.sentence", create), notice, grid);
    refresh();
  }

  @Override
  public String getPageTitle() {
    return getTranslation("token.title") + " – Postmeister";
  }

  private void refresh() {
    grid.setItems(service.list());
  }

  private Component time(@Nullable Instant time, String otherwise) {
    return time == null ? new Span(getTranslation(otherwise)) : times.span(time);
  }

  private Component expiry(ApiTokenInfo token) {
    Instant expiresAt = token.expiresAt();
    if (expiresAt == null || expiresAt.isAfter(clock.instant())) {
      return time(expiresAt, "token.never-expires");
    }
    Badge expired = new Badge(getTranslation("token.expired"));
    expired.addThemeVariants(BadgeVariant.WARNING);
    return expired;
  }

  private Component revokeButton(ApiTokenInfo token) {
    Button revoke = new Button(getTranslation("token.revoke"), click -> confirm(token));
    revoke.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
    revoke.setAriaLabel(getTranslation("token.revoke") + ": " + token.name());
    return revoke;
  }

  private void confirm(ApiTokenInfo token) {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation("token.revoke.title"));
    dialog.setText(getTranslation("token.revoke.text", token.name()));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("action.cancel"));
    dialog.setConfirmText(getTranslation("token.revoke"));
    dialog.setConfirmButtonTheme("error primary");
    dialog.addConfirmListener(confirmed -> {
      try {
        service.revoke(token.id());
        notice.show(Notice.Kind.SUCCESS, getTranslation("token.revoked", token.name()));
      } catch (BrokenRuleException e) {
        notice.show(Notice.Kind.ERROR, messages.get(e));
      }
      refresh();
    });
    dialog.open();
  }
}
