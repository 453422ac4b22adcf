package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.SerializableRunnable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.rest.MemoryBudget;
import org.postmeister.common.table.Separator;
import org.postmeister.common.table.TableFile;
import org.postmeister.common.table.TextEncoding;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.common.ui.SmallUploads;
import org.postmeister.common.ui.UiThread;
import org.postmeister.security.BackgroundExecutor;
import org.postmeister.tenantlist.ImportPreview;
import org.postmeister.tenantlist.ImportResult;
import org.postmeister.tenantlist.TenantImportService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports tenants from a file: first shows what would become of each line, then does it. */
@Uses(Badge.class)
final class ImportDialog extends Dialog {

  private static final Shown ALL = new Shown(null);
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
  private final Select<Shown> shownOutcome = new Select<>();
  private final transient List<ImportResult> results = new ArrayList<>();
  private final transient List<ImportResult> shown = new ArrayList<>();
  private boolean done;
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
    upload.setAcceptedFileExtensions(".xlsx", ".csv", ".txt", ".tsv", ".yaml", ".yml");
    upload.setMaxFiles(1);
    upload.setMaxFileSize(TenantImportService.MAX_SIZE);
    upload.setDropLabel(new Span(getTranslation("import.drop")));
    upload.setUploadButton(new Button(getTranslation("import.choose")));
    upload.addFileRejectedListener(
        rejected -> notice.show(Notice.Kind.ERROR, getTranslation("import.rejected")));
    notice.addClassName("notice-lines");
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
    Details columns = new Details(getTranslation("import.example.label"), example);
    add(
        new Paragraph(getTranslation("import.sentence")),
        columns,
        upload,
        progress,
        notice,
        shownOutcome,
        grid);
    close.setText(getTranslation("shell.close"));
    close.addClickListener(click -> close());
    getFooter().add(close, start);
    setWidth("60rem");
  }

  private void prepareGrid() {
    grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    grid.addClassName("import-lines");
    grid.addComponentColumn(line -> new ImportedLine(line, done, messages))
        .setHeader(getTranslation("import.lines"))
        .setKey("line");
    grid.setItems(shown);
    shownOutcome.setLabel(getTranslation("import.show"));
    shownOutcome.setItemLabelGenerator(this::label);
    shownOutcome.addValueChangeListener(change -> filter());
    setShown(false);
  }

  private String label(Shown choice) {
    return choice.outcome() == null
        ? getTranslation("import.show.all", results.size())
        : getTranslation(
            "import.show.some",
            getTranslation("Outcome." + choice.outcome()),
            count(choice.outcome()));
  }

  private void setShown(boolean any) {
    shownOutcome.setVisible(any);
    grid.setVisible(any);
  }

  /** Which lines are shown; null for all of them. */
  private record Shown(ImportResult.@Nullable Outcome outcome) implements Serializable {

    boolean includes(ImportResult line) {
      return outcome == null || line.outcome() == outcome;
    }
  }

  private void filter() {
    Shown wanted = shownOutcome.getValue();
    shown.clear();
    results.stream().filter(line -> wanted == null || wanted.includes(line)).forEach(shown::add);
    grid.getDataProvider().refreshAll();
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
        preview -> {
          show(preview.lines(), false, "import.checked", readAs(preview));
          start.setEnabled(
              preview.lines().stream()
                  .anyMatch(line -> line.outcome() != ImportResult.Outcome.REFUSED));
        });
  }

  private String readAs(ImportPreview preview) {
    List<String> sentences = new ArrayList<>();
    switch (preview.readAs()) {
      case null -> {}
      case TableFile.ReadAs.Text(TextEncoding encoding, Separator separator) ->
          sentences.add(
              getTranslation(
                  "import.read.text", encoding.label(), getTranslation("Separator." + separator)));
      case TableFile.ReadAs.Sheet(String name, boolean only) ->
          sentences.add(
              getTranslation(only ? "import.read.sheet" : "import.read.sheet.first", name));
    }
    if (!preview.told().isEmpty()) {
      sentences.add(getTranslation("import.told", String.join(", ", preview.told())));
    }
    return String.join(" ", sentences);
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
          show(imported, true, "import.done", "");
          onDone.run();
        });
  }

  private <T> void work(Supplier<T> task, SerializableConsumer<T> receiver) {
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

  private <T> void finish(
      @Nullable T found, @Nullable Throwable failure, SerializableConsumer<T> receiver) {
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

  private void show(List<ImportResult> lines, boolean imported, String key, String readAs) {
    done = imported;
    results.clear();
    results.addAll(lines);
    shownOutcome.setItems(choices());
    shownOutcome.setValue(ALL);
    filter();
    setShown(true);
    String counts =
        getTranslation(
            key,
            count(ImportResult.Outcome.CREATED),
            count(ImportResult.Outcome.CHANGED),
            count(ImportResult.Outcome.UNCHANGED),
            count(ImportResult.Outcome.REFUSED));
    notice.show(Notice.Kind.INFO, readAs.isEmpty() ? counts : readAs + "\n" + counts);
  }

  private List<Shown> choices() {
    return Stream.concat(
            Stream.of(ALL),
            Stream.of(ImportResult.Outcome.values())
                .filter(outcome -> count(outcome) > 0)
                .map(Shown::new))
        .toList();
  }

  private long count(ImportResult.Outcome outcome) {
    return results.stream().filter(line -> line.outcome() == outcome).count();
  }
}
