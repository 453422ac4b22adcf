package org.postmeister.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When and how a message is to be delivered.
 *
 * @param sendAt the earliest time of sending; null for now
 * @param expiresAt when it expires; null for never
 * @param atMostOnce whether it should rather be lost than arrive twice
 */
public record DeliveryOptions(
    MessagePriority priority,
    @Nullable Instant sendAt,
    @Nullable Instant expiresAt,
    boolean atMostOnce) {

  /** How far ahead messages may be scheduled. */
  public static final Duration LONGEST_AHEAD = Duration.ofDays(30);

  /** How far ahead they may expire. */
  public static final Duration LONGEST_VALID = Duration.ofDays(365);

  public static final DeliveryOptions USUAL =
      new DeliveryOptions(MessagePriority.NORMAL, null, null, false);

  /** For mail that somebody is waiting for. */
  public static final DeliveryOptions URGENT =
      new DeliveryOptions(MessagePriority.URGENT, null, null, false);

  /** When a message that is submitted now is due. */
  public Instant dueAt(Instant now) {
    return sendAt == null || sendAt.isBefore(now) ? now : sendAt;
  }
}
