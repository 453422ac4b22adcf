package org.postmeister.delivery.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.delivery.DeliveryProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** When something is tried again. */
class RetryPolicyTest {

  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MANY = 200;

  private final RetryPolicy usual = policy(Map.of());

  private static RetryPolicy policy(Map<String, String> settings) {
    return new RetryPolicy(
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("postmeister.delivery", DeliveryProperties.class));
  }

  @ParameterizedTest(name = "after {0} failures {1} s")
  @CsvSource({
    "0, 60",
    "1, 60",
    "2, 120",
    "3, 240",
    "4, 480",
    "5, 960",
    "6, 1800",
    "7, 1800",
    "1000, 1800"
  })
  void theDelayDoublesUpToTheLongestWithinAFifth(int failures, long seconds) {
    Set<Duration> delays = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      Duration delay = usual.delay(failures);
      assertThat(delay)
          .isBetween(Duration.ofMillis(seconds * 800), Duration.ofMillis(seconds * 1200));
      delays.add(delay);
    }
    assertThat(delays).as("not all at the same moment").hasSizeGreaterThan(MANY / 10);
    assertThat(delays)
        .as("sooner and later")
        .anyMatch(delay -> delay.toMillis() < seconds * 950)
        .anyMatch(delay -> delay.toMillis() > seconds * 1050);
  }

  @Test
  void aLongestDelayBelowTheFirstCountsAsTheFirst() {
    RetryPolicy policy =
        policy(
            Map.of(
                "postmeister.delivery.retry-initial", "10m",
                "postmeister.delivery.retry-max-delay", "1m"));

    assertThat(policy.delay(5)).isBetween(Duration.ofMinutes(8), Duration.ofMinutes(12));
  }

  @ParameterizedTest(name = "attempt {0}")
  @CsvSource({"1, 60", "2, 120", "4, 480", "9, 1800"})
  void theNextAttemptIsThatMuchLater(int attempts, long seconds) {
    Instant now = FIRST.plus(Duration.ofHours(5));

    assertThat(usual.next(attempts, FIRST, now))
        .hasValueSatisfying(next ->
            assertThat(Duration.between(now, next))
                .isBetween(Duration.ofMillis(seconds * 800), Duration.ofMillis(seconds * 1200)));
  }

  @Test
  void theLastAttemptIsWhenTheTimeIsOver() {
    Instant end = FIRST.plus(Duration.ofDays(2));

    assertThat(usual.next(9, FIRST, end.minusSeconds(1))).contains(end);
    assertThat(usual.next(1, FIRST, end.minusNanos(1))).contains(end);
    assertThat(usual.next(1, FIRST, end)).isEmpty();
    assertThat(usual.next(1, FIRST, end.plusSeconds(1))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, true", "3, true", "4, false"})
  void soManyAttemptsMayEndInDoubt(int attempts, boolean risked) {
    assertThat(usual.mayRisk(attempts)).isEqualTo(risked);
  }
}
