package org.postmeister.delivery.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.DeliveryCount;

/**
 * How mail has been in some period.
 *
 * @param since begin of the first hour
 * @param hours results for each hour, oldest first; hours without any are left out
 * @param timesToDelivery null if nothing was delivered
 * @param waiting messages that have not ended
 * @param deferred those of them that wait for another attempt, or for something else to change;
 *     counted up to {@link #MOST_DEFERRED}
 * @param waitingSince when the oldest of them was accepted, null if there are none
 */
public record DeliverySummary(
    Instant since,
    List<DeliveryCount> hours,
    @Nullable TimesToDelivery timesToDelivery,
    long waiting,
    int deferred,
    @Nullable Instant waitingSince) {

  /** Whoever has more knows enough. */
  public static final int MOST_DEFERRED = 10_000;

  /**
   * From acceptance to delivery.
   *
   * @param median half of the messages took no longer
   * @param most of a hundred messages 95 took no longer
   * @param messages how many of the latest this is about
   */
  public record TimesToDelivery(Duration median, Duration most, int messages) {}
}
