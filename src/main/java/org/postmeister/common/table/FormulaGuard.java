package org.postmeister.common.table;

import java.util.regex.Pattern;

/**
 * Keeps spreadsheets from taking a text for a formula (OWASP, CSV Injection), by an apostrophe in
 * front of it that is removed when the cell is read again.
 *
 * <p>Whatever a text is, {@link #removed} returns it from what {@link #inCsv} or {@link #inSheet}
 * made of it; also if a spreadsheet has saved the one as the other in between.
 */
final class FormulaGuard {

  // At the beginning, or where a spreadsheet that expects other separators would start a new cell;
  // leading spaces and quotation marks make no difference.
  private static final String CELL_BEGINS = "(^|[;,\\t\\r\\n])([\\s\\p{Z}\"]*)";
  private static final String FORMULA_BEGINS = "('*[=+\\-@|＝＋－＠])";
  private static final Pattern FORMULA = Pattern.compile(CELL_BEGINS + FORMULA_BEGINS);
  private static final Pattern GUARDED = Pattern.compile(CELL_BEGINS + "'" + FORMULA_BEGINS);

  private FormulaGuard() {}

  /** For a file whose cells have no types. */
  static String inCsv(String text) {
    return FORMULA.matcher(text).replaceAll("$1$2'$3");
  }

  /**
   * For a sheet, whose cells say that they are text: only a text that looks as if it was guarded
   * needs to be.
   */
  static String inSheet(String text) {
    return removed(text).equals(text) ? text : inCsv(text);
  }

  /** The text of a cell. */
  static String removed(String cell) {
    return GUARDED.matcher(cell).replaceAll("$1$2$3");
  }
}
