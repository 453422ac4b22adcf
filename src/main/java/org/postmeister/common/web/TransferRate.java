package org.postmeister.common.web;

/**
 * One direction of a connection: how long the other side lets us wait, less what it moves
 * meanwhile. A few octets now and then pay for little, so dripping does not help. Time in which
 * nobody waits pays too.
 */
final class TransferRate {

  private final double millisPerOctet;
  private long lookedAt;
  private boolean waiting;
  private double debt;
  private long waited;

  /**
   * @param leastRate octets per second below which debts grow
   */
  TransferRate(long leastRate, long now) {
    this.millisPerOctet = 1000.0 / leastRate;
    this.lookedAt = now;
  }

  /**
   * @param octets that could be moved just now
   * @param more whether we would have liked to move more, so that we wait now
   */
  synchronized void moved(long octets, boolean more, long now) {
    pass(now);
    debt = Math.max(0, debt - octets * millisPerOctet);
    waiting = more;
  }

  /** Nothing is expected of the other side for now. */
  synchronized void rest(long now) {
    lookedAt = now;
    waiting = false;
    debt = 0;
    waited = 0;
  }

  /**
   * @param patience milliseconds that the other side may owe
   * @param longest milliseconds that we wait altogether, at whatever rate
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
