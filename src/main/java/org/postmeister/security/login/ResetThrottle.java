package org.postmeister.security.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.postmeister.common.ClockTimeMeter;
import org.postmeister.security.TooManyAttemptsException;
import org.springframework.stereotype.Component;

/** Keeps people from flooding others' mailboxes with links. */
@Component
public class ResetThrottle {

  private static final int PER_ADDRESS = 10;
  private static final Duration ADDRESS_INTERVAL = Duration.ofMinutes(1);
  private static final int PER_ACCOUNT = 3;
  private static final Duration ACCOUNT_INTERVAL = Duration.ofMinutes(15);

  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(Duration.ofHours(1)).build();
  private final TimeMeter time;

  ResetThrottle(Clock clock) {
    this.time = new ClockTimeMeter(clock);
  }

  /**
   * @return whether a mail may be sent; the caller must not learn it
   * @throws TooManyAttemptsException if there were too many requests from this address
   */
  public boolean admit(String account, String from) {
    ConsumptionProbe probe =
        bucket("address " + LoginThrottle.network(from), PER_ADDRESS, ADDRESS_INTERVAL)
            .tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw new TooManyAttemptsException(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
    String key = account.substring(0, Math.min(account.length(), LoginThrottle.MAX_LOGIN));
    return bucket("account " + key, PER_ACCOUNT, ACCOUNT_INTERVAL).tryConsume(1);
  }

  /**
   * Counts a link that somebody has sent to an address that may be anybody's.
   *
   * @throws TooManyAttemptsException if there were too many from this account
   */
  public void admitOwnLink(UUID account) {
    ConsumptionProbe probe =
        bucket("own " + account, PER_ACCOUNT, ACCOUNT_INTERVAL).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw new TooManyAttemptsException(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private Bucket bucket(String key, int atOnce, Duration interval) {
    return buckets.get(
        key,
        added ->
            Bucket.builder()
                .addLimit(limit -> limit.capacity(atOnce).refillIntervally(1, interval))
                .withCustomTimePrecision(time)
                .build());
  }
}
