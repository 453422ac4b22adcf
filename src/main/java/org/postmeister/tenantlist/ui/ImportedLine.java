package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Messages;
import org.postmeister.tenantlist.ImportColumn;
import org.postmeister.tenantlist.ImportResult;

/** What becomes of a line of a file: what is stored, beside what would be. */
final class ImportedLine extends Div {

  // Of certificates, which are long.
  private static final int MAX_SHOWN = 200;

  private final transient Messages messages;

  /**
   * @param done whether the import has happened, or would only do this
   */
  ImportedLine(ImportResult result, boolean done, Messages messages) {
    this.messages = messages;
    addClassName("import-line");
    Span tenant = new Span(result.tenant());
    tenant.addClassName("person-name");
    Span number = new Span(getTranslation("import.number", result.number()));
    number.addClassName("same-value");
    Div head = new Div(number, tenant, badge(result.outcome()));
    head.addClassName("import-head");
    add(head);
    result.problems().forEach(problem -> add(problem(problem)));
    if (result.invitation() != null) {
      add(
          new Paragraph(
              result.invitation().link() == null
                  ? getTranslation("import.invited", result.invitation().sentTo())
                  : getTranslation("import.invitation", result.invitation().link())));
    }
    if (!result.cells().isEmpty()) {
      add(comparison(result, done));
    }
  }

  private Badge badge(ImportResult.Outcome outcome) {
    Badge badge = new Badge(getTranslation("Outcome." + outcome));
    switch (outcome) {
      case CREATED, CHANGED -> badge.addThemeVariants(BadgeVariant.SUCCESS);
      case UNCHANGED -> {}
      case REFUSED -> badge.addThemeVariants(BadgeVariant.ERROR);
    }
    return badge;
  }

  private Paragraph problem(ImportResult.Problem problem) {
    String text = messages.get(problem.message());
    Paragraph paragraph =
        new Paragraph(
            problem.field() == null
                ? text
                : getTranslation("import.problem", label(problem.field()), text));
    paragraph.addClassName("import-problem");
    return paragraph;
  }

  private String label(String field) {
    return ImportColumn.of(field)
        .map(column -> getTranslation("import.field", getTranslation(column.labelKey()), field))
        .orElse(field);
  }

  private NativeTable comparison(ImportResult result, boolean done) {
    String now = getTranslation(done ? "import.before" : "import.now");
    String then = getTranslation(after(result, done));
    NativeTableHeader head =
        new NativeTableHeader(
            new NativeTableRow(
                header(getTranslation("import.field.header"), "col"),
                header(now, "col"),
                header(then, "col")));
    NativeTableBody body = new NativeTableBody();
    result
        .cells()
        .forEach(cell -> {
          NativeTableCell before = new NativeTableCell(before(cell));
          // Where there is no room for columns, they stand below each other.
          before.getElement().setAttribute("data-label", now);
          NativeTableCell after = new NativeTableCell();
          after.getElement().setAttribute("data-label", then);
          fill(after, cell, result);
          body.add(
              new NativeTableRow(
                  header(getTranslation(cell.column().labelKey()), "row"), before, after));
        });
    NativeTable table = new NativeTable(head, body);
    table.addClassName("comparison");
    return table;
  }

  private static String after(ImportResult result, boolean done) {
    if (result.outcome() == ImportResult.Outcome.REFUSED) {
      return "import.in-file";
    }
    return done ? "import.after" : "import.would-be";
  }

  private static NativeTableHeaderCell header(String text, String scope) {
    NativeTableHeaderCell cell = new NativeTableHeaderCell(text);
    cell.getElement().setAttribute("scope", scope);
    return cell;
  }

  private void fill(NativeTableCell after, ImportResult.Cell cell, ImportResult result) {
    if (!cell.isChanged()) {
      Span same = new Span(getTranslation("import.same"));
      same.addClassName("same-value");
      after.add(same);
      return;
    }
    Span value = new Span(after(cell));
    value.addClassName("new-value");
    after.add(value);
    boolean wrong =
        result.problems().stream()
            .anyMatch(problem -> cell.column().column().equals(problem.field()));
    if (wrong || result.outcome() != ImportResult.Outcome.REFUSED) {
      Span mark = new Span(getTranslation(wrong ? "import.mark.wrong" : mark(cell)));
      mark.addClassName("change-mark");
      mark.getElement().setAttribute("data-wrong", wrong);
      after.add(new Text(" "), mark);
    }
  }

  private static String mark(ImportResult.Cell cell) {
    if (cell.after() == null) {
      return "import.mark.removed";
    }
    return cell.before() == null ? "import.mark.new" : "import.mark.changed";
  }

  private Component before(ImportResult.Cell cell) {
    return new Span(
        cell.column().isSecret() && cell.before() != null
            ? getTranslation("import.secret.stored")
            : text(cell.column(), cell.before()));
  }

  private String after(ImportResult.Cell cell) {
    return cell.column().isSecret() && cell.after() != null
        ? getTranslation("import.secret.given")
        : text(cell.column(), cell.after());
  }

  private String text(ImportColumn column, @Nullable String value) {
    if (value == null) {
      return "–";
    }
    if (column == ImportColumn.ACTIVE) {
      return flag(value, "tenants.active", "tenants.inactive");
    }
    if (column == ImportColumn.SYSTEM_SERVER_ALLOWED || column == ImportColumn.OWN_SERVER_ALLOWED) {
      return flag(value, "tenants.allowed", "tenants.forbidden");
    }
    if (column == ImportColumn.LANGUAGE) {
      return Locale.forLanguageTag(value).getDisplayLanguage(messages.locale());
    }
    if (column.isFlag()) {
      return flag(value, "conflict.on", "conflict.off");
    }
    return constant(column.choices(), value);
  }

  // What is neither is refused, and shown as it is.
  private String flag(String value, String onKey, String offKey) {
    return switch (value) {
      case "true" -> getTranslation(onKey);
      case "false" -> getTranslation(offKey);
      default -> shortened(value);
    };
  }

  private String constant(List<?> constants, String value) {
    return constants.stream()
        .map(Enum.class::cast)
        .filter(constant -> constant.name().equals(value))
        .findFirst()
        .map(constant ->
            getTranslation(constant.getDeclaringClass().getSimpleName() + "." + constant.name()))
        .orElse(shortened(value));
  }

  private static String shortened(String value) {
    return value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + " …";
  }
}
