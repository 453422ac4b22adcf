package org.postmeister.mailcatcher;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postmeister.mailcatcher.ui.MailCatcherView;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

class MailCatcherViewTest extends ViewTest {

  @Autowired private CaughtMails mails;
  @Autowired private AutowireCapableBeanFactory beans;

  @AfterEach
  void forget() {
    signIn("SYSTEM_ADMIN");
    mails.clear();
  }

  private void caught(String subject) {
    mails.add(number ->
        new CaughtMail(
            number,
            Instant.EPOCH,
            "a@example.org",
            List.of("b@example.org"),
            "a@example.org",
            subject,
            null,
            "Subject: " + subject));
    MockVaadin.runUIQueue();
  }

  @Test
  @SuppressWarnings("unchecked")
  void theMailThatSomebodyReadsStaysOpenWhenAnotherComes() {
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().add(beans.createBean(MailCatcherView.class));
    caught("First");
    Grid<CaughtMail> grid = _get(Grid.class);
    grid.select(mails.list().getFirst());
    assertThat(visibleText()).contains("Subject: First");

    caught("Second");
    assertThat(visibleText()).contains("Subject: First");
    assertThat(grid.getSelectedItems()).hasSize(1);

    mails.clear();
    MockVaadin.runUIQueue();
    assertThat(visibleText()).doesNotContain("Subject: First");
  }
}
