package org.postmeister.delivery;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rule that makes one state of those of all recipients. */
final class Deliveries {

  private Deliveries() {}

  static MessageStatus statusOf(List<Recipient> recipients) {
    Set<MessageStatus> all = recipients.stream().map(Recipient::status).collect(Collectors.toSet());
    if (all.contains(MessageStatus.DEFERRED)) {
      return MessageStatus.DEFERRED;
    }
    if (all.contains(MessageStatus.QUEUED)) {
      return MessageStatus.QUEUED;
    }
    if (all.contains(MessageStatus.UNCERTAIN)) {
      return MessageStatus.UNCERTAIN;
    }
    if (!all.contains(MessageStatus.DELIVERED)) {
      return all.contains(MessageStatus.REFUSED) ? MessageStatus.REFUSED : MessageStatus.CANCELLED;
    }
    return all.size() == 1 ? MessageStatus.DELIVERED : MessageStatus.PARTLY_DELIVERED;
  }
}
