package org.postmeister.common.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;

/** A point in time as a {@code datetime(6)} column holds it; no driver converts it. */
public final class UtcTime {

  private UtcTime() {}

  /**
   * Parses what a program sends (ISO 8601 with an offset).
   *
   * @throws InvalidValueException if it is not a point in time
   */
  public static Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidValueException("time", "syntax");
    }
  }

  public static LocalDateTime toColumn(Instant instant) {
    return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  public static @Nullable LocalDateTime toNullableColumn(@Nullable Instant instant) {
    return instant == null ? null : toColumn(instant);
  }

  /** Reads a column that is never null. */
  public static Instant of(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  /** Reads a column that may be null. */
  public static @Nullable Instant find(ResultSet row, String column) throws SQLException {
    LocalDateTime time = row.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }
}
