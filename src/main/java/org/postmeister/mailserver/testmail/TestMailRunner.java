package org.postmeister.mailserver.testmail;

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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TimeZones;
import org.postmeister.common.ui.PersonalTimeZone;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.MailTransport;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.secret.Secret;
import org.springframework.context.MessageSource;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutor;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Component;

/** Runs test mails, each on its own thread, with no transaction open. */
@Component
class TestMailRunner {

  private final List<MailTransport> transports;
  private final MessageSource messages;
  private final TestMailProperties properties;
  private final PersonalTimeZone timeZone;
  private final Clock clock;
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("test-mail-timeout").factory());

  TestMailRunner(
      List<MailTransport> transports,
      MessageSource messages,
      TestMailProperties properties,
      PersonalTimeZone timeZone,
      Clock clock) {
    this.transports = List.copyOf(transports);
    this.messages = messages;
    this.properties = properties;
    this.timeZone = timeZone;
    this.clock = clock;
  }

  /**
   * Creates the mail.
   *
   * @param owner whose server it is
   * @param stored whether settings and secret are the stored ones
   * @param visibility what its reader may see
   * @param wording says what it says
   */
  TestMail write(
      MailOwner owner,
      boolean stored,
      MailServerSettings server,
      @Nullable Secret secret,
      AddressFilter addresses,
      EmailAddress recipient,
      DiagnosticsVisibility visibility,
      Wording wording) {
    return new TestMail(
        owner,
        stored,
        server,
        addresses,
        secret,
        recipient,
        clock.instant(),
        wording.of(server, visibility));
  }

  /** What a mail says that tests a server. */
  @FunctionalInterface
  interface Wording {

    TestMail.Content of(MailServerSettings server, DiagnosticsVisibility visibility);
  }

  /** What was chosen; otherwise which server was tested, and when. */
  Wording wordingOf(TestMailText chosen) {
    return (server, visibility) ->
        new TestMail.Content(
            chosen.subject() == null
                ? messages.getMessage("testmail.subject", null, chosen.language())
                : chosen.subject().value(),
            chosen.body() == null
                ? text(server, visibility, chosen.language())
                : chosen.body().value(),
            null,
            chosen.attachment() == null ? List.of() : List.of(chosen.attachment()));
  }

  /**
   * Starts the test and returns at once.
   *
   * @param visibility what the listener and whoever waits for the report may see
   * @param record receives the complete outcome before they do
   */
  TestMailRun start(
      TestMail mail,
      DiagnosticsVisibility visibility,
      StepListener listener,
      Consumer<TestReport> record) {
    CompletableFuture<TestReport> report = new CompletableFuture<>();
    // A separate thread reports what happens. The one that talks to the server may be interrupted,
    // and an interrupted thread that writes to a browser's connection would close it.
    ExecutorService teller =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().name("test-mail-teller").factory());
    SendProgress progress = new SendProgress(visibility.guard(listener, teller));
    Runnable work = () -> send(mail, progress, visibility, record, report, teller);
    Thread thread =
        Thread.ofVirtual().name("test-mail").unstarted(new DelegatingSecurityContextRunnable(work));
    TestMailRun run = new TestMailRun(report, progress, thread);
    ScheduledFuture<?> timeout =
        watchdog.schedule(
            () -> run.stop(SendProgress.Stop.TIMED_OUT),
            properties.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
    ScheduledFuture<?> looks =
        watchdog.scheduleAtFixedRate(progress::tellIfSlow, 1, 1, TimeUnit.SECONDS);
    CompletableFuture<TestReport> _ =
        report.whenComplete((done, failure) -> {
          timeout.cancel(false);
          looks.cancel(false);
        });
    thread.start();
    return run;
  }

  private void send(
      TestMail mail,
      SendProgress progress,
      DiagnosticsVisibility visibility,
      Consumer<TestReport> record,
      CompletableFuture<TestReport> report,
      ExecutorService teller) {
    // With the identity of whoever started it, for the audit trail.
    Executor tellerInName = new DelegatingSecurityContextExecutor(teller);
    try {
      TestReport result = send(mail, progress);
      tellerInName.execute(() -> complete(report, record, visibility, result));
    } catch (RuntimeException | Error e) {
      teller.execute(() -> report.completeExceptionally(e));
    } finally {
      teller.shutdown();
    }
  }

  private static void complete(
      CompletableFuture<TestReport> report,
      Consumer<TestReport> record,
      DiagnosticsVisibility visibility,
      TestReport result) {
    try {
      record.accept(result);
      report.complete(visibility.guard(result));
    } catch (RuntimeException | Error e) {
      report.completeExceptionally(e);
    }
  }

  private TestReport send(TestMail mail, SendProgress progress) {
    Authentication authentication = mail.server().authentication();
    for (MailTransport transport : transports) {
      if (transport.serves(authentication)) {
        return transport.test(mail, progress);
      }
    }
    throw new IllegalStateException("No transport for " + authentication.mode());
  }

  private String text(
      MailServerSettings settings, DiagnosticsVisibility visibility, Locale locale) {
    ZonedDateTime now = clock.instant().atZone(timeZone.chosen().orElse(TimeZones.DEFAULT));
    String time =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(now)
            + " "
            + TimeZones.offset(now.getZone(), now.toInstant());
    // A user who may not know the server could send the mail to themselves.
    String server =
        visibility == DiagnosticsVisibility.SERVER
            ? messages.getMessage("testmail.system-server", null, locale)
            : settings.serverName();
    return messages.getMessage("testmail.text", new Object[] {server, time}, locale);
  }

  @PreDestroy
  void shutdown() {
    watchdog.shutdownNow();
  }
}
