package org.postmeister.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When and how a message is to be delivered.
 *
 * @param sendAt when it leaves at the earliest; null for now
 * @param expiresAt when it is of no use any more; null for never
 * @param atMostOnce whether it may rather be lost than arrive twice
 */
public record DeliveryOptions(
    MessagePriority priority,
    @Nullable Instant sendAt,
    @Nullable Instant expiresAt,
    boolean atMostOnce) {

  /** How far ahead messages may be handed over. */
  public static final Duration LONGEST_AHEAD = Duration.ofDays(30);

  /** How far ahead they may expire. */
  public static final Duration LONGEST_VALID = Duration.ofDays(365);

  public static final DeliveryOptions USUAL =
      new DeliveryOptions(MessagePriority.NORMAL, null, null, false);

  /** For what somebody waits for. */
  public static final DeliveryOptions URGENT =
      new DeliveryOptions(MessagePriority.URGENT, null, null, false);

  /** When a message leaves that is handed over now. */
  public Instant dueAt(Instant now) {
    return sendAt == null || sendAt.isBefore(now) ? now : sendAt;
  }
}
