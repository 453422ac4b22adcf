package org.postmeister.transport.graph;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ClockTimeMeter;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.ApplicationId;
import org.postmeister.mailserver.DirectoryId;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.transport.microsoft.MicrosoftException;
import org.postmeister.transport.microsoft.MicrosoftFailure;
import org.postmeister.transport.microsoft.MicrosoftProperties;
import org.postmeister.transport.microsoft.RetryAfter;
import org.springframework.stereotype.Component;

/**
 * Stays within Microsoft's limits, on this node: simultaneous requests per application, messages
 * per minute per sender, and none while Microsoft asks for a pause.
 */
@Component
class SendingLimiter {

  // Longer than any of the limits applies.
  private static final Duration IDLE = Duration.ofHours(24);
  private static final int MOST = 100_000;

  private record ApplicationKey(MicrosoftCloud cloud, @Nullable ApplicationId application) {}

  private record SenderKey(
      MicrosoftCloud cloud, @Nullable DirectoryId directory, EmailAddress sender) {}

  private static final class Application {

    private final Semaphore requests;
    private volatile Pause pause = new Pause(Instant.MIN, null);

    Application(int requestsInFlight) {
      // In order of arrival: no message waits forever behind later ones.
      this.requests = new Semaphore(requestsInFlight, true);
    }

    // The longest requested pause counts, in whatever order the responses arrive.
    synchronized void pause(Pause wish) {
      if (wish.until().isAfter(pause.until())) {
        pause = wish;
      }
    }
  }

  /** A pause that Microsoft asked for, and the response in which it did. */
  private record Pause(Instant until, @Nullable String reply) {}

  /** What is done within the limits. */
  interface Work<T> {
    T run() throws MicrosoftException, InterruptedException;
  }

  private final Cache<ApplicationKey, Application> applications =
      Caffeine.newBuilder().expireAfterAccess(IDLE).maximumSize(MOST).build();
  private final Cache<SenderKey, Bucket> senders =
      Caffeine.newBuilder().expireAfterAccess(IDLE).maximumSize(MOST).build();
  private final MicrosoftProperties properties;
  private final Clock clock;

  SendingLimiter(MicrosoftProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Runs something that makes one request after the other.
   *
   * @throws MicrosoftException if it fails, or is not started because Microsoft asked for a pause
   *     or too much is already under way
   */
  <T> T within(AppRegistration registration, GraphFailures failures, Work<T> work)
      throws MicrosoftException, InterruptedException {
    Application application = application(registration);
    throwIfPaused(application, failures);
    if (!application.requests.tryAcquire(
        properties.answerTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new MicrosoftException(
          new MicrosoftFailure(
              "graph_busy",
              List.of(Integer.toString(properties.requestsInFlight())),
              null,
              Duration.ofSeconds(1)),
          null);
    }
    try {
      // A pause may have been requested while this one waited.
      throwIfPaused(application, failures);
      return work.run();
    } catch (MicrosoftException e) {
      Duration retryAfter = e.failure().retryAfter();
      if (retryAfter != null) {
        application.pause(new Pause(clock.instant().plus(retryAfter), e.failure().reply()));
      }
      throw e;
    } finally {
      application.requests.release();
    }
  }

  /**
   * Pauses an application for a while, although its request succeeded.
   *
   * @param retryAfter the header Retry-After, null if there was none
   */
  void slowDown(AppRegistration registration, @Nullable String retryAfter) {
    Duration pause = RetryAfter.read(retryAfter, clock);
    if (pause != null) {
      application(registration).pause(new Pause(clock.instant().plus(pause), null));
    }
  }

  /**
   * Counts one message of the sender. What will not be sent now is not counted.
   *
   * @throws MicrosoftException if that is one too many, or Microsoft asked for a pause
   */
  void count(AppRegistration registration, EmailAddress sender, GraphFailures failures)
      throws MicrosoftException {
    throwIfPaused(application(registration), failures);
    Bucket bucket =
        senders.get(
            new SenderKey(registration.cloud(), registration.directoryId(), sender),
            key -> bucket());
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
      throw new MicrosoftException(
          new MicrosoftFailure(
              "graph_rate_reached",
              List.of(
                  sender.toString(),
                  Integer.toString(properties.messagesPerMinute()),
                  Long.toString(Math.max(1, wait.toSeconds()))),
              null,
              wait),
          null);
    }
  }

  private Application application(AppRegistration registration) {
    return applications.get(
        new ApplicationKey(registration.cloud(), registration.applicationId()),
        key -> new Application(properties.requestsInFlight()));
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit ->
            limit
                .capacity(properties.messagesPerMinute())
                .refillGreedy(properties.messagesPerMinute(), Duration.ofMinutes(1)))
        .withCustomTimePrecision(new ClockTimeMeter(clock))
        .build();
  }

  private void throwIfPaused(Application application, GraphFailures failures)
      throws MicrosoftException {
    Pause pause = application.pause;
    Duration left = Duration.between(clock.instant(), pause.until());
    if (left.isPositive()) {
      throw new MicrosoftException(failures.throttled(left, pause.reply()), null);
    }
  }
}
