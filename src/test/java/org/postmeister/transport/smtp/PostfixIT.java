package org.postmeister.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.secret.Secret;
import org.postmeister.testing.PostfixServer;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestMailServers;
import org.postmeister.transport.google.TestServiceAccounts;
import org.postmeister.transport.microsoft.MicrosoftClients;

/**
 * The test mail against a mail server that others wrote. Optional: where it is skipped, the reason
 * is printed.
 */
class PostfixIT {

  private static PostfixServer postfix;

  private static final MicrosoftClients NO_MICROSOFT =
      new MicrosoftClients("https://microsoft.invalid", null, Clock.systemUTC());

  private final SmtpMailTransport transport =
      new SmtpMailTransport(
          new SmtpProperties(
              Duration.ofSeconds(5),
              Duration.ofSeconds(20),
              Duration.ofSeconds(20),
              Duration.ofSeconds(20),
              Duration.ofSeconds(5),
              Duration.ofSeconds(20)),
          new TrustedAuthorityStore(TestAuthority.trusted().toString()),
          NO_MICROSOFT.tokens(),
          NO_MICROSOFT.tokenCheck(),
          TestServiceAccounts.none());

  @BeforeAll
  static void start() {
    Optional<String> whyNot = PostfixServer.whyNot();
    whyNot.ifPresent(reason ->
        System.getLogger("tests")
            .log(System.Logger.Level.WARNING, "PostfixIT is skipped: " + reason));
    Assumptions.assumeTrue(whyNot.isEmpty(), () -> whyNot.orElse(""));
    postfix = PostfixServer.start();
  }

  @AfterAll
  static void stop() {
    if (postfix != null) {
      postfix.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"somebody@example.net", "info@bücher.example", "山田太郎@株式.会社"})
  void submitsWithStartTlsAndLogin(String recipient) {
    TestReport report = test(postfix.port(), PostfixServer.USER, PostfixServer.PASSWORD, recipient);

    assertThat(report.failure()).describedAs(postfix.log()).isNull();
    assertThat(report.serverReply()).startsWith("250 2.0.0 Ok: queued as ");
    assertThat(report.steps()).extracting(StepResult::status).containsOnly(StepResult.Status.OK);
    String messageId = report.messageId();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> postfix.delivered().stream().anyMatch(message -> message.contains(messageId)));
    assertThat(postfix.delivered())
        .filteredOn(message -> message.contains(messageId))
        .singleElement()
        .asString()
        .contains("Auto-Submitted: auto-generated", "SMTPSA");
  }

  @Test
  void keepsInternationalizedAddressesAsTheyAreInTheDeliveredMessage() {
    TestReport report =
        test(postfix.port(), PostfixServer.USER, PostfixServer.PASSWORD, "山田太郎@株式.会社");

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(postfix.delivered())
                .filteredOn(message -> message.contains(report.messageId()))
                .singleElement()
                .asString()
                .contains("To: 山田太郎@株式.会社", "UTF8SMTPSA"));
  }

  @Test
  void isToldThatTheLoginIsWrong() {
    TestReport report =
        test(postfix.port(), PostfixServer.USER, "not the password", "somebody@example.net");

    assertFailed(report, SendStep.AUTHENTICATE, "authentication_failed");
    assertThat(report.serverReply()).startsWith("535 5.7.8");
  }

  @Test
  void isToldThatALoginIsRequired() {
    MailServerSettings settings =
        TestMailServers.smtp(
            "localhost", postfix.port(), Encryption.STARTTLS, new Authentication.None());

    TestReport report = test(settings, null, "somebody@example.net");

    assertFailed(report, SendStep.RECIPIENT, "recipient_refused");
    assertThat(report.serverReply()).startsWith("554 5.7.1");
  }

  @Test
  void isToldThatEncryptionIsRequired() {
    MailServerSettings settings = TestMailServers.open("localhost", postfix.port());

    assertFailed(
        test(settings, null, "somebody@example.net"), SendStep.SENDER, "starttls_required");
  }

  @Test
  void isRefusedBeforeMailFromWithoutSmtpUtf8() {
    TestReport report =
        test(
            postfix.portWithoutSmtpUtf8(),
            PostfixServer.USER,
            PostfixServer.PASSWORD,
            "山田太郎@株式.会社");

    assertFailed(report, SendStep.SENDER, "smtputf8_not_offered");
  }

  private TestReport test(int port, String user, String password, String recipient) {
    return test(
        TestMailServers.withUtf8Headers(
            TestMailServers.withLogin("localhost", port, Encryption.STARTTLS, user)),
        Secret.of(password),
        recipient);
  }

  private TestReport test(MailServerSettings settings, Secret secret, String recipient) {
    TestMail mail =
        new TestMail(
            MailOwner.SYSTEM,
            false,
            settings,
            AddressFilter.ANY,
            secret,
            EmailAddress.of(recipient),
            Instant.now(),
            TestMail.Content.ofText("Test", "Grüße"));
    return transport.test(mail, new SendProgress(StepListener.NONE));
  }

  private static void assertFailed(TestReport report, SendStep step, String code) {
    assertThat(report.failure()).isNotNull();
    assertThat(report.failure().code()).describedAs(report.serverReply()).isEqualTo(code);
    assertThat(report.failure().step()).isEqualTo(step);
  }
}
