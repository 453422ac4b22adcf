package org.postmeister.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A clock that tests turn; until then it goes with the real one. */
@TestConfiguration(proxyBeanMethods = false)
public class TestClock {

  @Bean
  @Primary
  Turnable turnableClock() {
    return new Turnable();
  }

  /** Real time plus what a test has added. */
  public static final class Turnable extends Clock {

    private volatile Duration added = Duration.ZERO;

    public void forward(Duration duration) {
      added = added.plus(duration);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(added);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("Times are UTC");
    }
  }
}
