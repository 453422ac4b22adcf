package org.postmeister.common.table;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Writes tables as RFC 4180 specifies, in UTF-8. */
final class CsvWriter implements TableWriter {

  static final char BYTE_ORDER_MARK = '\uFEFF';

  private final CSVPrinter printer;

  /**
   * @param marked with a byte order mark, without which spreadsheets do not expect UTF-8
   */
  CsvWriter(OutputStream out, char separator, boolean marked, List<String> header)
      throws IOException {
    OutputStreamWriter writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    if (marked) {
      writer.write(BYTE_ORDER_MARK);
    }
    this.printer =
        new CSVPrinter(writer, CSVFormat.RFC4180.builder().setDelimiter(separator).get());
    printer.printRecord(header);
  }

  @Override
  public void row(List<? extends @Nullable Object> cells) {
    try {
      for (Object cell : cells) {
        printer.print(cell == null ? "" : FormulaGuard.inCsv(cell.toString()));
      }
      printer.println();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void finish() throws IOException {
    printer.flush();
  }
}
