package org.postmeister.security.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.postmeister.security.TooManyAttemptsException;

/** How many links for forgotten passwords somebody gets. */
class ResetThrottleTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final ResetThrottle throttle = new ResetThrottle(new Turned());

  @Test
  void anAccountGetsThreeAndThenOneInAQuarterOfAnHour() {
    for (int i = 0; i < 3; i++) {
      assertThat(throttle.admit("ada@example.org", "192.0.2." + i)).isTrue();
    }
    assertThat(throttle.admit("ada@example.org", "192.0.2.9")).isFalse();
    assertThat(throttle.admit("bob@example.org", "192.0.2.9")).isTrue();

    now = now.plus(Duration.ofMinutes(15)).minusMillis(1);
    assertThat(throttle.admit("ada@example.org", "192.0.2.9")).isFalse();
    now = now.plusMillis(1);
    assertThat(throttle.admit("ada@example.org", "192.0.2.9")).isTrue();
    assertThat(throttle.admit("ada@example.org", "192.0.2.9")).isFalse();
  }

  @Test
  void anAddressAsksTenTimesAndThenOnceAMinute() {
    for (int i = 0; i < 10; i++) {
      throttle.admit("account" + i, "2001:db8::" + i);
    }
    assertThatThrownBy(() -> throttle.admit("another", "2001:db8::ffff"))
        .isInstanceOfSatisfying(
            TooManyAttemptsException.class,
            e -> assertThat(e.retryAfterSeconds()).isBetween(59L, 60L));
    assertThat(throttle.admit("another", "2001:db8:0:1::")).isTrue();

    now = now.plus(Duration.ofMinutes(1));
    assertThat(throttle.admit("another", "2001:db8::ffff")).isTrue();
    assertThatThrownBy(() -> throttle.admit("another", "2001:db8::ffff"))
        .isInstanceOf(TooManyAttemptsException.class);
  }

  @Test
  void accountsThatBeginAlikeForLongerThanALoginCanBeCountTogether() {
    String longest = "a".repeat(LoginThrottle.MAX_LOGIN);
    for (int i = 0; i < 3; i++) {
      assertThat(throttle.admit(longest + i, "192.0.2." + i)).isTrue();
    }

    assertThat(throttle.admit(longest, "192.0.2.9")).isFalse();
    assertThat(throttle.admit(longest.substring(1), "192.0.2.9")).isTrue();
  }

  private final class Turned extends Clock {

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
