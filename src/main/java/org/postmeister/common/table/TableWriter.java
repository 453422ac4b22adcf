package org.postmeister.common.table;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a table row by row; what has been written is not kept. */
public interface TableWriter {

  /**
   * Writes a row; null is an empty cell.
   *
   * @throws java.io.UncheckedIOException if the stream fails
   */
  void row(List<? extends @Nullable Object> cells);

  /**
   * Writes what belongs to the end, without closing the stream. Only for a table that is complete:
   * without it a spreadsheet notices that something is missing.
   */
  void finish() throws IOException;
}
