package org.postmeister.search.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.function.SerializableConsumer;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.UiThread;
import org.postmeister.security.BackgroundExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches one kind without keeping the page waiting. It asks for one text after the other, and
 * only for the latest: somebody who types faster than the database answers occupies it once.
 *
 * <p>Called with the session's lock only.
 */
final class BackgroundSearch implements Serializable {

  private static final Logger log = LoggerFactory.getLogger(BackgroundSearch.class);

  private final SearchKind kind;
  private final transient BackgroundExecutor tasks;
  private final transient Function<String, Runnable> search;
  private final SerializableConsumer<SearchKind> failed;
  private @Nullable String wanted;
  private boolean busy;

  private BackgroundSearch(
      SearchKind kind,
      BackgroundExecutor tasks,
      Function<String, Runnable> search,
      SerializableConsumer<SearchKind> failed) {
    this.kind = kind;
    this.tasks = tasks;
    this.search = search;
    this.failed = failed;
  }

  /** Receives what was found for the text that is still wanted. */
  interface Receiver {
    void found(SearchKind kind, List<Finding> findings);
  }

  /**
   * @param source called on a thread of its own
   * @param inWords called with the session's lock, since texts depend on the page's language
   * @param <T> what the source finds
   */
  static <T> BackgroundSearch of(
      SearchKind kind,
      BackgroundExecutor tasks,
      Function<String, List<T>> source,
      Function<T, Finding> inWords,
      Receiver receiver,
      SerializableConsumer<SearchKind> failed) {
    return new BackgroundSearch(
        kind,
        tasks,
        text -> {
          List<T> found = source.apply(text);
          return () -> receiver.found(kind, found.stream().map(inWords).toList());
        },
        failed);
  }

  SearchKind kind() {
    return kind;
  }

  /** Asks for a text instead of the one before, whose answer is of no interest any more. */
  void ask(UI ui, String text) {
    wanted = text;
    if (!busy) {
      start(ui, text);
    }
  }

  /** Asks for nothing any more. */
  void forget() {
    wanted = null;
  }

  private void start(UI ui, String text) {
    busy = true;
    CompletableFuture<Void> _ =
        tasks
            .submit(() -> search.apply(text))
            .handle((found, failure) -> {
              UiThread.later(ui, () -> finish(ui, text, found, failure));
              return null;
            });
  }

  private void finish(UI ui, String text, @Nullable Runnable found, @Nullable Throwable failure) {
    busy = false;
    if (wanted == null) {
      return;
    }
    if (!text.equals(wanted)) {
      start(ui, wanted);
    } else if (found != null) {
      found.run();
    } else {
      log.warn("{} cannot be searched", kind, failure);
      failed.accept(kind);
    }
  }
}
