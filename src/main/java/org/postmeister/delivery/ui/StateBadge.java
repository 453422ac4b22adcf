package org.postmeister.delivery.ui;

import com.vaadin.flow.component.badge.Badge;
import org.postmeister.common.ui.Messages;
import org.postmeister.delivery.MessageStatus;

/** The state of a message, in a word. */
public final class StateBadge {

  private StateBadge() {}

  public static Badge of(MessageStatus status, Messages messages) {
    Badge badge = new Badge(messages.get("MessageStatus." + status));
    badge.getElement().setAttribute("theme", theme(status));
    return badge;
  }

  /** For the badge. */
  static String theme(MessageStatus status) {
    return switch (status) {
      case DELIVERED -> "success";
      case DEFERRED, PARTLY_DELIVERED, UNCERTAIN -> "warning";
      case REFUSED -> "error";
      case QUEUED, CANCELLED -> "";
    };
  }
}
