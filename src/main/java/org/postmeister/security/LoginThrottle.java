package org.postmeister.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Slows guessing of passwords down. Failed attempts are counted per account from one address, per
 * address, and per account from everywhere; the last limit is wide, so that strangers can hardly
 * lock somebody out.
 */
@Component
class LoginThrottle {

  /** So many failures at once, then one more in each interval. */
  private record Limit(int failures, Duration interval) {}

  private static final Limit ACCOUNT_FROM_ADDRESS = new Limit(5, Duration.ofMinutes(1));
  private static final Limit ADDRESS = new Limit(20, Duration.ofSeconds(20));
  private static final Limit ACCOUNT = new Limit(100, Duration.ofSeconds(10));

  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(200_000).expireAfterAccess(Duration.ofHours(1)).build();
  private final TimeMeter time;

  LoginThrottle(Clock clock) {
    this.time = new ClockTimeMeter(clock);
  }

  /**
   * Begins an attempt, which counts as failed until told otherwise, so that parallel ones cannot
   * slip through.
   *
   * @throws TooManyAttemptsException if a limit is reached
   */
  Attempt begin(String login, String address) {
    String account = Account.key(login);
    List<Bucket> own = new ArrayList<>();
    own.add(bucket("pair " + account + " " + address, ACCOUNT_FROM_ADDRESS));
    own.add(bucket("address " + address, ADDRESS));
    own.add(bucket("account " + account, ACCOUNT));
    List<Bucket> taken = new ArrayList<>();
    for (Bucket bucket : own) {
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        taken.forEach(earlier -> earlier.addTokens(1));
        throw new TooManyAttemptsException(Duration.ofNanos(probe.getNanosToWaitForRefill()));
      }
      taken.add(bucket);
    }
    return new Attempt(own);
  }

  private Bucket bucket(String key, Limit limit) {
    return buckets.get(
        key,
        k ->
            Bucket.builder()
                .addLimit(bandwidth ->
                    bandwidth.capacity(limit.failures()).refillIntervally(1, limit.interval()))
                .withCustomTimePrecision(time)
                .build());
  }

  /** One attempt to sign in. */
  record Attempt(List<Bucket> buckets) {

    /**
     * The password was right: the account from this address starts anew, the others get their token
     * back.
     */
    void succeeded() {
      buckets.getFirst().reset();
      buckets.stream().skip(1).forEach(bucket -> bucket.addTokens(1));
    }
  }

  private record ClockTimeMeter(Clock clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
