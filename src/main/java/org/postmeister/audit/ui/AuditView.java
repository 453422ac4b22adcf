package org.postmeister.audit.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.postmeister.audit.AuditEntry;
import org.postmeister.audit.AuditExport;
import org.postmeister.audit.AuditQuery;
import org.postmeister.audit.AuditService;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.table.TableFormat;
import org.postmeister.common.ui.ExportLink;
import org.postmeister.common.ui.FilterBar;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.NarrowScreen;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.DatePickerTexts;

/** Who did what, when and from where. */
@Route("system/audit")
@Menu(title = "nav.audit", order = 50, icon = "vaadin:records")
@RolesAllowed("SYSTEM_ADMIN")
public class AuditView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final transient AuditService service;
  private final transient AuditExport exports;
  private final transient Messages messages;
  private final transient Times times;
  private final transient AuditTexts texts;
  private final TextField text = new TextField();
  private final ComboBox<AuditAction> action = new ComboBox<>();
  private final TextField tenant = new TextField();
  private final DatePicker from = new DatePicker();
  private final DatePicker until = new DatePicker();
  // Downloads read it without holding the session lock.
  private transient volatile AuditQuery shown = AuditQuery.ALL;
  private final String sheetTitle = getTranslation("audit.title");
  private final Grid<AuditEntry> grid = new Grid<>();

  AuditView(AuditService service, AuditExport exports, Messages messages, Times times) {
    this.service = service;
    this.exports = exports;
    this.messages = messages;
    this.times = times;
    this.texts = new AuditTexts(messages, times);
    addClassNames("page", "page-wide");
    prepareGrid();
    add(header(), filters(), grid);
    refresh();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    event
        .getLocation()
        .getQueryParameters()
        .getSingleParameter("tenant")
        .ifPresent(tenant::setValue);
    event
        .getLocation()
        .getQueryParameters()
        .getSingleParameter("action")
        .flatMap(AuditView::action)
        .ifPresent(action::setValue);
  }

  // One that nobody knows is ignored.
  private static Optional<AuditAction> action(String name) {
    return Arrays.stream(AuditAction.values())
        .filter(known -> known != AuditAction.UNKNOWN && known.name().equals(name))
        .findAny();
  }

  @Override
  public String getPageTitle() {
    return getTranslation("audit.title") + " – Postmeister";
  }

  private PageHeader header() {
    return new PageHeader(
        "audit.title",
        "audit.sentence",
        new ExportLink("audit.export.xlsx", "audit", TableFormat.XLSX, this::export),
        new ExportLink(
            "audit.export", "audit", TableFormat.csvFor(messages.locale()), this::export));
  }

  private void export(TableFormat format, OutputStream out) throws IOException {
    AuditQuery wanted = shown;
    service.beginExport(wanted);
    exports.write(wanted, format, sheetTitle, out);
  }

  private FilterBar filters() {
    text.setLabel(getTranslation("audit.text"));
    text.setPlaceholder(getTranslation("audit.text.hint"));
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.setClearButtonVisible(true);
    action.setLabel(getTranslation("audit.action"));
    action.setItems(EnumSet.complementOf(EnumSet.of(AuditAction.UNKNOWN)));
    action.setItemLabelGenerator(value -> getTranslation("audit.action." + value));
    action.setClearButtonVisible(true);
    tenant.setLabel(getTranslation("audit.tenant"));
    tenant.setValueChangeMode(ValueChangeMode.LAZY);
    tenant.setClearButtonVisible(true);
    prepare(from, "audit.from");
    prepare(until, "audit.until");
    text.addValueChangeListener(change -> refresh());
    action.addValueChangeListener(change -> refresh());
    tenant.addValueChangeListener(change -> refresh());
    from.addValueChangeListener(change -> refresh());
    until.addValueChangeListener(change -> refresh());
    return new FilterBar(text, List.of(action, tenant, from, until), List.of());
  }

  private void prepare(DatePicker field, String labelKey) {
    field.setLabel(getTranslation(labelKey));
    field.setLocale(messages.locale());
    field.setI18n(DatePickerTexts.of(messages));
    field.setClearButtonVisible(true);
  }

  private void prepareGrid() {
    grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    grid.addComponentColumn(entry -> times.span(entry.at()))
        .setHeader(getTranslation("audit.at"))
        .setAutoWidth(true);
    grid.addColumn(AuditEntry::actor).setHeader(getTranslation("audit.actor"));
    grid.addComponentColumn(texts::action).setHeader(getTranslation("audit.action"));
    grid.addColumn(AuditEntry::subject).setHeader(getTranslation("audit.subject"));
    grid.addComponentColumn(texts::changes)
        .setHeader(getTranslation("audit.changes"))
        .setFlexGrow(3);
    grid.addColumn(texts::origin).setHeader(getTranslation("audit.origin"));
    NarrowScreen.showAsCards(grid, new ComponentRenderer<>(this::card));
    grid.setEmptyStateText(getTranslation("audit.empty"));
  }

  private Component card(AuditEntry entry) {
    Div head = new Div(texts.action(entry), times.span(entry.at()));
    head.addClassName("row-card-head");
    Span by = new Span(entry.actor() + " · " + entry.subject());
    by.addClassName("second-line");
    Div card = new Div(head, by, texts.changes(entry));
    card.addClassName("row-card");
    return card;
  }

  private AuditQuery query() {
    return new AuditQuery(
        text.getValue(),
        action.getValue(),
        tenant.isEmpty() ? null : tenant.getValue().strip(),
        times.startOf(from.getValue()),
        times.endOf(until.getValue()));
  }

  private void refresh() {
    AuditQuery wanted = query();
    shown = wanted;
    // The number of entries is not counted, because the trail grows forever.
    grid.setItems(
        request -> service.find(wanted, null, request.getOffset(), request.getLimit()).stream());
  }
}
