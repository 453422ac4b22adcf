package org.postmeister.common.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.router.BeforeLeaveEvent;

/**
 * Asks before unsaved changes are lost, inside the console and when the browser closes or reloads
 * the page.
 */
public final class UnsavedChangesGuard {

  private final Component view;
  private boolean dirty;

  public UnsavedChangesGuard(Component view) {
    this.view = view;
  }

  /** Sets whether there is something to lose. */
  public void setDirty(boolean dirty) {
    if (this.dirty != dirty) {
      this.dirty = dirty;
      // On the page and not on the view: a view that is being left no longer runs anything.
      UI.getCurrent()
          .getPage()
          .executeJs(
              """
              window.postmeisterKeepUnsaved ??=
                event => { event.preventDefault(); event.returnValue = ''; };
              if ($0) { window.addEventListener('beforeunload', window.postmeisterKeepUnsaved); }
              else { window.removeEventListener('beforeunload', window.postmeisterKeepUnsaved); }
              """,
              dirty);
    }
  }

  public boolean isDirty() {
    return dirty;
  }

  /** Holds a navigation until the user has decided. */
  public void beforeLeave(BeforeLeaveEvent event) {
    if (!dirty) {
      return;
    }
    BeforeLeaveEvent.ContinueNavigationAction leave = event.postpone();
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(view.getTranslation("unsaved.title"));
    dialog.setText(view.getTranslation("unsaved.text"));
    dialog.setCancelable(true);
    dialog.setCancelText(view.getTranslation("unsaved.stay"));
    dialog.setConfirmText(view.getTranslation("unsaved.leave"));
    dialog.setConfirmButtonTheme("error primary");
    dialog.addConfirmListener(confirmed -> {
      setDirty(false);
      leave.proceed();
    });
    dialog.addCancelListener(cancelled -> leave.cancel());
    dialog.open();
  }
}
