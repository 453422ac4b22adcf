package org.postmeister.common.ui;

import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;

/** Short confirmations of what is visible anyway. */
public final class Toasts {

  private static final int MILLIS = 4000;

  private Toasts() {}

  public static void confirm(String text) {
    Notification toast = Notification.show(text, MILLIS, Notification.Position.BOTTOM_START);
    toast.addThemeVariants(NotificationVariant.SUCCESS);
  }
}
