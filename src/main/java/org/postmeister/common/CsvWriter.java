package org.postmeister.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes tables as RFC 4180 specifies. A cell that a spreadsheet would take for a formula gets an
 * apostrophe in front (OWASP, CSV Injection); {@link #withoutGuard} removes it again.
 */
public final class CsvWriter {

  // At the beginning, or where a spreadsheet that expects other separators would start a new cell;
  // leading spaces and quotation marks make no difference.
  private static final String CELL_BEGINS = "(^|[;,\\t\\r\\n])([\\s\\p{Z}\"]*)";
  private static final String FORMULA_BEGINS = "('*[=+\\-@|＝＋－＠])";
  private static final Pattern FORMULA = Pattern.compile(CELL_BEGINS + FORMULA_BEGINS);
  private static final Pattern GUARDED = Pattern.compile(CELL_BEGINS + "'" + FORMULA_BEGINS);

  private final CSVPrinter printer;

  public CsvWriter(Appendable out, List<String> header) {
    try {
      this.printer = new CSVPrinter(out, CSVFormat.RFC4180);
      printer.printRecord(header);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a row; null is an empty cell. */
  public void row(List<? extends @Nullable Object> cells) {
    try {
      for (Object cell : cells) {
        printer.print(cell == null ? "" : guarded(cell.toString()));
      }
      printer.println();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String guarded(String text) {
    return FORMULA.matcher(text).replaceAll("$1$2'$3");
  }

  /** What {@link #row} was given, if it wrote this cell. */
  public static String withoutGuard(String cell) {
    return GUARDED.matcher(cell).replaceAll("$1$2$3");
  }
}
