package org.postmeister.common.rest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much of something that comes in large pieces may be in memory at the same time. A piece
 * larger than the whole budget is let in when nothing else is there.
 */
public final class MemoryBudget {

  private static final int UNIT = 1024;

  private final int all;
  private final Semaphore left;

  /**
   * @param octets for all pieces together
   */
  MemoryBudget(long octets) {
    this.all = Math.max(1, units(octets));
    this.left = new Semaphore(all, true);
  }

  /**
   * A sixteenth of what this JVM may use: a piece is in memory several times over while it is read,
   * rewritten and encrypted.
   */
  static MemoryBudget ofThisJvm() {
    return partOfThisJvm(16);
  }

  /** So small a part of what this JVM may use. */
  public static MemoryBudget partOfThisJvm(int part) {
    return new MemoryBudget(Runtime.getRuntime().maxMemory() / part);
  }

  /** Memory reserved for one piece, to be released. */
  public interface Room extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for room.
   *
   * @param octets of the piece
   * @return empty if none becomes free in that time
   */
  public Optional<Room> take(long octets, Duration longest) throws InterruptedException {
    int units = Math.min(all, units(octets));
    return left.tryAcquire(units, longest.toMillis(), TimeUnit.MILLISECONDS)
        ? Optional.of(() -> left.release(units))
        : Optional.empty();
  }

  /**
   * Takes room, if there is any now.
   *
   * @param octets that the piece has
   */
  public Optional<Room> takeNow(long octets) {
    int units = Math.min(all, units(octets));
    return left.tryAcquire(units) ? Optional.of(() -> left.release(units)) : Optional.empty();
  }

  private static int units(long octets) {
    return Math.toIntExact(
        Math.min(Integer.MAX_VALUE, octets / UNIT + (octets % UNIT == 0 ? 0 : 1)));
  }
}
