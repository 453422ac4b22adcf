package org.postmeister.common.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From other threads to the UI. */
public final class UiThread {

  private static final Logger log = LoggerFactory.getLogger(UiThread.class);

  private UiThread() {}

  /**
   * Runs the command as soon as the UI is free. Exceptions reach the session's error handler.
   * Nothing happens for a UI that is closed.
   */
  public static void later(UI ui, Command command) {
    try {
      Future<Void> _ = ui.access(command);
    } catch (UIDetachedException e) {
      log.debug("A page was closed before it could be told something", e);
    }
  }
}
