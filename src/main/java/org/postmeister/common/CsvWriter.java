package org.postmeister.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes tables as RFC 4180 has them. A cell that a spreadsheet would take for a formula gets an
 * apostrophe in front (OWASP, CSV Injection); {@link #withoutGuard} takes it away again.
 */
public final class CsvWriter {

  // Spreadsheets skip spaces before they look for a formula.
  private static final Pattern FORMULA =
      Pattern.compile("[\\s\\p{Z}]*[=+\\-@\\t\\r|＝＋－＠].*", Pattern.DOTALL);
  private static final Pattern GUARDED = Pattern.compile("'+" + FORMULA.pattern(), Pattern.DOTALL);

  private final CSVPrinter printer;

  public CsvWriter(Appendable out, List<String> header) {
    try {
      this.printer = new CSVPrinter(out, CSVFormat.RFC4180);
      printer.printRecord(header);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a line; null is an empty cell. */
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
    return FORMULA.matcher(text).matches() || GUARDED.matcher(text).matches() ? "'" + text : text;
  }

  /** What {@link #row} was given, if it wrote this cell. */
  public static String withoutGuard(String cell) {
    return GUARDED.matcher(cell).matches() ? cell.substring(1) : cell;
  }
}
