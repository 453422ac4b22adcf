package org.postmeister.security.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.NarrowScreen;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.Times;
import org.postmeister.security.token.ApiTokenInfo;
import org.postmeister.security.token.ApiTokenService;

/** API tokens in a list: all of them, or those of a tenant. */
public final class ApiTokenList extends Composite<Div> {

  private final transient ApiTokenService service;
  private final transient Messages messages;
  private final transient Times times;
  private final transient Clock clock;
  private final transient @Nullable TenantId tenant;
  private final Notice notice = new Notice();
  private final Grid<ApiTokenInfo> grid = new Grid<>();

  /**
   * @param tenant null for all of them
   */
  ApiTokenList(
      ApiTokenService service,
      Messages messages,
      Times times,
      Clock clock,
      @Nullable TenantId tenant) {
    this.service = service;
    this.messages = messages;
    this.times = times;
    this.clock = clock;
    this.tenant = tenant;
    grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    grid.setAllRowsVisible(tenant != null);
    // In a tenant's page, all of them together are as wide as the room beside its server's state.
    String width = tenant == null ? "6.25rem" : "5.25rem";
    grid.addColumn(ApiTokenInfo::name)
        .setHeader(getTranslation("token.name"))
        .setWidth(width)
        .setFlexGrow(2);
    if (tenant == null) {
      grid.addColumn(token ->
              token.tenant() == null ? getTranslation("token.system") : token.tenant().value())
          .setHeader(getTranslation("token.scope"));
    }
    grid.addComponentColumn(ApiTokenList::scopes)
        .setHeader(getTranslation("token.scopes"))
        .setWidth(tenant == null ? "11rem" : "8.25rem")
        .setFlexGrow(1);
    grid.addComponentColumn(this::expiry)
        .setHeader(getTranslation("token.expires"))
        .setWidth(width);
    grid.addComponentColumn(token -> time(token.lastUsedAt(), "token.never-used"))
        .setHeader(getTranslation("token.last-used"))
        .setWidth(width);
    if (tenant == null) {
      grid.addComponentColumn(token -> times.span(token.createdAt()))
          .setHeader(getTranslation("token.created"));
      grid.addColumn(ApiTokenInfo::createdBy).setHeader(getTranslation("token.created-by"));
    }
    grid.addComponentColumn(this::revokeButton)
        .setHeader(getTranslation("grid.actions"))
        .setAutoWidth(true)
        .setFlexGrow(0)
        .setFrozenToEnd(true);
    NarrowScreen.showAsCards(grid, new ComponentRenderer<>(this::card));
    grid.setEmptyStateText(getTranslation("token.empty"));
    getContent().addClassName("token-list");
    if (tenant != null) {
      Div actions = new Div(createButton());
      actions.addClassName("token-actions");
      getContent().add(new Paragraph(getTranslation("token.sentence.tenant")), actions);
    }
    getContent().add(notice, grid);
    refresh();
  }

  /** The list on the page of a tenant. */
  public static ApiTokenList of(
      TenantId tenant, ApiTokenService service, Messages messages, Times times, Clock clock) {
    return new ApiTokenList(service, messages, times, clock, tenant);
  }

  Button createButton() {
    Button create =
        new Button(
            getTranslation("token.new"),
            click -> new NewTokenDialog(service, messages, tenant, this::refresh).open());
    create.addThemeVariants(ButtonVariant.PRIMARY);
    return create;
  }

  private void refresh() {
    grid.setItems(tenant == null ? service.list() : service.listOf(tenant));
  }

  private Component card(ApiTokenInfo token) {
    Div head = new Div(new Span(token.name().toString()), expiry(token));
    head.addClassName("row-card-head");
    Span used = new Span(getTranslation("token.last-used") + ": ");
    used.add(time(token.lastUsedAt(), "token.never-used"));
    used.addClassName("second-line");
    Div card = new Div(head, scopes(token), used, revokeButton(token));
    card.addClassName("row-card");
    return card;
  }

  // As named in the HTTP API, one per line.
  private static Component scopes(ApiTokenInfo token) {
    Div lines = new Div();
    lines.addClassName("token-scopes");
    token.scopes().stream().sorted().map(scope -> new Span(scope.toString())).forEach(lines::add);
    if (token.networks() != null) {
      Span networks = new Span(token.networks().toString());
      networks.addClassName("hint");
      lines.add(networks);
    }
    return lines;
  }

  private Component time(@Nullable Instant time, String otherwise) {
    return time == null ? new Span(getTranslation(otherwise)) : times.span(time);
  }

  private Component expiry(ApiTokenInfo token) {
    Instant expiresAt = token.expiresAt();
    if (expiresAt == null || expiresAt.isAfter(clock.instant())) {
      Component when = time(expiresAt, "token.never-expires");
      if (token.expiresSoon(clock.instant())) {
        Div both = new Div(soon(), when);
        both.addClassName("token-expiry");
        return both;
      }
      return when;
    }
    Badge expired = new Badge(getTranslation("token.expired"));
    expired.addThemeVariants(BadgeVariant.WARNING);
    return expired;
  }

  private Badge soon() {
    Badge soon = new Badge(getTranslation("token.expires-soon"));
    soon.addThemeVariants(BadgeVariant.WARNING);
    return soon;
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
        if (tenant == null) {
          service.revoke(token.id());
        } else {
          service.revokeOf(tenant, token.id());
        }
        notice.show(Notice.Kind.SUCCESS, getTranslation("token.revoked", token.name()));
      } catch (BrokenRuleException e) {
        notice.show(Notice.Kind.ERROR, messages.get(e));
      }
      refresh();
    });
    dialog.open();
  }
}
