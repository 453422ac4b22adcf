package org.postmeister.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.ScriptedSmtpServer.HANG_UP;
import static org.postmeister.testing.ScriptedSmtpServer.SILENCE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Seconds;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.GreetingName;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.StepResult.Status;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestMailServers;
import org.postmeister.transport.google.TestServiceAccounts;

/** Every step and every way it can fail, over real connections. */
@Tag("slow")
class SmtpMailTransportTest extends SmtpTestCase {

  @Test
  void sendsAMailStepByStepAndTellsTheServersReply() {
    TestReport report = test(open());

    assertThat(report.isSent()).isTrue();
    assertThat(report.serverReply()).isEqualTo("250 2.0.0 queued as 4711");
    assertThat(report.messageId()).endsWith("@example.com>");
    assertThat(report.steps())
        .extracting(StepResult::step)
        .containsExactlyElementsOf(SmtpCheck.STEPS);
    assertThat(report.steps())
        .extracting(StepResult::status)
        .containsExactly(
            Status.OK, Status.OK, Status.SKIPPED, Status.SKIPPED, Status.OK, Status.OK, Status.OK);
    assertThat(recorder.events)
        .containsExactly(
            "RESOLVE begun",
            "RESOLVE OK",
            "CONNECT begun",
            "CONNECT OK",
            "TLS SKIPPED",
            "AUTHENTICATE SKIPPED",
            "SENDER begun",
            "SENDER OK",
            "RECIPIENT begun",
            "RECIPIENT OK",
            "DATA begun",
            "DATA OK");
    assertThat(server.commands())
        .contains("MAIL FROM:<noreply@example.com>", "RCPT TO:<somebody@example.net>")
        .anyMatch(line -> line.startsWith("From: Example <noreply@example.com>"))
        .anyMatch(line -> line.equals("Auto-Submitted: auto-generated"))
        .anyMatch(line -> line.startsWith("EHLO "));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(
            "rejecting greeting",
            "greeting",
            "554 5.7.1 go away",
            SendStep.CONNECT,
            "server_refuses"),
        refusal(
            "busy greeting",
            "greeting",
            "421 4.3.2 too busy",
            SendStep.CONNECT,
            "server_unavailable"),
        refusal(
            "not an SMTP server", "greeting", "SSH-2.0-OpenSSH_9.2", SendStep.CONNECT, "not_smtp"),
        refusal("hang-up at once", "greeting", HANG_UP, SendStep.CONNECT, "connection_lost"),
        refusal("silence", "greeting", SILENCE, SendStep.CONNECT, "no_greeting"),
        refusal(
            "login wanted",
            "MAIL",
            "530 5.7.0 authentication required",
            SendStep.SENDER,
            "authentication_required"),
        refusal(
            "encryption wanted",
            "MAIL",
            "530 5.7.0 must issue a STARTTLS command first",
            SendStep.SENDER,
            "starttls_required"),
        refusal(
            "sender refused",
            "MAIL",
            "550 5.7.1 not your address",
            SendStep.SENDER,
            "sender_refused"),
        refusal("sender silent", "MAIL", SILENCE, SendStep.SENDER, "answer_timed_out"),
        refusal(
            "recipient refused",
            "RCPT",
            "550 5.1.1 no such user",
            SendStep.RECIPIENT,
            "recipient_unknown"),
        refusal(
            "relay denied",
            "RCPT",
            "554 5.7.1 relay access denied",
            SendStep.RECIPIENT,
            "relay_denied"),
        refusal(
            "greylisted in words",
            "RCPT",
            "450 4.2.0 Greylisted, try later",
            SendStep.RECIPIENT,
            "greylisted"),
        refusal(
            "greylisted by code",
            "RCPT",
            "451 4.7.1 please try again",
            SendStep.RECIPIENT,
            "greylisted"),
        refusal(
            "mailbox busy",
            "RCPT",
            "450 4.2.1 mailbox busy",
            SendStep.RECIPIENT,
            "temporarily_refused"),
        refusal("mailbox full", "RCPT", "552 5.2.2 over quota", SendStep.RECIPIENT, "mailbox_full"),
        refusal("data refused", "DATA", "554 5.7.1 no", SendStep.DATA, "message_refused"),
        refusal("greylisted at the end", ".", "451 4.7.1 greylisted", SendStep.DATA, "greylisted"),
        refusal(
            "sender deferred", "MAIL", "451 4.3.0 later", SendStep.SENDER, "temporarily_refused"),
        refusal("too large", ".", "552 5.3.4 message too big", SendStep.DATA, "message_too_large"),
        refusal(
            "too large without enhanced code",
            ".",
            "552 too big",
            SendStep.DATA,
            "message_too_large"),
        refusal("content refused", ".", "554 5.7.1 spam", SendStep.DATA, "message_refused"),
        refusal("hang-up after the message", ".", HANG_UP, SendStep.DATA, "connection_lost"),
        refusal(
            "shutdown meanwhile",
            "DATA",
            "421 4.3.0 shutting down",
            SendStep.DATA,
            "server_unavailable"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void namesWhatWentWrongAndQuotesTheServer(
      String what, String verb, String reply, SendStep step, String code) {
    server.on(verb, reply);

    TestReport report = test(open());

    assertFailed(report, step, code);
    if (!reply.startsWith("(")) {
      assertThat(report.serverReply()).isEqualTo(reply);
    }
  }

  static Stream<Arguments> helloFailures() {
    return Stream.of(
        Arguments.of(SILENCE, "answer_timed_out"),
        Arguments.of(HANG_UP, "connection_lost"),
        Arguments.of("421 4.3.2 too busy", "server_unavailable"),
        Arguments.of("550 5.7.1 not you", "server_refuses"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          greeting | 421 4.7.0 Too many connections from you
          greeting | 554 5.7.1 You are on a list
          EHLO     | 421 4.7.0 Your HELO does not match your DNS
          EHLO     | 554 5.7.1 Your HELO does not match your DNS
          """)
  void showsWhatTheServerSaysBeforeItHangsUp(String verb, String reply) {
    server.on(verb, reply).on("HELO", HANG_UP);

    assertThat(test(open()).serverReply()).isEqualTo(reply);
  }

  /** A failing EHLO belongs to the connection, with whatever encryption and login. */
  @ParameterizedTest
  @MethodSource("helloFailures")
  void blamesTheConnectionWhenTheServerDoesNotAnswerHello(String reply, String code) {
    server
        .offering("AUTH PLAIN")
        .withStartTls(TestAuthority.valid())
        .on("EHLO", reply)
        .on("HELO", reply);

    for (MailServerSettings settings : List.of(open(), smtp(Encryption.STARTTLS))) {
      assertFailed(test(settings), SendStep.CONNECT, code);
    }
    assertFailed(test(withLogin(Encryption.NONE), PASSWORD), SendStep.CONNECT, code);
  }

  @Test
  void talksToServersThatDoNotKnowEhlo() {
    server.on("EHLO", "502 5.5.1 what?").on("HELO", "250 scripted.example");

    assertThat(test(open()).failure()).isNull();
    assertFailed(test(smtp(Encryption.STARTTLS)), SendStep.TLS, "starttls_not_offered");
  }

  @Test
  void introducesItselfAndSendsAsIsSetForTheServer() {
    MailServerSettings settings =
        open()
            .with(MailServerField.GREETING_NAME, GreetingName.of("mail.example.org"))
            .with(MailServerField.REPLY_TO, EmailAddress.of("help@example.org"))
            .with(MailServerField.ENVELOPE_SENDER, EmailAddress.of("bounces@example.org"));

    assertThat(test(settings).failure()).isNull();

    assertThat(server.commands())
        .contains(
            "EHLO mail.example.org",
            "Reply-To: help@example.org",
            "From: Example <noreply@example.com>")
        .anyMatch(line -> line.startsWith("MAIL FROM:<bounces@example.org>"));
  }

  @Test
  void waitsAsLongAsIsSetForTheServer() {
    server.slowly("MAIL", Duration.ofMillis(1200));
    assertFailed(test(open()), SendStep.SENDER, "answer_timed_out");
    MailServerSettings settings = open().with(MailServerField.ANSWER_SECONDS, new Seconds(5));

    assertThat(test(settings).failure()).isNull();
  }

  @Test
  void saysWhenTheHostIsUnknown() {
    TestReport report = test(TestMailServers.open("no-such-host.invalid", 25));

    assertFailed(report, SendStep.RESOLVE, "unknown_host");
    assertThat(report.steps())
        .extracting(StepResult::status)
        .containsOnly(Status.FAILED, Status.SKIPPED);
  }

  @Test
  void saysWhenTheConnectionIsRefused() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }

    assertFailed(
        test(TestMailServers.open("localhost", port)), SendStep.CONNECT, "connection_refused");
  }

  @Test
  void saysWhenTheHostDoesNotTakeTheConnection() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> waiting = fillBacklog(full);
      try {
        assertFailed(
            test(TestMailServers.open("127.0.0.1", full.getLocalPort())),
            SendStep.CONNECT,
            "connect_timed_out");
      } finally {
        for (Socket socket : waiting) {
          socket.close();
        }
      }
    }
  }

  private static List<Socket> fillBacklog(ServerSocket full) throws IOException {
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(full.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException e) {
        return waiting;
      }
    }
    throw new IllegalStateException("The backlog has no end");
  }

  @ParameterizedTest
  @CsvSource({"CANCELLED, cancelled", "TIMED_OUT, test_timed_out"})
  void endsAtOnceWhenStopped(SendProgress.Stop reason, String code) throws Exception {
    server.on("MAIL", SILENCE);
    SmtpMailTransport patient =
        new SmtpMailTransport(
            new SmtpProperties(
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5)),
            new TrustedAuthorityStore(""),
            microsoft.tokens(),
            microsoft.tokenCheck(),
            TestServiceAccounts.none());
    SendProgress progress = new SendProgress(recorder);
    List<TestReport> reports = new ArrayList<>();
    Thread thread =
        Thread.ofVirtual().start(() -> reports.add(patient.test(mail(open(), null), progress)));
    Awaitility.await()
        .until(() -> server.commands().stream().anyMatch(line -> line.startsWith("MAIL")));

    progress.stop(reason);
    thread.interrupt();
    thread.join(Duration.ofSeconds(10));

    assertThat(reports).hasSize(1);
    assertFailed(reports.getFirst(), SendStep.SENDER, code);
  }

  @Test
  void tellsOfAStepThatTakesLong() throws Exception {
    List<SendStep> slow = new CopyOnWriteArrayList<>();
    SendProgress progress =
        new SendProgress(
            new StepListener() {
              @Override
              public void begun(SendStep step) {}

              @Override
              public void slow(SendStep step, Duration soFar) {
                assertThat(soFar).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
                slow.add(step);
              }

              @Override
              public void ended(StepResult result) {}
            });
    progress.tellIfSlow();
    progress.begin(SendStep.CONNECT);
    progress.tellIfSlow();
    assertThat(slow).isEmpty();

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          progress.tellIfSlow();
          return !slow.isEmpty();
        });
    assertThat(slow).containsOnly(SendStep.CONNECT);
    slow.clear();
    progress.ok(null);
    progress.tellIfSlow();
    assertThat(slow).as("it has ended").isEmpty();
  }

  @Test
  void sendsInternationalizedAddressesAsTheyAre() {
    server.offering("SMTPUTF8");

    TestReport report = testTo("山田太郎@株式.会社", TestMailServers.withUtf8Headers(open()));

    assertThat(report.failure()).isNull();
    assertThat(server.commands())
        .contains(
            "MAIL FROM:<noreply@example.com> BODY=8BITMIME SMTPUTF8",
            "RCPT TO:<山田太郎@株式.会社>",
            "To: 山田太郎@株式.会社");
  }

  @Test
  void refusesInternationalizedAddressesBeforeMailFromWhenTheServerCannotTakeThem() {
    TestReport report = testTo("山田太郎@株式.会社", TestMailServers.withUtf8Headers(open()));

    assertFailed(report, SendStep.SENDER, "smtputf8_not_offered");
    assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
  }

  @Test
  void sendsInternationalizedDomainsAsALabelsWithoutAskingForSmtpUtf8() {
    server.offering("SMTPUTF8");

    TestReport report = testTo("info@bücher.example", TestMailServers.withUtf8Headers(open()));

    assertThat(report.failure()).isNull();
    assertThat(server.commands())
        .contains("MAIL FROM:<noreply@example.com>", "RCPT TO:<info@xn--bcher-kva.example>");
  }

  @Test
  void warnsWhenTheServerDoesNotOfferTheUtf8ThatTheSettingsPromise() {
    TestReport report = test(TestMailServers.withUtf8Headers(open()));

    assertThat(report.isSent()).isTrue();
    assertThat(report.steps())
        .anySatisfy(step -> {
          assertThat(step.step()).isEqualTo(SendStep.SENDER);
          assertThat(step.detail().getCodes()).containsExactly("check.smtputf8_missing");
        });
  }

  @Test
  void givesUpOnAServerThatTalksWithoutEnd() {
    server.on("MAIL", "250-" + "x".repeat(70_000));

    assertFailed(test(open()), SendStep.SENDER, "answer_too_long");

    server.on("MAIL", "250-more\r\n".repeat(600) + "250 ok");

    assertFailed(test(open()), SendStep.SENDER, "answer_too_long");
  }

  private MailServerSettings open() {
    return smtp(Encryption.NONE);
  }

  private TestReport testTo(String recipient, MailServerSettings settings) {
    TestMail mail =
        new TestMail(
            MailOwner.SYSTEM,
            false,
            settings,
            AddressFilter.ANY,
            null,
            EmailAddress.of(recipient),
            Instant.now(),
            TestMail.Content.ofText("Test", "Grüße"));
    return transport.test(mail, new SendProgress(recorder));
  }
}
