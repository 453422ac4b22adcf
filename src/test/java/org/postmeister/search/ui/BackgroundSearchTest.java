package org.postmeister.search.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.security.BackgroundExecutor;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

/** Searching a database that is slower than the person types. */
class BackgroundSearchTest extends ViewTest {

  @Autowired private BackgroundExecutor tasks;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final List<String> shown = new ArrayList<>();
  private BackgroundSearch search;

  @BeforeEach
  void create() {
    search =
        BackgroundSearch.of(
            SearchKind.MESSAGES,
            tasks,
            this::answerWhenTold,
            text -> new Finding(text, "", ""),
            (kind, findings) -> findings.forEach(finding -> shown.add(finding.title())),
            kind -> shown.add("failed"));
  }

  private List<String> answerWhenTold(String text) {
    asked.add(text);
    try {
      return List.of(text + " -> " + answers.take());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void until(Callable<Boolean> condition) {
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          MockVaadin.clientRoundtrip(false);
          return condition.call();
        });
  }

  @Test
  void whatWasTypedMeanwhileIsAskedForOnceAndOnlyTheLast() {
    search.ask(UI.getCurrent(), "a");
    search.ask(UI.getCurrent(), "ab");
    search.ask(UI.getCurrent(), "abc");
    until(() -> asked.size() == 1);
    answers.add("first");
    until(() -> asked.size() == 2);
    answers.add("second");
    until(() -> !shown.isEmpty());

    assertThat(asked).containsExactly("a", "abc");
    assertThat(shown).containsExactly("abc -> second");
  }

  @Test
  void anAnswerThatNobodyWantsAnyMoreIsNotShown() {
    search.ask(UI.getCurrent(), "a");
    search.forget();
    answers.add("first");
    // Whatever comes of it comes before the next answer.
    until(answers::isEmpty);
    search.ask(UI.getCurrent(), "b");
    answers.add("second");
    until(() -> !shown.isEmpty());

    assertThat(shown).containsExactly("b -> second");
  }
}
