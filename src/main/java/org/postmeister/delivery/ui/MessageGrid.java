package org.postmeister.delivery.ui;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.NarrowScreen;
import org.postmeister.common.ui.RowValues;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.Message;

/** The message log, a row for each; a card for each on a narrow screen. */
@Uses(Badge.class)
final class MessageGrid extends Grid<MessageRow> {

  private static final String STATE =
      "<vaadin-badge theme=\"${item.theme}\" title=\"${item.why}\">${item.state}</vaadin-badge>";
  private static final String SUBJECT =
      """
      <a href="${item.page}">${item.subject}</a>
      <span class="cell-note" ?hidden="${!item.why}">${item.why}</span>
      """;
  private static final String RECIPIENTS =
      "<span class=\"address\" title=\"${item.recipients}\">${item.recipients}</span>";
  private static final String ACCEPTED =
      "<span title=\"${item.acceptedExactly}\">${item.accepted}</span>";
  private static final String NEXT = "<span title=\"${item.nextExactly}\">${item.next}</span>";

  private final transient Messages messages;
  private final transient Times times;
  private final Set<MessageColumn> offered;

  /**
   * @param showsTenants whether there are messages of more than one tenant
   */
  MessageGrid(Messages messages, Times times, boolean showsTenants) {
    this.messages = messages;
    this.times = times;
    this.offered = EnumSet.allOf(MessageColumn.class);
    if (!showsTenants) {
      offered.remove(MessageColumn.TENANT);
    }
    addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    addClassName("message-grid");
    setPageSize(50);
    setSelectionMode(SelectionMode.MULTI);
    getElement().setAttribute("aria-label", getTranslation("messages.title"));
    add(MessageColumn.STATE, STATE).setWidth("8.5rem").setFlexGrow(0);
    add(MessageColumn.SUBJECT, SUBJECT).setWidth("9.5rem").setFlexGrow(4);
    add(MessageColumn.RECIPIENTS, RECIPIENTS).setWidth("11rem").setFlexGrow(2);
    add(MessageColumn.TENANT, "${item.tenant}").setWidth("6.75rem").setFlexGrow(1);
    add(MessageColumn.ROUTE, "${item.route}").setWidth("8rem").setFlexGrow(1);
    add(MessageColumn.ACCEPTED, ACCEPTED).setWidth("7rem").setFlexGrow(0);
    add(MessageColumn.ATTEMPTS, "${item.attempts}")
        .setTextAlign(ColumnTextAlign.END)
        .setWidth("5.5rem")
        .setFlexGrow(0);
    add(MessageColumn.NEXT, NEXT).setWidth("7rem").setFlexGrow(0);
    add(MessageColumn.SIZE, "${item.size}")
        .setTextAlign(ColumnTextAlign.END)
        .setWidth("7rem")
        .setFlexGrow(0);
    add(MessageColumn.ORIGIN, "${item.origin}").setWidth("8rem").setFlexGrow(1);
    NarrowScreen.showAsCards(
        this,
        withValues(
            "<div class=\"row-card\"><div class=\"row-card-head\">"
                + STATE
                + ACCEPTED
                + "</div><div>"
                + SUBJECT
                + "</div><div>"
                + RECIPIENTS
                + "</div><div class=\"cell-note\" ?hidden=\"${!item.waits}\">"
                + "${item.nextLabel} ${item.next}</div></div>"));
  }

  /** Those that can be shown. */
  Set<MessageColumn> offered() {
    return offered;
  }

  void show(Set<MessageColumn> columns) {
    offered.forEach(column -> getColumnByKey(column.name()).setVisible(columns.contains(column)));
  }

  private Column<MessageRow> add(MessageColumn column, String template) {
    Column<MessageRow> added =
        addColumn(withValues(template))
            .setKey(column.name())
            .setHeader(getTranslation(column.labelKey()))
            .setResizable(true);
    added.setVisible(offered.contains(column));
    return added;
  }

  private LitRenderer<MessageRow> withValues(String template) {
    return new RowValues<MessageRow>()
        .with("state", row -> messages.get("MessageStatus." + row.message().status()))
        .with("theme", row -> StateBadge.theme(row.message().status()))
        .with("why", row -> row.why(messages))
        .with("page", row -> "messages/" + row.message().id())
        .with("subject", row -> row.subject(messages))
        .with("recipients", row -> row.recipients(messages))
        .with("tenant", MessageRow::sender)
        .with("route", row -> row.route(messages).isEmpty() ? "–" : row.route(messages))
        .with("accepted", row -> times.relative(row.message().acceptedAt()))
        .with("acceptedExactly", row -> times.withOffset(row.message().acceptedAt()))
        .with("attempts", row -> messages.get("grid.number", row.message().attempts()))
        .with("waits", row -> row.message().nextAttemptAt() != null)
        .with("nextLabel", row -> getTranslation("messages.next"))
        .with("next", row -> next(row.message().nextAttemptAt()))
        .with(
            "nextExactly",
            row ->
                row.message().nextAttemptAt() == null
                    ? ""
                    : times.withOffset(row.message().nextAttemptAt()))
        .with("size", row -> messages.get("messages.kilobytes", kilobytes(row.message())))
        .with("origin", row -> row.origin(messages).orElse("–"))
        .in(template);
  }

  private static long kilobytes(Message message) {
    return (message.size() + 999) / 1000;
  }

  private String next(@Nullable Instant at) {
    return at == null ? "–" : times.upcoming(at);
  }
}
