package org.postmeister.common.table;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/** Reads the first visible sheet of a workbook, row by row. */
final class XlsxReader {

  // What is quoted or in brackets (colors, languages) says nothing; times alone stay numbers.
  private static final Pattern NO_PART_OF_A_DATE = Pattern.compile("\"[^\"]*\"|\\[[^]]*]|\\\\.");
  private static final Pattern DATE = Pattern.compile("[dDyY]");
  // Of the last day of the year 9999.
  private static final BigDecimal LAST_DAY = new BigDecimal(2_958_465);
  // More than any number of Excel's has.
  private static final int MAX_DIGITS = 400;

  private XlsxReader() {}

  static TableFile.ReadAs read(byte[] content, Consumer<TableRow> receiver) {
    WorkbookParts parts = WorkbookParts.of(content);
    try (ReadableWorkbook workbook = open(parts)) {
      Sheet sheet = shownFirst(workbook);
      try (Stream<Row> rows = sheet.openStream()) {
        Iterator<Row> each = orUnreadable(rows::iterator);
        int number = 0;
        Row next;
        while ((next = next(each)) != null) {
          // Programs may leave the numbers out.
          number = Math.max(number + 1, next.getRowNum());
          TableRow row = new TableRow(number, cells(next));
          if (!row.isBlank()) {
            receiver.accept(row);
          }
        }
      }
      return new TableFile.ReadAs.Sheet(sheet.getName(), workbook.getSheets().count() == 1);
    } catch (IOException e) {
      throw noWorkbook(e);
    }
  }

  private static ReadableWorkbook open(WorkbookParts parts) {
    return orUnreadable(() -> {
      try {
        return new ReadableWorkbook(parts.content(), new ReadingOptions(parts.isStyled(), true));
      } catch (IOException e) {
        throw noWorkbook(e);
      }
    });
  }

  private static Sheet shownFirst(ReadableWorkbook workbook) {
    return workbook
        .getSheets()
        .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
        .findFirst()
        .orElseThrow(() -> new UnreadableTableException("table_not_xlsx"));
  }

  // Null at the end.
  private static @Nullable Row next(Iterator<Row> rows) {
    return orUnreadable(() -> rows.hasNext() ? rows.next() : null);
  }

  // The library has no exception of its own for much that can be wrong with a file.
  private static <T extends @Nullable Object> T orUnreadable(Supplier<T> read) {
    try {
      return read.get();
    } catch (RuntimeException e) {
      throw noWorkbook(e);
    }
  }

  private static UnreadableTableException noWorkbook(Exception cause) {
    UnreadableTableException noWorkbook = new UnreadableTableException("table_not_xlsx");
    noWorkbook.initCause(cause);
    return noWorkbook;
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>(row.getCellCount());
    for (int column = 0; column < row.getCellCount(); column++) {
      cells.add(row.getOptionalCell(column).map(XlsxReader::text).orElse(""));
    }
    return cells;
  }

  private static String text(Cell cell) {
    return switch (cell.getValue()) {
      case null -> "";
      case BigDecimal number -> isDate(cell, number) ? date(cell) : plain(number);
      case String text -> FormulaGuard.removed(XlsxText.read(text).strip());
      case Object other -> other.toString();
    };
  }

  private static boolean isDate(Cell cell, BigDecimal number) {
    String format = cell.getDataFormatString();
    return format != null
        && number.signum() > 0
        && number.compareTo(LAST_DAY) <= 0
        && DATE.matcher(NO_PART_OF_A_DATE.matcher(format).replaceAll("")).find();
  }

  // ISO 8601, whatever it looks like in the sheet.
  private static String date(Cell cell) {
    LocalDateTime time = cell.asDate();
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : time.toString();
  }

  private static String plain(BigDecimal number) {
    return Math.abs(number.scale()) > MAX_DIGITS
        ? number.toString()
        : number.stripTrailingZeros().toPlainString();
  }
}
