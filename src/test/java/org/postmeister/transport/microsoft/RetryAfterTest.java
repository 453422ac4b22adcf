package org.postmeister.transport.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long somebody wants to be left alone. */
class RetryAfterTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-29T10:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest(name = "{0}: {1} s")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                             | -
          0                             | 0
          ' 30 '                        | 30
          86400                         | 86400
          86401                         | 86400
          99999999999999999999          | -
          9223372036854775807           | 86400
          -1                            | -
          1.5                           | -
          soon                          | -
          Sun, 29 Nov 2026 10:00:30 GMT | 30
          Sun, 29 Nov 2026 10:00:00 GMT | 0
          Sun, 29 Nov 2026 09:59:59 GMT | -
          Tue, 01 Dec 2026 10:00:00 GMT | 86400
          """)
  void isSecondsOrADateAndADayAtMost(@Nullable String value, @Nullable Long seconds) {
    assertThat(RetryAfter.read(value, CLOCK))
        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }
}
