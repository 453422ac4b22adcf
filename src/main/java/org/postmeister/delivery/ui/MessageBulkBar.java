package org.postmeister.delivery.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.UiThread;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.security.BackgroundExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be done with the selected messages, or with all that match a filter. */
class MessageBulkBar extends Composite<Div> {

  private static final Logger log = LoggerFactory.getLogger(MessageBulkBar.class);

  private static final int COUNTED = 1000;
  // Before anything is done, whoever asks for it should know how much it is.
  private static final int COUNTED_FOR_QUESTION = 100_000;

  /** What is done. */
  private record Action(
      String key,
      Function<Set<Long>, MessageActionService.Result> withSelected,
      Function<MessageQuery, MessageActionService.Result> withAll) {}

  private final transient MessageService service;
  private final transient BackgroundExecutor tasks;
  private final Notice outcome;
  private final SerializableRunnable onDone;
  private final Span count = new Span();
  private final Checkbox all = new Checkbox();
  private final Button retry;
  private final Button cancel;
  private Set<Long> selected = Set.of();
  private transient MessageQuery query = MessageQuery.ALL;

  /**
   * @param outcome says what became of it
   * @param onDone called when messages were changed
   */
  MessageBulkBar(
      MessageService service,
      MessageActionService actions,
      BackgroundExecutor tasks,
      Notice outcome,
      SerializableRunnable onDone) {
    this.service = service;
    this.tasks = tasks;
    this.outcome = outcome;
    this.onDone = onDone;
    retry = button(new Action("messages.retry", actions::retryAll, actions::retryAll));
    cancel = button(new Action("messages.cancel", actions::cancelAll, actions::cancelAll));
    all.addValueChangeListener(change -> showCount());
    count.getElement().setAttribute("role", "status");
    getContent().addClassName("bulk-bar");
    getContent().getElement().setAttribute("role", "toolbar");
    getContent().getElement().setAttribute("aria-label", getTranslation("messages.bulk"));
    getContent().add(count, all, retry, cancel);
    show(Set.of(), MessageQuery.ALL);
  }

  /**
   * Shows the bar if anything is selected.
   *
   * @param ids of the selected messages
   * @param shown the filter; without one nothing is done with all that match
   */
  final void show(Set<Long> ids, MessageQuery shown) {
    selected = ids;
    query = shown;
    getContent().setVisible(!ids.isEmpty());
    boolean filtered = !shown.equals(MessageQuery.ALL);
    if (ids.isEmpty() || !filtered) {
      all.setValue(false);
    }
    all.setVisible(filtered);
    if (!ids.isEmpty() && filtered) {
      all.setLabel(counted("messages.bulk.all", service.count(shown, COUNTED), COUNTED));
    }
    showCount();
  }

  private void showCount() {
    count.setText(
        all.getValue()
            ? getTranslation("messages.bulk.count.all")
            : getTranslation("messages.bulk.count", selected.size()));
  }

  private String counted(String key, int number, int most) {
    return number < most ? getTranslation(key, number) : getTranslation(key + ".many", most);
  }

  private Button button(Action action) {
    Button button = new Button(getTranslation(action.key()), click -> ask(action));
    button.addThemeVariants(ButtonVariant.SMALL);
    return button;
  }

  private void ask(Action action) {
    Set<Long> ids = selected;
    MessageQuery wanted = query;
    boolean allOfThem = all.getValue();
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation(action.key()));
    dialog.setText(
        counted(
            action.key() + ".text",
            allOfThem ? service.count(wanted, COUNTED_FOR_QUESTION) : ids.size(),
            COUNTED_FOR_QUESTION));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("messages.back"));
    dialog.setConfirmText(getTranslation(action.key()));
    dialog.addConfirmListener(confirmed ->
        run(
            allOfThem
                ? () -> action.withAll().apply(wanted)
                : () -> action.withSelected().apply(ids)));
    dialog.open();
  }

  // May take a while when there are many.
  private void run(Supplier<MessageActionService.Result> change) {
    UI ui = UI.getCurrent();
    outcome.show(Notice.Kind.INFO, getTranslation("messages.running"));
    allow(false);
    tasks.start(() -> {
      Runnable shown = outcomeOf(change);
      UiThread.later(
          ui,
          () -> {
            allow(true);
            shown.run();
            onDone.run();
          });
    });
  }

  private void allow(boolean allowed) {
    retry.setEnabled(allowed);
    cancel.setEnabled(allowed);
  }

  private Runnable outcomeOf(Supplier<MessageActionService.Result> change) {
    try {
      MessageActionService.Result result = change.get();
      return () ->
          outcome.show(
              Notice.Kind.SUCCESS, getTranslation("messages.done", result.done(), result.left()));
    } catch (RuntimeException e) {
      log.error("Not all messages could be changed", e);
      return () -> outcome.show(Notice.Kind.ERROR, getTranslation("messages.stopped"));
    }
  }
}
