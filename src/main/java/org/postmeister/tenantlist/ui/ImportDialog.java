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
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.rest.MemoryBudget;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.common.ui.SmallUploads;
import org.postmeister.common.ui.UiThread;
import org.postmeister.security.BackgroundExecutor;
import org.postmeister.tenantlist.ImportResult;
import org.postmeister.tenantlist.TenantImportService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports tenants from a file: first shows what would become of each line, then does it. */
final class ImportDialog extends Dialog {

  private static final Logger log = LoggerFactory.getLogger(ImportDialog.class);

  private final transient TenantImportService service;
  private final transient BackgroundExecutor tasks;
  private final transient Messages messages;
  private final transient PageMemory.Kept kept;
  private final SerializableRunnable onDone;
  private final Notice notice = new Notice();
  private final ProgressBar progress = new ProgressBar();
  private final Grid<ImportResult> grid = new Grid<>();
  private final Button start = new Button();
  private final Button close = new Button();
  private final transient List<ImportResult> results = new ArrayList<>();
  private String fileName = "";
  private byte[] content = {};
  private transient MemoryBudget.Room room = () -> {};

  ImportDialog(
      TenantImportService service,
      BackgroundExecutor tasks,
      Messages messages,
      PageMemory memory,
      SerializableRunnable onDone) {
    this.service = service;
    this.tasks = tasks;
    this.messages = messages;
    this.kept = memory.keep();
    this.onDone = onDone;
    setHeaderTitle(getTranslation("tenants.import"));
    setCloseOnOutsideClick(false);
    Upload upload =
        new Upload(
            new SmallUploads(
                () -> TenantImportService.MAX_SIZE,
                kept::take,
                (name, type, octets, room) -> check(name, octets, room),
                tooLarge -> notice.show(Notice.Kind.ERROR, getTranslation("import.rejected")),
                full -> notice.show(Notice.Kind.WARNING, getTranslation("memory.file"))));
    upload.setAcceptedFileExtensions(".csv", ".yaml", ".yml");
    upload.setMaxFiles(1);
    upload.setMaxFileSize(TenantImportService.MAX_SIZE);
    upload.setDropLabel(new Span(getTranslation("import.drop")));
    upload.setUploadButton(new Button(getTranslation("import.choose")));
    upload.addFileRejectedListener(
        rejected -> notice.show(Notice.Kind.ERROR, getTranslation("import.rejected")));
    prepareGrid();
    progress.setIndeterminate(true);
    progress.setVisible(false);
    progress.getElement().setAttribute("aria-label", getTranslation("import.progress"));
    start.setText(getTranslation("import.start"));
    start.addThemeVariants(ButtonVariant.PRIMARY);
    start.setEnabled(false);
    start.addClickListener(click -> run());
    Pre example = new Pre(getTranslation("import.example"));
    example.getElement().setAttribute("tabindex", "0");
    example.getElement().setAttribute("role", "region");
    example.getElement().setAttribute("aria-label", getTranslation("import.example.label"));
    add(new Paragraph(getTranslation("import.sentence")), example, upload, progress, notice, grid);
    close.setText(getTranslation("shell.close"));
    close.addClickListener(click -> close());
    getFooter().add(close, start);
    setWidth("60rem");
  }

  private void prepareGrid() {
    grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    grid.addColumn(ImportResult::number)
        .setHeader(getTranslation("import.number"))
        .setWidth("5rem")
        .setFlexGrow(0);
    grid.addColumn(ImportResult::tenant).setHeader(getTranslation("tenants.column.name"));
    grid.addComponentColumn(this::badge).setHeader(getTranslation("bulk.result"));
    grid.addColumn(this::problems).setHeader(getTranslation("import.problems")).setFlexGrow(3);
    grid.setItems(results);
    grid.setVisible(false);
  }

  private Badge badge(ImportResult result) {
    Badge badge = new Badge(getTranslation("Outcome." + result.outcome()));
    switch (result.outcome()) {
      case CREATED, CHANGED -> badge.addThemeVariants(BadgeVariant.SUCCESS);
      case UNCHANGED -> {}
      case REFUSED -> badge.addThemeVariants(BadgeVariant.ERROR);
    }
    return badge;
  }

  private String problems(ImportResult result) {
    if (result.invitation() != null) {
      return result.invitation().link() == null
          ? getTranslation("import.invited", result.invitation().sentTo())
          : getTranslation("import.invitation", result.invitation().link());
    }
    return result.problems().stream()
        .map(problem ->
            (problem.field() == null ? "" : problem.field() + ": ")
                + messages.get(problem.message()))
        .collect(Collectors.joining(" "));
  }

  @Override
  protected void onDetach(DetachEvent event) {
    super.onDetach(event);
    kept.close();
  }

  private void check(String name, byte[] bytes, MemoryBudget.Room taken) {
    // The file before it is not kept any more.
    room.close();
    room = taken;
    fileName = name;
    content = bytes;
    work(
        () -> service.dryRun(name, bytes),
        checked -> {
          show(checked, "import.checked");
          start.setEnabled(
              checked.stream().anyMatch(line -> line.outcome() != ImportResult.Outcome.REFUSED));
        });
  }

  private void run() {
    start.setEnabled(false);
    work(
        () -> {
          List<ImportResult> imported = new ArrayList<>();
          service.run(fileName, content, imported::add);
          return imported;
        },
        imported -> {
          show(imported, "import.done");
          onDone.run();
        });
  }

  private interface Receiver {
    void accept(List<ImportResult> results);
  }

  private void work(Supplier<List<ImportResult>> task, Receiver receiver) {
    notice.clear();
    start.setEnabled(false);
    setBusy(true);
    UI ui = UI.getCurrent();
    CompletableFuture<Void> _ =
        tasks
            .submit(task::get)
            .handle((found, failure) -> {
              UiThread.later(ui, () -> finish(found, failure, receiver));
              return null;
            });
  }

  // Results with links are shown only once; the dialog must not be closed before they are there.
  private void setBusy(boolean busy) {
    progress.setVisible(busy);
    close.setEnabled(!busy);
    setCloseOnEsc(!busy);
  }

  private void finish(
      @Nullable List<ImportResult> found, @Nullable Throwable failure, Receiver receiver) {
    setBusy(false);
    if (found != null) {
      receiver.accept(found);
    } else if (failure != null && failure.getCause() instanceof BrokenRuleException broken) {
      notice.show(Notice.Kind.ERROR, messages.get(broken));
    } else {
      log.error("An import failed unexpectedly", failure);
      notice.show(Notice.Kind.ERROR, getTranslation("bulk.unexpected"));
    }
  }

  private void show(List<ImportResult> lines, String key) {
    results.clear();
    results.addAll(lines);
    grid.getDataProvider().refreshAll();
    grid.setVisible(true);
    notice.show(
        Notice.Kind.INFO,
        getTranslation(
            key,
            count(ImportResult.Outcome.CREATED),
            count(ImportResult.Outcome.CHANGED),
            count(ImportResult.Outcome.UNCHANGED),
            count(ImportResult.Outcome.REFUSED)));
  }

  private long count(ImportResult.Outcome outcome) {
    return results.stream().filter(line -> line.outcome() == outcome).count();
  }
}
