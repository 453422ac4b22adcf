package org.postmeister.common.table;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Writes tables as workbooks. Texts are marked as such, so that Excel makes no dates and numbers of
 * names, not even when somebody edits them.
 */
final class XlsxWriter implements TableWriter {

  /** In one sheet, with the header; more continue in the next. */
  static final int MAX_ROWS = Worksheet.MAX_ROWS;

  private static final String TEXT = "@";
  private static final int ROWS_IN_MEMORY = 500;
  // In characters.
  private static final int WIDTH = 24;

  private final Workbook workbook;
  private final String title;
  private final List<String> header;
  private final int maxRows;
  private Worksheet sheet;
  private int sheets;
  private int rows;

  XlsxWriter(OutputStream out, String title, List<String> header) {
    this(out, title, header, MAX_ROWS);
  }

  XlsxWriter(OutputStream out, String title, List<String> header, int maxRows) {
    this.workbook = new Workbook(out, "Postmeister", null);
    this.title = title;
    this.header = header;
    this.maxRows = maxRows;
    this.sheet = nextSheet();
  }

  private Worksheet nextSheet() {
    sheets++;
    rows = 0;
    Worksheet next = workbook.newWorksheet(sheets == 1 ? title : title + " " + sheets);
    next.freezePane(0, 1);
    for (int column = 0; column < header.size(); column++) {
      next.width(column, WIDTH);
      next.inlineString(rows, column, XlsxText.written(header.get(column)));
      next.style(rows, column).bold().set();
    }
    rows++;
    return next;
  }

  @Override
  public void row(List<? extends @Nullable Object> cells) {
    try {
      if (rows == maxRows) {
        finishSheet();
        sheet = nextSheet();
      }
      write(cells);
      rows++;
      if (rows % ROWS_IN_MEMORY == 0) {
        sheet.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(List<? extends @Nullable Object> cells) {
    for (int column = 0; column < cells.size(); column++) {
      Object cell = cells.get(column);
      if (cell instanceof Boolean flag) {
        sheet.value(rows, column, flag);
      } else if (cell != null) {
        sheet.inlineString(rows, column, XlsxText.written(FormulaGuard.inSheet(cell.toString())));
        sheet.style(rows, column).format(TEXT).set();
      }
    }
  }

  private void finishSheet() throws IOException {
    sheet.setAutoFilter(0, 0, rows - 1, header.size() - 1);
    sheet.finish();
  }

  @Override
  public void finish() throws IOException {
    finishSheet();
    workbook.finish();
  }
}
