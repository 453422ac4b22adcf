package org.postmeister.delivery;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a message, or its copy for one recipient, is on its way. */
public enum MessageStatus {
  /** It waits for its first attempt, or is being sent. */
  QUEUED,
  /** It waits for another attempt, or for something else to change. */
  DEFERRED,
  /** A server has taken it for everybody it was for. */
  DELIVERED,
  /** A server has taken it for some and refused it for the others. */
  PARTLY_DELIVERED,
  /** No server takes it, or it has been tried for too long. */
  REFUSED,
  /** A person has called it back. */
  CANCELLED,
  /** It was handed over and no answer came, as often as it may be tried: it may have arrived. */
  UNCERTAIN;

  /** Whether something is still to happen. */
  public boolean isWaiting() {
    return this == QUEUED || this == DEFERRED;
  }

  /** The one state of a message whose copies are in these. */
  public static MessageStatus of(List<Recipient> recipients) {
    Set<MessageStatus> all = recipients.stream().map(Recipient::status).collect(Collectors.toSet());
    if (all.contains(DEFERRED)) {
      return DEFERRED;
    }
    if (all.contains(QUEUED)) {
      return QUEUED;
    }
    if (all.contains(UNCERTAIN)) {
      return UNCERTAIN;
    }
    if (!all.contains(DELIVERED)) {
      return all.contains(REFUSED) ? REFUSED : CANCELLED;
    }
    return all.size() == 1 ? DELIVERED : PARTLY_DELIVERED;
  }
}
