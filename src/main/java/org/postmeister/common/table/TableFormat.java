package org.postmeister.common.table;

import java.io.IOException;
import java.io.OutputStream;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** The kinds of files that tables are written to. */
public enum TableFormat {
  /** CSV for programs: UTF-8, commas. */
  CSV("csv", "text/csv;charset=UTF-8"),
  /** CSV for spreadsheets in languages that write 0.5. */
  CSV_WITH_COMMAS("csv", "text/csv;charset=UTF-8"),
  /** CSV for spreadsheets in languages that write 0,5. */
  CSV_WITH_SEMICOLONS("csv", "text/csv;charset=UTF-8"),
  /** A workbook of Excel's (Office Open XML). */
  XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  private final String extension;
  private final String contentType;

  TableFormat(String extension, String contentType) {
    this.extension = extension;
    this.contentType = contentType;
  }

  /**
   * CSV that spreadsheets in this language open with its letters and in its columns. Excel expects
   * the list separator of the region: a semicolon where the comma separates decimals.
   */
  public static TableFormat csvFor(Locale locale) {
    return DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() == ','
        ? CSV_WITH_SEMICOLONS
        : CSV_WITH_COMMAS;
  }

  /** Of file names, without the dot. */
  public String extension() {
    return extension;
  }

  public String contentType() {
    return contentType;
  }

  /**
   * Writes the header.
   *
   * @param out stays open
   * @param title what a sheet is called, in files that have sheets
   */
  public TableWriter open(OutputStream out, String title, List<String> header) throws IOException {
    return switch (this) {
      case CSV -> new CsvWriter(out, ',', false, header);
      case CSV_WITH_COMMAS -> new CsvWriter(out, ',', true, header);
      case CSV_WITH_SEMICOLONS -> new CsvWriter(out, ';', true, header);
      case XLSX -> new XlsxWriter(out, title, header);
    };
  }
}
