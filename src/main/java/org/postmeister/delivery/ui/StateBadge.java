package org.postmeister.delivery.ui;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import org.postmeister.common.ui.Messages;
import org.postmeister.delivery.MessageStatus;

/** The state of a message, in a word. */
public final class StateBadge {

  private StateBadge() {}

  public static Badge of(MessageStatus status, Messages messages) {
    Badge badge = new Badge(messages.get("MessageStatus." + status));
    switch (status) {
      case DELIVERED -> badge.addThemeVariants(BadgeVariant.SUCCESS);
      case DEFERRED, PARTLY_DELIVERED, UNCERTAIN -> badge.addThemeVariants(BadgeVariant.WARNING);
      case REFUSED -> badge.addThemeVariants(BadgeVariant.ERROR);
      case QUEUED, CANCELLED -> {}
    }
    return badge;
  }
}
