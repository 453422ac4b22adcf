package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.SerializableSupplier;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.UiThread;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.mailserver.testmail.QuotaExceededException;
import org.postmeister.mailserver.testmail.TestMailRun;
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
  private final TextField recipient = new TextField();
  private final Div actions = new Div();
  private final Button send = new Button();
  private final Button cancel = new Button();
  private final Notice notice = new Notice();
  private final TestSteps steps;
  private @Nullable EarlierTests earlier;
  private transient @Nullable TestMailRun run;

  /** Starts a test mail with what the form contains. */
  public interface Starter extends Serializable {

    TestMailRun start(EmailAddress recipient, StepListener listener);
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
    this.steps = new TestSteps(messages);
    recipient.setLabel(getTranslation("testmail.recipient"));
    recipient.setHelperText(getTranslation("testmail.recipient.helper"));
    recipient.setWidthFull();
    recipient.addValueChangeListener(change -> recipient.setInvalid(false));
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
    getContent().add(title, sentence, obstacle, recipient, actions, notice, steps);
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
    recipient.setValue(address.toString());
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
    recipient.setVisible(why == null);
    showActions();
  }

  @Override
  protected void onDetach(DetachEvent event) {
    cancelRun();
  }

  private void start() {
    notice.clear();
    steps.clear();
    if (earlier != null) {
      earlier.begin();
    }
    Optional<EmailAddress> to = readRecipient();
    Optional<Starter> test = starter.get();
    if (to.isEmpty() || test.isEmpty()) {
      return;
    }
    try {
      UI ui = UI.getCurrent();
      TestMailRun started = test.get().start(to.get(), new Live(ui));
      setRun(started);
      CompletableFuture<Void> _ =
          started
              .report()
              .handle((report, failure) -> {
                UiThread.later(ui, () -> finish(report, failure));
                return null;
              });
    } catch (ValidationFailedException e) {
      showRefusal(e);
    } catch (MailUnavailableException | NotAllowedByPolicyException | QuotaExceededException e) {
      notice.show(Notice.Kind.WARNING, messages.get(e));
    }
  }

  private Optional<EmailAddress> readRecipient() {
    if (recipient.isEmpty()) {
      markRecipient(getTranslation("testmail.recipient.required"));
      return Optional.empty();
    }
    try {
      return Optional.of(EmailAddress.of(recipient.getValue()));
    } catch (InvalidValueException e) {
      markRecipient(messages.get(e));
      return Optional.empty();
    }
  }

  private void showRefusal(ValidationFailedException refused) {
    refused.violations().stream()
        .filter(violation -> violation.field().equals("recipient"))
        .forEach(violation -> markRecipient(messages.get(violation.message())));
    List<FieldViolation> others =
        refused.violations().stream()
            .filter(violation -> !violation.field().equals("recipient"))
            .toList();
    if (!others.isEmpty()) {
      notice.show(Notice.Kind.ERROR, getTranslation("testmail.refused"));
      onRefused.accept(others);
    }
  }

  private void markRecipient(String message) {
    recipient.setErrorMessage(message);
    recipient.setInvalid(true);
    recipient.focus();
  }

  private void finish(@Nullable TestReport report, @Nullable Throwable failure) {
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
  private final class Live implements StepListener {

    private final UI ui;

    Live(UI ui) {
      this.ui = ui;
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
