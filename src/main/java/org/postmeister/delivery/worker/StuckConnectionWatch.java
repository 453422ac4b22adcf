package org.postmeister.delivery.worker;

import java.time.Duration;
import java.util.Comparator;

/**
 * Has a new server tried again that keeps all its connections waiting: it may be well by now, and
 * the time limits of mail are minutes. The one that has waited longest makes room, less often each
 * time, so that a server which is only slow gets the time that it needs.
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
            // What the server has whole already cannot be cut.
            .map(ConnectionLoop::cut)
            .orElse(false);
    if (cut) {
      next = now + pause.toNanos();
      pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    }
  }
}
