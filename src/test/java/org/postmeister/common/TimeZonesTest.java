package org.postmeister.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZonesTest {

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-01-01T00:00:00Z, UTC+01:00",
    "Europe/Berlin, 2026-07-01T00:00:00Z, UTC+02:00",
    "America/New_York, 2026-01-01T00:00:00Z, UTC-05:00",
    "Asia/Kolkata, 2026-01-01T00:00:00Z, UTC+05:30",
    "Europe/London, 2026-01-01T00:00:00Z, UTC",
    "UTC, 2026-01-01T00:00:00Z, UTC"
  })
  void saysHowFarItIsFromUtc(String zone, Instant at, String offset) {
    assertThat(TimeZones.offset(TimeZones.find(zone).orElseThrow(), at)).isEqualTo(offset);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Berlin", "europe/berlin", "+01:00", "UTC+01:00", "<script>"})
  void knowsWhatIsNone(String name) {
    assertThat(TimeZones.find(name)).isEmpty();
  }

  @Test
  void offersEachPlaceOnceUnderItsNameOfToday() {
    assertThat(TimeZones.all())
        .hasSizeGreaterThan(300)
        .doesNotHaveDuplicates()
        .contains(ZoneId.of("Europe/Berlin"), ZoneId.of("Asia/Kolkata"), ZoneId.of("Europe/Kyiv"))
        .doesNotContain(ZoneId.of("Asia/Calcutta"), ZoneId.of("Europe/Kiev"), ZoneId.of("CET"));
  }
}
