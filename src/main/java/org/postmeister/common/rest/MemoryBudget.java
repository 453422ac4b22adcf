package org.postmeister.common.rest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much may be in memory at the same moment of something that comes in large pieces. A piece
 * larger than all of it is let in when nothing else is.
 */
final class MemoryBudget {

  private static final int UNIT = 1024;

  private final int all;
  private final Semaphore left;

  /**
   * @param octets of all pieces together
   */
  MemoryBudget(long octets) {
    this.all = Math.max(1, units(octets));
    this.left = new Semaphore(all, true);
  }

  /**
   * A sixteenth of what this JVM may use: a piece is there several times over while it is read,
   * written anew and encrypted.
   */
  static MemoryBudget ofThisJvm() {
    return new MemoryBudget(Runtime.getRuntime().maxMemory() / 16);
  }

  /** The room for one piece, to be given back. */
  interface Room extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for room.
   *
   * @param octets that the piece has
   * @return empty if there is none for so long
   */
  Optional<Room> take(long octets, Duration longest) throws InterruptedException {
    int units = Math.min(all, units(octets));
    return left.tryAcquire(units, longest.toMillis(), TimeUnit.MILLISECONDS)
        ? Optional.of(() -> left.release(units))
        : Optional.empty();
  }

  private static int units(long octets) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, octets / UNIT));
  }
}
