package org.postmeister.common;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Lets buckets refill by a clock that tests can set. */
public record ClockTimeMeter(Clock clock) implements TimeMeter {

  @Override
  public long currentTimeNanos() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
  }

  @Override
  public boolean isWallClockBased() {
    return true;
  }
}
