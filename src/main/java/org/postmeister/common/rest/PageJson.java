package org.postmeister.common.rest;

import java.util.List;
import org.postmeister.common.config.RequestLimits;
import org.postmeister.common.error.FieldReader;

/**
 * A page of a longer list.
 *
 * @param page counted from 0
 * @param size how many items a full page has
 * @param total how many items all pages have
 */
public record PageJson<T>(List<T> items, int page, int size, int total) {

  /** Used if the request does not say. */
  public static final String DEFAULT_SIZE = "50";

  /** The most items that a page may have. */
  public static final int MAX_SIZE = 500;

  private static final int MAX_OFFSET = 100_000_000;

  /**
   * A search text.
   *
   * @throws org.postmeister.common.error.ValidationFailedException if it is longer than allowed
   */
  public static String searched(String field, String text) {
    if (text.length() > RequestLimits.SEARCHED_LENGTH) {
      FieldReader fields = new FieldReader();
      fields.refuse(field, "search_too_long", Integer.toString(RequestLimits.SEARCHED_LENGTH));
      fields.finish();
    }
    return text;
  }

  /**
   * The index of the page's first item.
   *
   * @throws org.postmeister.common.error.ValidationFailedException if page or size is out of range
   */
  public static int offset(int page, int size) {
    FieldReader fields = new FieldReader();
    if (size < 1 || size > MAX_SIZE) {
      fields.refuse("size", "out_of_range", "1", Integer.toString(MAX_SIZE));
    }
    if (page < 0 || (size > 0 && page > MAX_OFFSET / size)) {
      fields.refuse("page", "out_of_range", "0", Integer.toString(MAX_OFFSET / Math.max(1, size)));
    }
    fields.finish();
    return page * size;
  }
}
