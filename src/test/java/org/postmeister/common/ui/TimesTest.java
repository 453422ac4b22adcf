package org.postmeister.common.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class TimesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "-P2D, 2 days ago",
    "-PT1H, 1 hour ago",
    "-PT59S, just now",
    "PT0S, just now",
    "PT30S, in less than a minute",
    "PT5M, in 5 minutes",
    "PT3H, in 3 hours"
  })
  void saysHowLongAgoOrHowLongUntil(Duration from, String words) {
    assertThat(times().relative(NOW.plus(from))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"-PT1H, in less than a minute", "PT0S, in less than a minute", "PT5M, in 5 minutes"})
  void saysOfWhatIsDueThatItHappensSoon(Duration from, String words) {
    assertThat(times().upcoming(NOW.plus(from))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Europe/Berlin    | 2026-11-27T18:51:16Z | Nov 27, 2026, 7:51:16 PM | UTC+01:00
          Europe/Berlin    | 2026-07-27T22:51:16Z | Jul 28, 2026, 12:51:16 AM | UTC+02:00
          America/New_York | 2026-11-27T02:00:00Z | Nov 26, 2026, 9:00:00 PM | UTC-05:00
          """)
  void saysTheTimeInTheReadersZoneWithTheOffsetOnHover(
      ZoneId zone, Instant time, String exact, String offset) {
    Times times = times(zone);

    assertThat(plain(times.exact(time))).isEqualTo(exact);
    assertThat(plain(times.withOffset(time))).isEqualTo(exact + " " + offset);
    assertThat(plain(times.span(time).getTitle().orElseThrow())).isEqualTo(exact + " " + offset);
  }

  @Test
  void saysThatItIsUtcIfTheZoneIsNotKnown() {
    assertThat(plain(times().exact(NOW))).isEqualTo("Jan 1, 2026, 12:00:00 PM UTC");
  }

  @Test
  void aDayIsThatOfTheReader() {
    LocalDate day = LocalDate.of(2026, 3, 29);
    Times times = times(ZoneId.of("Europe/Berlin"));

    // The clocks go forward on it.
    assertThat(times.startOf(day)).isEqualTo("2026-03-28T23:00:00Z");
    assertThat(times.endOf(day)).isEqualTo("2026-03-29T22:00:00Z");
    assertThat(times.startOf(null)).isNull();
    assertThat(times.endOf(null)).isNull();
  }

  // Narrow spaces stand before AM and PM.
  private static String plain(String text) {
    return text.replace('\u202f', ' ');
  }

  private static Times times() {
    return times(null);
  }

  private static Times times(@Nullable ZoneId zone) {
    ResourceBundleMessageSource source = new ResourceBundleMessageSource();
    source.setBasename("i18n/common");
    source.setDefaultEncoding("UTF-8");
    source.setFallbackToSystemLocale(false);
    source.setAlwaysUseMessageFormat(true);
    return new Times(
        new Messages(source), Clock.fixed(NOW, ZoneOffset.UTC), () -> Optional.ofNullable(zone));
  }
}
