package org.postmeister.common.table;

import java.util.List;

/**
 * A row of a file that was read.
 *
 * @param number as spreadsheets show it, counted from 1 with the header
 * @param cells without surrounding white space; at the end of a row there may be fewer than in
 *     others
 */
public record TableRow(int number, List<String> cells) {

  boolean isBlank() {
    return cells.stream().allMatch(String::isEmpty);
  }
}
