package org.postmeister.mailserver;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.FieldViolation;
import org.postmeister.common.ValidationFailedException;
import org.postmeister.mailserver.spi.CheckFailure;
import org.postmeister.mailserver.spi.CheckProgress;
import org.postmeister.mailserver.spi.CheckStep;
import org.postmeister.mailserver.spi.MailTransport;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.secret.Secret;
import org.postmeister.security.RequiresSystemAdmin;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Sends test mails through the system mail server, as stored or as a person is just editing it. */
@Service
@RequiresSystemAdmin
public class TestMailService {

  private final MailServers servers;
  private final FeaturePolicy features;
  private final List<MailTransport> transports;
  private final MessageSource messages;
  private final TestMailProperties properties;
  private final TransactionOperations transaction;
  private final Clock clock;
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("test-mail-timeout").factory());

  TestMailService(
      MailServers servers,
      FeaturePolicy features,
      List<MailTransport> transports,
      MessageSource messages,
      TestMailProperties properties,
      TransactionOperations transaction,
      Clock clock) {
    this.servers = servers;
    this.features = features;
    this.transports = List.copyOf(transports);
    this.messages = messages;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Starts a test mail and returns at once; it runs on a thread of its own, with no transaction
   * open.
   *
   * @param unsaved settings to try, null for the stored ones
   * @param locale of the mail's text
   * @throws MailUnavailableException if the server is switched off or not completely configured
   * @throws ValidationFailedException if the settings or the recipient break a rule, as when saving
   */
  public TestMailRun start(
      EmailAddress recipient,
      @Nullable MailServerDraft unsaved,
      Locale locale,
      StepListener listener) {
    Checked checked = transaction.execute(status -> check(recipient, unsaved));
    if (checked == null) {
      throw new IllegalStateException("The check has no result");
    }
    TestMail mail =
        new TestMail(
            checked.settings(),
            checked.secret(),
            recipient,
            clock.instant(),
            messages.getMessage("testmail.subject", null, locale),
            text(checked.settings(), locale));
    return run(mail, listener);
  }

  private record Checked(MailServerSettings settings, @Nullable Secret secret) {}

  private Checked check(EmailAddress recipient, @Nullable MailServerDraft unsaved) {
    MailServer stored = servers.getSystem();
    MailServerDraft draft =
        unsaved == null ? new MailServerDraft(stored.settings(), null) : unsaved;
    boolean off =
        unsaved == null ? !MailServerPolicy.isUsable(stored) : !draft.settings().enabled();
    if (off) {
      throw new MailUnavailableException(MailUnavailableException.Reason.SYSTEM_MAIL_OFF);
    }
    MailServerPolicy.check(draft, stored, features.platformVersion());
    if (recipient.needsSmtpUtf8() && !draft.settings().utf8Headers()) {
      throw new ValidationFailedException(
          List.of(FieldViolation.of("recipient", "needs_utf8_headers")));
    }
    Secret secret =
        draft.secret() != null
            ? draft.secret()
            : servers.secretOf(MailServers.SYSTEM, draft.settings().authentication()).orElse(null);
    return new Checked(draft.settings(), secret);
  }

  private TestMailRun run(TestMail mail, StepListener listener) {
    CompletableFuture<TestReport> report = new CompletableFuture<>();
    // A thread of its own tells what happens. The one that talks to the server may be interrupted,
    // and an interrupted
    // thread that writes to a browser's connection would close it.
    ExecutorService teller =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().name("test-mail-teller").factory());
    CheckProgress progress = new CheckProgress(new Relay(listener, teller));
    Thread thread =
        Thread.ofVirtual()
            .name("test-mail")
            .unstarted(() -> {
              try {
                TestReport result = send(mail, progress);
                teller.execute(() -> report.complete(result));
              } catch (RuntimeException | Error e) {
                teller.execute(() -> report.completeExceptionally(e));
              } finally {
                teller.shutdown();
              }
            });
    TestMailRun run = new TestMailRun(report, progress, thread);
    ScheduledFuture<?> timeout =
        watchdog.schedule(
            () -> run.stop(CheckProgress.Stop.TIMED_OUT),
            properties.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
    CompletableFuture<TestReport> _ = report.whenComplete((done, failure) -> timeout.cancel(false));
    thread.start();
    return run;
  }

  private record Relay(StepListener listener, Executor teller) implements StepListener {

    @Override
    public void begun(CheckStep step) {
      teller.execute(() -> listener.begun(step));
    }

    @Override
    public void ended(StepResult result) {
      teller.execute(() -> listener.ended(result));
    }
  }

  private TestReport send(TestMail mail, CheckProgress progress) {
    Authentication authentication = mail.server().authentication();
    for (MailTransport transport : transports) {
      if (transport.serves(authentication)) {
        return transport.test(mail, progress);
      }
    }
    progress.begin(CheckStep.TOKEN);
    return progress.failed(
        List.of(CheckStep.TOKEN, CheckStep.PERMISSIONS, CheckStep.SENDER, CheckStep.SEND),
        new CheckFailure(CheckStep.TOKEN, "transport_not_available"),
        null);
  }

  private String text(MailServerSettings settings, Locale locale) {
    String server =
        settings.host() == null ? "Microsoft Graph" : settings.host() + ":" + settings.port();
    String time =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.MEDIUM)
            .withLocale(locale)
            .format(ZonedDateTime.now(clock));
    return messages.getMessage("testmail.text", new Object[] {server, time}, locale);
  }

  @PreDestroy
  void shutdown() {
    watchdog.shutdownNow();
  }
}
