package org.postmeister.mailserver.ui.testmail;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.SerializableSupplier;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.UiThread;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.mailserver.testmail.QuotaExceededException;
import org.postmeister.mailserver.testmail.TestMailRun;
import org.postmeister.mailserver.testmail.TestMailText;
import org.postmeister.mailserver.testmail.TestOutcome;
import org.postmeister.tenant.NotAllowedByPolicyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a test mail with the content of the form and shows each step as it happens. */
public final class TestMailPanel extends Composite<Aside> {

  private static final Logger log = LoggerFactory.getLogger(TestMailPanel.class);

  private final transient Messages messages;
  private final SerializableSupplier<Optional<Starter>> starter;
  private final SerializableConsumer<List<FieldViolation>> onRefused;
  private final H2 title = new H2();
  private final Paragraph sentence = new Paragraph();
  private final Div obstacle = new Div();
  private final TestRecipients recipients;
  private final Div actions = new Div();
  private final Button send = new Button();
  private final Button cancel = new Button();
  private final Notice notice = new Notice();
  private final Div results = new Div();
  private @Nullable TestMailTextFields text;
  private @Nullable EarlierTests earlier;
  private transient @Nullable TestMailRun run;
  private boolean stopped;

  /** Of one address. */
  private interface Test extends Serializable {

    TestMailRun start(EmailAddress recipient, StepListener listener);
  }

  /** Starts a test mail with what the form contains. */
  public interface Starter extends Serializable {

    /**
     * @param text what it says, if it has no text of its own
     */
    TestMailRun start(EmailAddress recipient, TestMailText text, StepListener listener);
  }

  /**
   * @param starter of what the form contains; empty if it is invalid and shows that
   * @param onRefused receives the fields that the service refuses
   */
  public TestMailPanel(
      SerializableSupplier<Optional<Starter>> starter,
      String sentenceKey,
      Messages messages,
      SerializableConsumer<List<FieldViolation>> onRefused) {
    this.starter = starter;
    this.messages = messages;
    this.onRefused = onRefused;
    this.recipients = new TestRecipients(messages);
    results.addClassName("test-results");
    send.addThemeVariants(ButtonVariant.PRIMARY);
    send.addClickListener(click -> start());
    cancel.setText(getTranslation("testmail.cancel"));
    cancel.addClickListener(click -> cancelRun());
    actions.add(send, cancel);
    actions.addClassName("form-actions");
    obstacle.setVisible(false);
    showActions();
    describe(sentenceKey);
    call("testmail.title", "testmail.send");
    getContent().addClassName("side-panel");
    getContent().add(title, sentence, obstacle, recipients, actions, notice, results);
  }

  /**
   * Replaces what the test is called.
   *
   * @param sendKey what its button says
   */
  public void call(String titleKey, String sendKey) {
    title.setText(getTranslation(titleKey));
    getContent().getElement().setAttribute("aria-label", getTranslation(titleKey));
    send.setText(getTranslation(sendKey));
  }

  /** Fills in who probably wants to receive it. */
  public void suggest(EmailAddress address) {
    recipients.setValue(address.toString());
  }

  /** Lets one choose what it says, too. */
  public void offerText(PageMemory memory) {
    text = new TestMailTextFields(messages, memory);
    getContent().addComponentAtIndex(getContent().indexOf(actions), text);
  }

  /**
   * Shows the latest tests of stored settings, too.
   *
   * @param stored newest first
   */
  public void compareWith(SerializableSupplier<List<TestOutcome>> stored, Times times) {
    earlier = new EarlierTests(stored, times);
    getContent().add(earlier);
  }

  /** Replaces the sentence that says what is tested. */
  public void describe(String sentenceKey) {
    sentence.setText(getTranslation(sentenceKey));
  }

