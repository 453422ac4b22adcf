package org.postmeister.common;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Dates that a user enters. */
public final class CalendarDate {

  public static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
  public static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private static final String TYPE = "date";

  private CalendarDate() {}

  /**
   * @return the day
   * @throws InvalidValueException if it is before {@link #FIRST} or after {@link #LAST}
   */
  public static LocalDate check(LocalDate day) {
    if (day.isBefore(FIRST) || day.isAfter(LAST)) {
      throw new InvalidValueException(TYPE, "out_of_range");
    }
    return day;
  }

  /**
   * Parses an ISO 8601 date.
   *
   * @throws InvalidValueException if it is not a date, or out of range
   */
  public static LocalDate of(String raw) {
    try {
      return check(LocalDate.parse(SingleLine.of(raw).value()));
    } catch (DateTimeException e) {
      throw new InvalidValueException(TYPE, "syntax");
    }
  }
}
