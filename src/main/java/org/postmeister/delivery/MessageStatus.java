package org.postmeister.delivery;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The state of a message, or of its copy for one recipient. */
public enum MessageStatus {
  /** It is waiting for its first attempt, or is being sent. */
  QUEUED,
  /** It is waiting for another attempt, or for something else to change. */
  DEFERRED,
  /** A server has accepted it for all recipients. */
  DELIVERED,
  /** A server has accepted it for some recipients and refused it for the others. */
  PARTLY_DELIVERED,
  /** No server accepts it, or it has been retried for too long. */
  REFUSED,
  /** A user has cancelled it. */
  CANCELLED,
  /** It was handed over without a reply, as often as it may be tried: it may have arrived. */
  UNCERTAIN;

  /** Whether it has not ended yet. */
  public boolean isWaiting() {
    return this == QUEUED || this == DEFERRED;
  }

  /** The state of a message, derived from those of its copies. */
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