  /**
   * Shows why no test is possible, in place of the form; a test that is running goes on.
   *
   * @param why null if one is possible
   */
  public void showObstacle(@Nullable Notice why) {
    obstacle.removeAll();
    if (why != null) {
      obstacle.add(why);
    }
    obstacle.setVisible(why != null);
    sentence.setVisible(why == null);
    recipients.setVisible(why == null);
    if (text != null) {
      text.setVisible(why == null);
    }
    showActions();
  }

  @Override
  protected void onDetach(DetachEvent event) {
    cancelRun();
  }

  private void start() {
    notice.clear();
    results.removeAll();
    if (earlier != null) {
      earlier.begin();
    }
    List<EmailAddress> to = recipients.read();
    Optional<TestMailText> says =
        text == null ? Optional.of(TestMailText.usual(messages.locale())) : text.read();
    Optional<Starter> test = starter.get();
    if (to.isEmpty() || says.isEmpty() || test.isEmpty()) {
      return;
    }
    stopped = false;
    Starter from = test.get();
    TestMailText what = says.get();
    startNext(
        new ArrayDeque<>(to),
        to.size() > 1,
        (address, listener) -> from.start(address, what, listener));
  }

  // One after the other, so that each can be read.
  private void startNext(Deque<EmailAddress> left, boolean several, Test test) {
    EmailAddress address = left.remove();
    TestSteps steps = new TestSteps(messages);
    if (several) {
      results.add(new H3(address.toString()));
    }
    results.add(steps);
    try {
      UI ui = UI.getCurrent();
      TestMailRun started = test.start(address, new Live(ui, steps));
      setRun(started);
      CompletableFuture<Void> _ =
          started
              .report()
              .handle((report, failure) -> {
                UiThread.later(
                    ui,
                    () -> {
                      finish(steps, report, failure);
                      if (!left.isEmpty() && !stopped) {
                        startNext(left, several, test);
                      }
                    });
                return null;
              });
    } catch (ValidationFailedException e) {
      showRefusal(e);
    } catch (MailUnavailableException | NotAllowedByPolicyException | QuotaExceededException e) {
      notice.show(Notice.Kind.WARNING, messages.get(e));
    }
  }

  private void showRefusal(ValidationFailedException refused) {
    refused.violations().stream()
        .filter(violation -> violation.field().equals("recipient"))
        .forEach(violation -> recipients.mark(messages.get(violation.message())));
    List<FieldViolation> others =
        refused.violations().stream()
            .filter(violation -> !violation.field().equals("recipient"))
            .toList();
    if (!others.isEmpty()) {
      notice.show(Notice.Kind.ERROR, getTranslation("testmail.refused"));
      onRefused.accept(others);
    }
  }

  private void finish(TestSteps steps, @Nullable TestReport report, @Nullable Throwable failure) {
    setRun(null);
    if (earlier != null) {
      earlier.update();
    }
    if (report != null) {
      steps.finish(report);
    } else {
      log.error("A test mail failed unexpectedly", failure);
      notice.show(Notice.Kind.ERROR, getTranslation("testmail.unexpected"));
    }
  }

  private void cancelRun() {
    stopped = true;
    if (run != null) {
      run.cancel();
    }
  }

  private void setRun(@Nullable TestMailRun running) {
    run = running;
    showActions();
  }

  private void showActions() {
    boolean possible = !obstacle.isVisible();
    send.setVisible(possible);
    send.setEnabled(run == null);
    cancel.setVisible(run != null);
    actions.setVisible(possible || run != null);
  }

  /** Transfers what happens on the test's thread to the UI. */
  private static final class Live implements StepListener {

    private final UI ui;
    private final TestSteps steps;

    Live(UI ui, TestSteps steps) {
      this.ui = ui;
      this.steps = steps;
    }

    @Override
    public void begun(SendStep step) {
      UiThread.later(ui, () -> steps.begin(step));
    }

    @Override
    public void slow(SendStep step, Duration soFar) {
      UiThread.later(ui, () -> steps.slow(step, soFar));
    }

    @Override
    public void ended(StepResult result) {
      UiThread.later(ui, () -> steps.end(result));
    }
  }
}
