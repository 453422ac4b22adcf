package org.postmeister.delivery.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How mail has been in some period.
 *
 * @param hours results for each hour, oldest first; hours without any are left out
 * @param timesToDelivery null if nothing was delivered
 * @param waiting messages that have not ended
 * @param waitingSince when the oldest of them was accepted, null if there are none
 */
public record DeliverySummary(
    List<Hour> hours,
    @Nullable TimesToDelivery timesToDelivery,
    long waiting,
    @Nullable Instant waitingSince) {

  /**
   * Results of one hour.
   *
   * @param delivered messages that arrived, at least for some recipients
   * @param deferred attempts that will be followed by another
   * @param refused messages that ended without arriving
   * @param uncertain messages that ended without its being known whether they arrived
   */
  public record Hour(
      Instant beginsAt, long delivered, long deferred, long refused, long uncertain) {}

  /**
   * From acceptance to delivery.
   *
   * @param median half of the messages took no longer
   * @param most of a hundred messages 95 took no longer
   * @param messages how many of the latest this is about
   */
  public record TimesToDelivery(Duration median, Duration most, int messages) {}
}
