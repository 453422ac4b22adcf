package org.postmeister.common.web;

/**
 * One direction of a connection: how long the peer has kept us waiting, less credit for what it
 * transferred. Few octets earn little credit, so trickling does not help. Time in which nobody
 * waits earns credit, too.
 */
final class TransferRate {

  private final double millisPerOctet;
  private long lookedAt;
  private boolean waiting;
  private double debt;
  private long waited;

  /**
   * @param leastRate octets per second below which the debt grows
   */
  TransferRate(long leastRate, long now) {
    this.millisPerOctet = 1000.0 / leastRate;
    this.lookedAt = now;
  }

  /**
   * @param octets that have just been transferred
   * @param more whether we could have transferred more, and so are waiting now
   */
  synchronized void moved(long octets, boolean more, long now) {
    pass(now);
    debt = Math.max(0, debt - octets * millisPerOctet);
    waiting = more;
  }

  /** Nothing is expected from the peer for now. */
  synchronized void rest(long now) {
    lookedAt = now;
    waiting = false;
    debt = 0;
    waited = 0;
  }

  /**
   * @param patience milliseconds that the peer may owe
   * @param longest milliseconds to wait altogether, at whatever rate
   */
  synchronized boolean isTooSlow(long patience, long longest, long now) {
    pass(now);
    return waiting && (debt > patience || waited > longest);
  }

  private void pass(long now) {
    long millis = Math.max(0, now - lookedAt);
    lookedAt = now;
    if (waiting) {
      debt += millis;
      waited += millis;
    } else {
      debt = Math.max(0, debt - millis);
    }
  }
}
