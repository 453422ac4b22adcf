package org.postmeister.security.login;

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
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ClockTimeMeter;
import org.postmeister.security.TooManyAttemptsException;
import org.postmeister.security.account.Account;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing of passwords. Failed attempts are counted per account and address, per
 * address and the networks around it, and per account altogether. Devices and networks that
 * somebody has signed in from before have a separate count, so that strangers cannot lock anybody
 * out.
 */
@Component
public class LoginThrottle {

  /** So many failures at once, then one more per interval. */
  private record Limit(int failures, Duration interval) {}

  private static final int IPV6_BYTES = 16;

  // The longest possible login.
  static final int MAX_LOGIN = 254;

  private static final Limit ACCOUNT_FROM_ADDRESS = new Limit(5, Duration.ofMinutes(1));
  private static final Limit ACCOUNT_FROM_DEVICE = new Limit(10, Duration.ofMinutes(1));
  private static final Limit ADDRESS = new Limit(20, Duration.ofSeconds(20));
  private static final Limit SITE = new Limit(60, Duration.ofSeconds(10));
  private static final Limit PROVIDER = new Limit(200, Duration.ofSeconds(5));
  private static final Limit ACCOUNT = new Limit(100, Duration.ofSeconds(10));
  // The networks of a subscriber, a site, a provider.
  private static final int[] IPV6_PREFIXES = {64, 56, 48};
  private final Cache<String, Counter> counters =
      Caffeine.newBuilder().maximumSize(200_000).expireAfterAccess(Duration.ofHours(1)).build();
  private final Cache<String, Boolean> known =
      Caffeine.newBuilder().maximumSize(200_000).expireAfterAccess(Duration.ofDays(30)).build();
  private final TimeMeter time;

  LoginThrottle(Clock clock) {
    this.time = new ClockTimeMeter(clock);
  }

  /** From an address, without a known device. */
  public Attempt begin(String login, String from) {
    return begin(login, from, null);
  }

  /**
   * Starts an attempt, which counts as failed until told otherwise, so that parallel ones cannot
   * slip through. The address is checked first: a refused attempt leaves nothing behind.
   *
   * @param device that somebody has signed in to this account with before, null if there is none
   * @throws TooManyAttemptsException if a limit is reached
   */
  public Attempt begin(String login, String from, @Nullable String device) {
    String account = Account.key(login);
    account = account.substring(0, Math.min(account.length(), MAX_LOGIN));
    if (device != null) {
      return begin(List.of(counter("device " + account + " " + device, ACCOUNT_FROM_DEVICE)));
    }
    List<Counter> ofNetworks = ofNetworks(from);
    ofNetworks.forEach(LoginThrottle::throwIfUsedUp);
    List<Counter> counters = new ArrayList<>();
    counters.add(counter("pair " + account + " " + network(from), ACCOUNT_FROM_ADDRESS));
    if (!isKnown(account, from)) {
      counters.add(counter("account " + account, ACCOUNT));
    }
    counters.addAll(ofNetworks);
    return begin(counters);
  }

  private Attempt begin(List<Counter> counters) {
    counters.getFirst().inFlight().acquireUninterruptibly();
    try {
      take(counters);
      return new Attempt(counters);
    } catch (TooManyAttemptsException e) {
      counters.getFirst().inFlight().release();
      throw e;
    }
  }

  /** Somebody has signed in to the account from there; it counts as known from now on. */
  void remember(String login, String from) {
    String key = Account.key(login) + " " + network(from);
    known.put(key.substring(Math.max(0, key.length() - 2 * MAX_LOGIN)), Boolean.TRUE);
  }

  private boolean isKnown(String account, String from) {
    return known.getIfPresent(account + " " + network(from)) != null;
  }

  private List<Counter> ofNetworks(String from) {
    if (!isIpv6(from)) {
      return List.of(counter("address " + network(from), ADDRESS));
    }
    return List.of(
        counter("address " + network(from, IPV6_PREFIXES[0]), ADDRESS),
        counter("site " + network(from, IPV6_PREFIXES[1]), SITE),
        counter("provider " + network(from, IPV6_PREFIXES[2]), PROVIDER));
  }

  // Whoever has one IPv6 address usually has 2^64 of them.
  static String network(String address) {
    return isIpv6(address) ? network(address, IPV6_PREFIXES[0]) : address;
  }

  private static boolean isIpv6(String address) {
    try {
      return InetAddress.ofLiteral(address).getAddress().length == IPV6_BYTES;
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  private static String network(String address, int prefix) {
    return HexFormat.of()
        .formatHex(InetAddress.ofLiteral(address).getAddress(), 0, prefix / Byte.SIZE);
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
   * @param inFlight fewer at the same time than may fail, so that many successful attempts at once
   *     do not count as failures
   */
  private record Counter(Bucket bucket, Semaphore inFlight) {}

  /** One attempt to sign in; must be closed when it is over. */
  public static final class Attempt implements AutoCloseable {

    private final List<Counter> counters;

    private Attempt(List<Counter> counters) {
      this.counters = counters;
    }

    /**
     * The password was right: the count for account and address restarts, the others get their
     * token back.
     */
    public void succeeded() {
      counters.getFirst().bucket().reset();
      counters.stream().skip(1).forEach(counter -> counter.bucket().addTokens(1));
    }

    @Override
    public void close() {
      counters.getFirst().inFlight().release();
    }
  }
}
