package org.postmeister.delivery.ui;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.postmeister.delivery.MessageStatus;

/** What the state of messages can be filtered by: each of them, and what people ask for. */
enum MessageState {
  /** They have not ended yet. */
  WAITING(MessageStatus.QUEUED, MessageStatus.DEFERRED),
  /** They have ended, and not everybody has got them for certain. */
  FAILED(MessageStatus.REFUSED, MessageStatus.PARTLY_DELIVERED, MessageStatus.UNCERTAIN),
  /** A server has accepted them, at least for some recipients. */
  ARRIVED(MessageStatus.DELIVERED, MessageStatus.PARTLY_DELIVERED),
  QUEUED(MessageStatus.QUEUED),
  DEFERRED(MessageStatus.DEFERRED),
  DELIVERED(MessageStatus.DELIVERED),
  PARTLY_DELIVERED(MessageStatus.PARTLY_DELIVERED),
  REFUSED(MessageStatus.REFUSED),
  UNCERTAIN(MessageStatus.UNCERTAIN),
  CANCELLED(MessageStatus.CANCELLED);

  private final Set<MessageStatus> statuses;

  MessageState(MessageStatus first, MessageStatus... others) {
    this.statuses = EnumSet.of(first, others);
  }

  Set<MessageStatus> statuses() {
    return statuses;
  }

  static Optional<MessageState> of(String name) {
    return Arrays.stream(values()).filter(value -> value.name().equals(name)).findAny();
  }
}
