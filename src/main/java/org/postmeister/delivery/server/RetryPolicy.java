package org.postmeister.delivery.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.postmeister.delivery.DeliveryProperties;
import org.springframework.stereotype.Component;

/** When to retry: later each time, and not all at the same moment. */
@Component
public class RetryPolicy {

  // A delay doubles until it reaches the maximum; more steps than this are never needed.
  private static final int MAX_DOUBLINGS = 30;
  private static final double JITTER = 0.2;

  private final DeliveryProperties properties;
  private final RandomGenerator random = RandomGenerator.getDefault();

  public RetryPolicy(DeliveryProperties properties) {
    this.properties = properties;
  }

  /**
   * The delay after so many failures in a row, varied by up to a fifth.
   *
   * @param failures 1 after the first
   */
  Duration delay(int failures) {
    long initial = properties.retryInitial().toMillis();
    long longest = Math.max(initial, properties.retryMaxDelay().toMillis());
    int doublings = Math.min(MAX_DOUBLINGS, Math.max(0, failures - 1));
    double grown = Math.min((double) longest, initial * Math.pow(2, doublings));
    return Duration.ofMillis(Math.round(grown * (1 - JITTER + 2 * JITTER * random.nextDouble())));
  }

  /**
   * When a message is retried; empty if it is given up.
   *
   * @param attempts 1 after the first
   * @param firstTriedAt when it was first handed to a server: earlier waiting does not count
   */
  public Optional<Instant> next(int attempts, Instant firstTriedAt, Instant now) {
    Instant end = firstTriedAt.plus(properties.retryMaxAge());
    return now.isBefore(end) ? Optional.of(min(now.plus(delay(attempts)), end)) : Optional.empty();
  }

  /**
   * Whether another attempt may be made that could leave it unknown whether the message arrived.
   *
   * @param attempts of that kind, including the one to be made
   */
  public boolean mayRisk(int attempts) {
    return attempts <= properties.uncertainAttempts();
  }

  private static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
