package org.postmeister.mailserver.testmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;
import static org.postmeister.testing.TestMailServers.withLogin;
import static org.postmeister.testing.TestMailServers.withUtf8Headers;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.LongText;
import org.postmeister.common.SingleLine;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.server.SecretRequiredException;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

@PostmeisterTest
class TestMailServiceTest {

  private static final EmailAddress RECIPIENT = EmailAddress.of("somebody@example.net");

  @Autowired private TestMailService service;
  @Autowired private SystemMailServerService mailServers;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer().offering("AUTH PLAIN");

  @BeforeEach
  void signIn() {
    SignedIn.asSystemAdmin();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void saysThatMailIsOffInsteadOfSending() {
    assertThatThrownBy(() -> test(null))
        .isInstanceOfSatisfying(
            MailUnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo(RouteState.SYSTEM_MAIL_OFF));
  }

  @Test
  void usesTheStoredSettingsAndTheStoredSecret() throws Exception {
    mailServers.save(
        draft(withLogin("localhost", server.port(), Encryption.NONE, "user"), "pass"), null);

    TestReport report = test(null);

    assertThat(report.isSent()).isTrue();
    // user, user and pass in SASL PLAIN (RFC 4616)
    assertThat(server.commands()).contains("AUTH PLAIN dXNlcgB1c2VyAHBhc3M=");
  }

  @Test
  void usesUnsavedSettingsWithoutStoringThem() throws Exception {
    TestReport report = test(draft(open("localhost", server.port()), null));

    assertThat(report.isSent()).isTrue();
    assertThat(mailServers.get().settings().enabled()).isFalse();
    assertThat(mailServers.get().revision()).isEqualTo(1);
  }

  @Test
  void doesNotSendTheStoredSecretToAnotherDestination() {
    mailServers.save(
        draft(withLogin("smtp.example.com", 587, Encryption.STARTTLS, "user"), "pass"), null);

    assertThatThrownBy(
            () -> test(draft(withLogin("localhost", server.port(), Encryption.NONE, "user"), null)))
        .isInstanceOf(SecretRequiredException.class);
    assertThat(server.commands()).isEmpty();
  }

  @Test
  void refusesAnInternationalizedRecipientWithoutUtf8Headers() {
    assertThatThrownBy(() ->
            service.start(
                EmailAddress.of("山田太郎@株式.会社"),
                draft(open("localhost", server.port()), null),
                TestMailText.usual(Locale.ENGLISH),
                StepListener.NONE))
        .isInstanceOfSatisfying(
            ValidationFailedException.class,
            e ->
                assertThat(e.violations())
                    .extracting(FieldViolation::field)
                    .containsExactly("recipient"));
  }

  @Test
  void writesInTheLanguageOfThePerson() throws Exception {
    server.offering("SMTPUTF8");
    service
        .start(
            RECIPIENT,
            draft(withUtf8Headers(open("localhost", server.port())), null),
            TestMailText.usual(Locale.GERMAN),
            StepListener.NONE)
        .report()
        .get(30, TimeUnit.SECONDS);

    assertThat(server.commands()).contains("Subject: Test-Mail von Postmeister");
    assertThat(receivedText())
        .contains("Dies ist eine Test-Mail.", "Sie wurde über localhost:" + server.port())
        .containsPattern(", am \\d+\\. \\p{L}+ \\d{4}, \\d{2}:\\d{2}:\\d{2} UTC\\.");
  }

  @Test
  void saysWhatWasChosenAndBringsTheFile() throws Exception {
    service
        .start(
            RECIPIENT,
            draft(open("localhost", server.port()), null),
            new TestMailText(
                Locale.ENGLISH,
                SingleLine.of("Invoice 7"),
                new LongText("Does it arrive?"),
                TestMailText.attachment(
                    "C:\\tmp\\numbers.csv", "text/csv", "1,2,3".getBytes(StandardCharsets.UTF_8))),
            StepListener.NONE)
        .report()
        .get(30, TimeUnit.SECONDS);

    assertThat(String.join("\n", server.commands()))
        .contains(
            "Subject: Invoice 7",
            "multipart/mixed",
            "Does it arrive?",
            "Content-Type: text/csv; charset=us-ascii; name=numbers.csv",
            "Content-Disposition: attachment; filename=numbers.csv",
            "1,2,3")
        .doesNotContain("This is a test mail");
  }

  @ParameterizedTest
  @CsvSource({
    "text/csv, text/csv",
    "text/plain; charset=utf-8, text/plain",
    "multipart/mixed, application/octet-stream",
    "message/rfc822, application/octet-stream",
    "null, application/octet-stream",
    "text/*, application/octet-stream"
  })
  void whatABrowserCallsAFileIsNotTrusted(String said, String sentAs) {
    assertThat(TestMailText.attachment("a", said, new byte[0]).contentType()).isEqualTo(sentAs);
  }

  @Test
  void refusesFilesThatAreTooLarge() {
    assertThatThrownBy(() ->
            TestMailText.attachment("a", "text/csv", new byte[TestMailText.MAX_ATTACHMENT + 1]))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void canBeCancelled() throws Exception {
    server.on("greeting", ScriptedSmtpServer.SILENCE);
    TestMailRun run =
        service.start(
            RECIPIENT,
            draft(open("localhost", server.port()), null),
            TestMailText.usual(Locale.ENGLISH),
            StepListener.NONE);
    Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> true);

    run.cancel();

    TestReport report = run.report().get(10, TimeUnit.SECONDS);
    assertThat(report.failure()).isNotNull();
    assertThat(report.failure().code()).isEqualTo("cancelled");
  }

  /** An interrupted thread that writes to a browser's connection closes it. */
  @Test
  void neverTellsOfACancelledTestOnAnInterruptedThread() throws Exception {
    server.on("MAIL", ScriptedSmtpServer.SILENCE);
    List<Boolean> interrupted = new CopyOnWriteArrayList<>();
    CountDownLatch sender = new CountDownLatch(1);
    StepListener listener =
        new StepListener() {
          @Override
          public void begun(SendStep step) {
            interrupted.add(Thread.currentThread().isInterrupted());
            if (step == SendStep.SENDER) {
              sender.countDown();
            }
          }

          @Override
          public void ended(StepResult result) {
            interrupted.add(Thread.currentThread().isInterrupted());
          }
        };
    TestMailRun run =
        service.start(
            RECIPIENT,
            draft(open("localhost", server.port()), null),
            TestMailText.usual(Locale.ENGLISH),
            listener);
    assertThat(sender.await(10, TimeUnit.SECONDS)).isTrue();

    run.cancel();

    assertThat(run.report().get(10, TimeUnit.SECONDS).steps()).hasSize(7);
    assertThat(interrupted).isNotEmpty().containsOnly(false);
  }

  @Test
  void onlySystemAdministratorsMayTest() {
    SignedIn.asNobodySpecial();

    assertThatThrownBy(() -> test(draft(open("localhost", server.port()), null)))
        .isInstanceOf(AccessDeniedException.class);
  }

  private TestReport test(MailServerDraft unsaved) throws Exception {
    return service
        .start(RECIPIENT, unsaved, TestMailText.usual(Locale.ENGLISH), StepListener.NONE)
        .report()
        .get(30, TimeUnit.SECONDS);
  }

  /** Decoded, since where its encoded lines are broken depends on the length of port and date. */
  private String receivedText() throws Exception {
    List<String> lines = server.commands();
    String content = String.join("\r\n", lines.subList(lines.indexOf("DATA") + 1, lines.size()));
    return (String)
        new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))
            .getContent();
  }
}
