package org.postmeister.common.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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

  private static Times times() {
    ResourceBundleMessageSource source = new ResourceBundleMessageSource();
    source.setBasename("i18n/common");
    source.setDefaultEncoding("UTF-8");
    source.setFallbackToSystemLocale(false);
    source.setAlwaysUseMessageFormat(true);
    return new Times(new Messages(source), Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
