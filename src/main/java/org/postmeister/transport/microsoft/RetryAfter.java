package org.postmeister.transport.microsoft;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Parses {@code Retry-After} (RFC 9110, section 10.2.3). */
public final class RetryAfter {

  /** No pause is longer, whatever a response says. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private RetryAfter() {}

  /**
   * @param value seconds or a date
   * @return null if it is absent or neither
   */
  public static @Nullable Duration read(@Nullable String value, Clock clock) {
    if (value == null) {
      return null;
    }
    Duration wanted;
    try {
      wanted = Duration.ofSeconds(Long.parseLong(value.strip()));
    } catch (ArithmeticException | NumberFormatException notSeconds) {
      wanted = untilDate(value, clock);
    }
    if (wanted == null || wanted.isNegative()) {
      return null;
    }
    return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
  }

  private static @Nullable Duration untilDate(String value, Clock clock) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, value);
    try {
      ZonedDateTime date = headers.getFirstZonedDateTime(HttpHeaders.RETRY_AFTER);
      return date == null ? null : Duration.between(clock.instant(), date.toInstant());
    } catch (IllegalArgumentException notADate) {
      return null;
    }
  }
}
