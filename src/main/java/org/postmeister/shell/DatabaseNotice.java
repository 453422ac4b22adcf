package org.postmeister.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import org.postmeister.common.storage.DatabaseWatch;
import org.postmeister.common.ui.UiThread;

/**
 * Stands above every page as long as the database takes no changes; comes and goes by itself. The
 * element is always there, so that screen readers notice the text that appears in it.
 */
final class DatabaseNotice extends Div {

  private final transient DatabaseWatch database;
  private DatabaseWatch.State shown = DatabaseWatch.State.WRITABLE;

  DatabaseNotice(DatabaseWatch database) {
    this.database = database;
    addClassName("standing-notice");
    getElement().setAttribute("role", "status");
    addAttachListener(attached -> {
      UI ui = attached.getUI();
      Runnable changed = () -> UiThread.later(ui, this::show);
      database.follow(changed);
      addDetachListener(detached -> {
        detached.unregisterListener();
        database.unfollow(changed);
      });
      show();
    });
  }

  private void show() {
    DatabaseWatch.State now = database.state();
    if (now == shown) {
      return;
    }
    shown = now;
    removeAll();
    if (now != DatabaseWatch.State.WRITABLE) {
      Div notice =
          new Div(
              getTranslation(
                  now == DatabaseWatch.State.READ_ONLY
                      ? "shell.database.read-only"
                      : "shell.database.away"));
      notice.addClassName("notice");
      notice.getElement().setAttribute("data-kind", "warning");
      add(notice);
    }
  }
}
