package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.UiThread;
import org.postmeister.tenantlist.BulkChange;
import org.postmeister.tenantlist.BulkResult;
import org.postmeister.tenantlist.BulkRun;
import org.postmeister.tenantlist.BulkService;
import org.postmeister.tenantlist.TenantSelection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A change of many tenants in progress: how far it is, the result for each, and a way to stop it.
 */
final class BulkRunDialog extends Dialog {

  private static final Logger log = LoggerFactory.getLogger(BulkRunDialog.class);

  /** All failures are shown, of the others only the first. */
  private static final int SHOWN = 1000;

  private final SerializableRunnable onDone;
  private final ProgressBar progress = new ProgressBar();
  private final Paragraph state = new Paragraph();
  private final Grid<BulkResult> results = new Grid<>();
  private final transient List<BulkResult> shown = new ArrayList<>();
  private final Button stop = new Button();
  private final transient BulkRun run;
  private int done;
  private int failed;

  BulkRunDialog(
      BulkService service,
      Messages messages,
      String titleKey,
      TenantSelection selection,
      BulkChange change,
      SerializableRunnable onDone) {
    this.onDone = onDone;
    setHeaderTitle(getTranslation(titleKey));
    setCloseOnOutsideClick(false);
    setCloseOnEsc(false);
    state.getElement().setAttribute("role", "status");
    results.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    results
        .addColumn(result -> result.tenant().value())
        .setHeader(getTranslation("tenants.column.name"));
    results.addComponentColumn(this::badge).setHeader(getTranslation("bulk.result"));
    results
        .addColumn(result -> result.problem() == null ? "" : messages.get(result.problem()))
        .setHeader(getTranslation("bulk.problem"))
        .setFlexGrow(3);
    results.setItems(shown);
    progress.getElement().setAttribute("aria-label", getTranslation("bulk.progress"));
    stop.setText(getTranslation("testmail.cancel"));
    stop.addClickListener(click -> stop());
    add(progress, state, results);
    getFooter().add(stop);
    setWidth("56rem");
    UI ui = UI.getCurrent();
    run = service.start(selection, change, result -> UiThread.later(ui, () -> add(result)));
    progress.setMax(Math.max(1, run.total()));
    showState("bulk.running");
    CompletableFuture<Void> _ =
        run.end()
            .handle((none, failure) -> {
              UiThread.later(ui, () -> finish(failure));
              return null;
            });
  }

  @Override
  protected void onDetach(DetachEvent event) {
    // After the user has left the page there is nobody to report to.
    run.cancel();
  }

  private void stop() {
    run.cancel();
    stop.setEnabled(false);
  }

  private void add(BulkResult result) {
    done++;
    failed += result.isGood() ? 0 : 1;
    if (!result.isGood() || shown.size() < SHOWN) {
      shown.add(result);
      results.getDataProvider().refreshAll();
    }
    progress.setValue(Math.min(done, progress.getMax()));
    showState("bulk.running");
  }

  private void finish(@Nullable Throwable failure) {
    if (failure != null) {
      log.error("A bulk change failed unexpectedly", failure);
      state.setText(getTranslation("bulk.unexpected"));
    } else {
      showState(run.isCancelled() ? "bulk.cancelled" : "bulk.done");
    }
    getFooter().removeAll();
    Button close = new Button(getTranslation("shell.close"), click -> close());
    close.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(close);
    onDone.run();
  }

  private void showState(String key) {
    state.setText(getTranslation(key, done, run.total(), failed));
  }

  private Badge badge(BulkResult result) {
    Badge badge = new Badge(getTranslation(result.isGood() ? "bulk.good" : "bulk.bad"));
    badge.addThemeVariants(result.isGood() ? BadgeVariant.SUCCESS : BadgeVariant.ERROR);
    return badge;
  }
}
