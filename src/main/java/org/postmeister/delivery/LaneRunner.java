package org.postmeister.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.postmeister.mailserver.Owner;
import org.postmeister.mailserver.SendingServers;
import org.postmeister.mailserver.spi.SendingServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Works on one lane: takes due messages and has them sent, until there is nothing to do for a while
 * or the server cannot be used.
 */
@Component
class LaneRunner {

  private static final Logger log = LoggerFactory.getLogger(LaneRunner.class);

  /** After which another node may have its turn. */
  private static final Duration LONGEST_RUN = Duration.ofMinutes(5);

  private static final Duration LINGER = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  // So that no message waits long behind a batch that was taken before it came.
  private static final Duration LONGEST_BATCH = Duration.ofMillis(500);
  private static final int SMALLEST_BATCH = 1;

  private final Claims claims;
  private final SendingServers servers;
  private final ServerHealths healths;
  private final BatchSender sender;
  private final LaneSignals signals;
  private final DeliveryProperties properties;
  private final Clock clock;

  LaneRunner(
      Claims claims,
      SendingServers servers,
      ServerHealths healths,
      BatchSender sender,
      LaneSignals signals,
      DeliveryProperties properties,
      Clock clock) {
    this.claims = claims;
    this.servers = servers;
    this.healths = healths;
    this.sender = sender;
    this.signals = signals;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Runs the lane on the calling thread.
   *
   * @param stopping whether this node is going down
   * @return whether it has had anything sent
   * @param startNext called when there is enough to do for the next lane of the server too
   */
  boolean run(LaneKey lane, BooleanSupplier stopping, Runnable startNext)
      throws InterruptedException {
    int left = claims.takeOver(lane);
    if (left > 0) {
      log.warn("Lane {} takes over {} messages that a node had taken which has died.", lane, left);
    }
    long begun = System.nanoTime();
    long lastMessage = begun;
    long lastLook = begun;
    Instant alive = clock.instant();
    boolean full = false;
    boolean hasSent = false;
    int most = SMALLEST_BATCH;
    BatchSender.Work work = sender.begin(lane, stopping);
    try (LaneSignals.Listening listening = signals.listen(lane)) {
      while (!stopping.getAsBoolean() && elapsed(begun).compareTo(LONGEST_RUN) < 0) {
        if (!full) {
          // One look for many messages costs little more than one for one.
          pauseUntil(lastLook + BETWEEN_LOOKS.toNanos());
        }
        Instant now = clock.instant();
        if (work.isSuperseded() || Duration.between(alive, now).compareTo(properties.lease()) > 0) {
          // This node has been standing still, and another one may have the lane by now.
          return hasSent;
        }
        alive = now;
        Optional<SendingServer> server = usable(lane.server());
        if (server.isEmpty()) {
          return hasSent;
        }
        lastLook = System.nanoTime();
        String claim = lane.newClaim(UUID.randomUUID().toString());
        List<ClaimedMessage> batch = take(lane, claim, most);
        if (batch.isEmpty()) {
          if (lane.number() > 0 || elapsed(lastMessage).compareTo(LINGER) > 0) {
            return hasSent;
          }
          listening.await(LOOK_AGAIN);
          continue;
        }
        full = batch.size() == most;
        if (full && most > SMALLEST_BATCH) {
          startNext.run();
        }
        long batchBegun = System.nanoTime();
        work.send(server.get(), claim, batch, now);
        lastMessage = System.nanoTime();
        hasSent = true;
        most = next(most, batch.size(), Duration.ofNanos(lastMessage - batchBegun));
      }
    }
    return hasSent;
  }

  // Lanes that share quotas may wait for each other; whoever is chosen to give way looks again.
  private List<ClaimedMessage> take(LaneKey lane, String claim, int most) {
    try {
      return claims.take(lane, claim, most);
    } catch (PessimisticLockingFailureException e) {
      log.debug("Lane {} has given way to another", lane, e);
      return List.of();
    }
  }

  private static void pauseUntil(long time) throws InterruptedException {
    long left = time - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private Optional<SendingServer> usable(Owner owner) {
    Instant now = clock.instant();
    return healths.find(owner).filter(health -> health.isPausedAt(now)).isPresent()
        ? Optional.empty()
        : servers.find(owner);
  }

  // As many as take half a second.
  private int next(int most, int size, Duration took) {
    if (took.compareTo(LONGEST_BATCH) > 0) {
      return Math.max(SMALLEST_BATCH, most / 2);
    }
    return size == most && took.multipliedBy(2).compareTo(LONGEST_BATCH) < 0
        ? Math.min(properties.batch(), most * 2)
        : most;
  }

  private static Duration elapsed(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }
}
