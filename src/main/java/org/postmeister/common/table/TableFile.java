package org.postmeister.common.table;

import java.util.function.Consumer;

/** Reads tables from files that spreadsheets or programs have written, whichever of them it was. */
public final class TableFile {

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  // Excel before 2007, and everything that is protected by a password.
  private static final byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

  private TableFile() {}

  /** How a file was read. */
  public sealed interface ReadAs {

    /** Separated values. */
    record Text(TextEncoding encoding, Separator separator) implements ReadAs {}

    /**
     * The first visible sheet of a workbook.
     *
     * @param only whether there is no other
     */
    record Sheet(String name, boolean only) implements ReadAs {}
  }

  /**
   * Passes on all rows that are not blank, beginning with the header.
   *
   * @param receiver may end it with an exception of its own
   * @throws UnreadableTableException if it is no table
   */
  public static ReadAs read(byte[] content, Consumer<TableRow> receiver) {
    if (TextEncoding.startsWith(content, OLE)) {
      throw new UnreadableTableException("table_old_excel");
    }
    return TextEncoding.startsWith(content, ZIP)
        ? XlsxReader.read(content, receiver)
        : CsvReader.read(content, receiver);
  }
}
