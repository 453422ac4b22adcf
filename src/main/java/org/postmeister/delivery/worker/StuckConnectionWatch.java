package org.postmeister.delivery.worker;

import java.time.Duration;
import java.util.Comparator;

/**
 * Has a new server that keeps all its connections waiting tried again: it may have recovered, and
 * SMTP timeouts are minutes long. The connection that has waited longest makes room, less often
 * each time, so that a server that is merely slow gets the time it needs.
 */
final class StuckConnectionWatch {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  private Duration pause = ServerDelivery.STUCK;
  private long next = System.nanoTime();

  /** Called as long as no further connection may be opened. */
  void makeRoom(ServerConnections connections) {
    long now = System.nanoTime();
    if (now - next < 0
        || connections.capacity().isProved()
        || connections.busyFor(ServerDelivery.STUCK) < connections.open()) {
      return;
    }
    boolean cut =
        connections
            .loops()
            .max(Comparator.comparingLong(loop -> loop.busyFor(now)))
            // A message that the server already has completely cannot be cut.
            .map(ConnectionLoop::cut)
            .orElse(false);
    if (cut) {
      next = now + pause.toNanos();
      pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    }
  }
}
