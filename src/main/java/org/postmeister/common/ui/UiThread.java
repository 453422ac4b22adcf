package org.postmeister.common.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.Command;
import java.util.concurrent.Future;

/** The way from other threads to the screen. */
public final class UiThread {

  private UiThread() {}

  /**
   * Runs the command as soon as the UI is free. What it throws reaches the session's error handler.
   */
  public static void later(UI ui, Command command) {
    Future<Void> _ = ui.access(command);
  }
}
