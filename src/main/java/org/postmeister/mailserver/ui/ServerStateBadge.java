package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.badge.Badge;
import org.postmeister.common.ui.Messages;
import org.postmeister.mailserver.spi.ServerState;

/** The status of a server in a word. */
public final class ServerStateBadge {

  private ServerStateBadge() {}

  /** As a component. */
  public static Badge of(ServerState state, Messages messages) {
    Badge badge = new Badge(text(state, messages));
    badge.getElement().setAttribute("theme", theme(state));
    return badge;
  }

  public static String text(ServerState state, Messages messages) {
    return messages.get("serverstate." + (state.keepsWaiting() ? "WAITING" : state.kind().name()));
  }

  /** For the badge. */
  public static String theme(ServerState state) {
    return switch (state.kind()) {
      case READY -> "success";
      case PAUSED -> "error";
      case SLOWED -> "warning";
      case UNTESTED -> "";
    };
  }
}
