package org.postmeister.common.table;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads separated values, however they are encoded and whatever separates them. */
final class CsvReader {

  private CsvReader() {}

  static TableFile.ReadAs read(byte[] content, Consumer<TableRow> receiver) {
    TextEncoding.Decoded decoded = TextEncoding.decode(content);
    Separator.Found found = Separator.in(decoded.text());
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(found.separator().character())
            // They have numbers in spreadsheets too.
            .setIgnoreEmptyLines(false)
            .get();
    try (CSVParser parser = CSVParser.parse(new StringReader(found.table()), format)) {
      Iterator<CSVRecord> records = parser.iterator();
      CSVRecord next;
      while ((next = next(records, parser)) != null) {
        TableRow row =
            new TableRow(
                Math.toIntExact(next.getRecordNumber()),
                next.stream().map(CsvReader::text).toList());
        if (!row.isBlank()) {
          receiver.accept(row);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TableFile.ReadAs.Text(decoded.encoding(), found.separator());
  }

  private static String text(String cell) {
    return FormulaGuard.removed(cell.strip());
  }

  // Null at the end.
  private static @Nullable CSVRecord next(Iterator<CSVRecord> records, CSVParser parser) {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException | IllegalStateException e) {
      throw new UnreadableTableException("table_quotes", parser.getCurrentLineNumber());
    }
  }
}
