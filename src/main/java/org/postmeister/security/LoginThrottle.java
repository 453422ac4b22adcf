package org.postmeister.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.postmeister.common.ClockTimeMeter;
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

  private static final int IPV6_BYTES = 16;

  // As long as a login can be.
  static final int MAX_LOGIN = 254;

  private static final Limit ACCOUNT_FROM_ADDRESS = new Limit(5, Duration.ofMinutes(1));
  private static final Limit ADDRESS = new Limit(20, Duration.ofSeconds(20));
  private static final Limit ACCOUNT = new Limit(100, Duration.ofSeconds(10));

  private final Cache<String, Counter> counters =
      Caffeine.newBuilder().maximumSize(200_000).expireAfterAccess(Duration.ofHours(1)).build();
  private final TimeMeter time;

  LoginThrottle(Clock clock) {
    this.time = new ClockTimeMeter(clock);
  }

  /**
   * Begins an attempt, which counts as failed until told otherwise, so that parallel ones cannot
   * slip through. The address is looked at first: one that is refused leaves nothing behind.
   *
   * @throws TooManyAttemptsException if a limit is reached
   */
  Attempt begin(String login, String from) {
    String address = network(from);
    Counter fromAddress = counter("address " + address, ADDRESS);
    throwIfUsedUp(fromAddress);
    String account = Account.key(login);
    account = account.substring(0, Math.min(account.length(), MAX_LOGIN));
    List<Counter> counters =
        List.of(
            counter("pair " + account + " " + address, ACCOUNT_FROM_ADDRESS),
            counter("account " + account, ACCOUNT),
            fromAddress);
    counters.getFirst().inFlight().acquireUninterruptibly();
    try {
      take(counters);
      return new Attempt(counters);
    } catch (TooManyAttemptsException e) {
      counters.getFirst().inFlight().release();
      throw e;
    }
  }

  // Whoever has one IPv6 address usually has 2^64 of them.
  static String network(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length == IPV6_BYTES
          ? HexFormat.of().formatHex(bytes, 0, IPV6_BYTES / 2)
          : address;
    } catch (IllegalArgumentException notAnAddress) {
      return address;
    }
  }

  private static void throwIfUsedUp(Counter counter) {
    EstimationProbe probe = counter.bucket().estimateAbilityToConsume(1);
    if (!probe.canBeConsumed()) {
      throw new TooManyAttemptsException(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private static void take(List<Counter> counters) {
    List<Counter> taken = new ArrayList<>();
    for (Counter counter : counters) {
      ConsumptionProbe probe = counter.bucket().tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        taken.forEach(earlier -> earlier.bucket().addTokens(1));
        throw new TooManyAttemptsException(Duration.ofNanos(probe.getNanosToWaitForRefill()));
      }
      taken.add(counter);
    }
  }

  private Counter counter(String key, Limit limit) {
    return counters.get(
        key,
        added ->
            new Counter(
                Bucket.builder()
                    .addLimit(bandwidth ->
                        bandwidth.capacity(limit.failures()).refillIntervally(1, limit.interval()))
                    .withCustomTimePrecision(time)
                    .build(),
                new Semaphore(limit.failures() - 1)));
  }

  /**
   * What is left for one account or address.
   *
   * @param inFlight fewer at once than may fail, so that many good attempts at the same time are
   *     not taken for failures
   */
  private record Counter(Bucket bucket, Semaphore inFlight) {}

  /** One attempt to sign in; to be closed when it is over. */
  static final class Attempt implements AutoCloseable {

    private final List<Counter> counters;

    private Attempt(List<Counter> counters) {
      this.counters = counters;
    }

    /**
     * The password was right: the account from this address starts anew, the others get their token
     * back.
     */
    void succeeded() {
      counters.getFirst().bucket().reset();
      counters.stream().skip(1).forEach(counter -> counter.bucket().addTokens(1));
    }

    @Override
    public void close() {
      counters.getFirst().inFlight().release();
    }
  }
}
