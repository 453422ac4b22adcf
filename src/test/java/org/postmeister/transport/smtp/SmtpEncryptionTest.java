package org.postmeister.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Username;
import org.postmeister.common.config.TrustedAuthorities;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerOptions;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.MailServerTimeouts;
import org.postmeister.mailserver.TrustedCertificates;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.StepResult.Status;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.secret.Secret;
import org.postmeister.testing.FakeEntra;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestMailServers;
import org.postmeister.transport.google.TestServiceAccounts;
import org.postmeister.transport.microsoft.MicrosoftClients;

/**
 * TLS to an SMTP server, from the first byte or after STARTTLS, and whose certificates are trusted.
 */
@Tag("slow")
class SmtpEncryptionTest {

  private static final String PASSWORD = "correct horse battery";

  private final FakeEntra entra = new FakeEntra();
  private final MicrosoftClients microsoft =
      new MicrosoftClients(entra.url(), null, Clock.systemUTC());
  private final SmtpMailTransport transport =
      new SmtpMailTransport(
          new SmtpProperties(
              Duration.ofSeconds(2),
              Duration.ofMillis(700),
              Duration.ofMillis(700),
              Duration.ofMillis(700),
              Duration.ofSeconds(2),
              Duration.ofSeconds(3)),
          new TrustedAuthorities(TestAuthority.trusted().toString()),
          microsoft.tokens(),
          microsoft.tokenCheck(),
          TestServiceAccounts.none());
  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private final Recorder recorder = new Recorder();

  @AfterEach
  void stop() {
    server.close();
    microsoft.close();
    entra.close();
  }

  @ParameterizedTest
  @MethodSource("encryptions")
  void encryptsWithoutALoginToo(Encryption encryption) {
    encrypt(encryption, TestAuthority.valid());

    TestReport report = test(smtp(encryption));

    assertThat(report.failure()).isNull();
    assertThat(report.steps())
        .extracting(StepResult::status)
        .containsExactly(
            Status.OK, Status.OK, Status.OK, Status.SKIPPED, Status.OK, Status.OK, Status.OK);
  }

  static Stream<Encryption> encryptions() {
    return Stream.of(Encryption.STARTTLS, Encryption.TLS);
  }

  @Test
  void requiresStartTlsWhenItIsConfigured() {
    server.offering("AUTH PLAIN");

    TestReport report = test(withLogin(Encryption.STARTTLS), PASSWORD);

    assertFailed(report, SendStep.TLS, "starttls_not_offered");
    assertThat(server.commands())
        .noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
  }

  @Test
  void refusesToGoOnWhenTheServerRefusesStartTls() {
    server.withStartTls(TestAuthority.valid()).on("STARTTLS", "454 4.7.0 TLS not available");

    TestReport report = test(smtp(Encryption.STARTTLS));

    assertThat(report.isSent()).isFalse();
    assertThat(report.failure().step()).isEqualTo(SendStep.TLS);
    assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
  }

  static Stream<Arguments> badCertificates() {
    return encryptions()
        .flatMap(encryption ->
            Stream.of(
                Arguments.of(encryption, "expired", "certificate_expired"),
                Arguments.of(encryption, "early", "certificate_not_yet_valid"),
                Arguments.of(encryption, "other", "certificate_wrong_name"),
                Arguments.of(encryption, "self-signed", "certificate_self_signed")));
  }

  @ParameterizedTest
  @MethodSource("badCertificates")
  void refusesCertificatesAndSaysWhatIsWrongWithThem(
      Encryption encryption, String certificate, String code) {
    encrypt(
        encryption,
        switch (certificate) {
          case "expired" -> TestAuthority.expired();
          case "early" -> TestAuthority.notYetValid();
          case "other" -> TestAuthority.forOtherHost();
          default -> TestAuthority.selfSigned();
        });

    TestReport report = test(smtp(encryption));

    assertFailed(report, SendStep.TLS, code);
    assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
  }

  /** Trusts those alone that the JVM trusts. */
  private SmtpMailTransport distrustful() {
    return new SmtpMailTransport(
        new SmtpProperties(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2)),
        new TrustedAuthorities(""),
        microsoft.tokens(),
        microsoft.tokenCheck(),
        TestServiceAccounts.none());
  }

  @Test
  void refusesCertificatesOfUnknownAuthorities() {
    encrypt(Encryption.TLS, TestAuthority.valid());

    TestReport report =
        distrustful().test(mail(smtp(Encryption.TLS), null), new SendProgress(recorder));

    assertFailed(report, SendStep.TLS, "certificate_untrusted");
  }

  @Test
  void trustsTheAuthoritiesThatAreSetForTheServer() throws IOException {
    encrypt(Encryption.TLS, TestAuthority.valid());
    MailServerSettings trusting =
        TestMailServers.withOptions(
            smtp(Encryption.TLS),
            new MailServerOptions(
                null,
                null,
                null,
                TrustedCertificates.of(Files.readString(TestAuthority.trusted())),
                MailServerTimeouts.USUAL));

    TestReport report = distrustful().test(mail(trusting, null), new SendProgress(recorder));

    assertThat(report.failure()).isNull();
  }

  @Test
  void noticesAPlainServerBehindATlsPort() {
    assertFailed(test(smtp(Encryption.TLS)), SendStep.TLS, "tls_not_spoken");
  }

  @ParameterizedTest
  @MethodSource("plainEncryptions")
  void noticesATlsServerBehindAPlainPort(Encryption encryption) {
    server.withImplicitTls(TestAuthority.valid());

    assertFailed(test(smtp(encryption)), SendStep.CONNECT, "tls_expected");
  }

  static Stream<Encryption> plainEncryptions() {
    return Stream.of(Encryption.NONE, Encryption.STARTTLS);
  }

  @Test
  void believesNothingThatWasSaidBeforeTls() {
    server.withStartTls(TestAuthority.valid()).on("STARTTLS", "220 Go\r250-evil\r250 AUTH PLAIN");

    assertThat(test(smtp(Encryption.STARTTLS)).isSent()).isFalse();

    server.on("STARTTLS", "220 Go\r\n250-evil\r\n250 AUTH PLAIN");

    assertThat(test(smtp(Encryption.STARTTLS)).isSent()).isFalse();
    assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
  }

  private void encrypt(Encryption encryption, SSLContext context) {
    if (encryption == Encryption.TLS) {
      server.withImplicitTls(context);
    } else {
      server.withStartTls(context);
    }
  }

  private MailServerSettings smtp(Encryption encryption) {
    return TestMailServers.smtp("localhost", server.port(), encryption, new Authentication.None());
  }

  private MailServerSettings withLogin(Encryption encryption) {
    return TestMailServers.smtp(
        "localhost",
        server.port(),
        encryption,
        new Authentication.UsernamePassword(Username.of("user")));
  }

  private TestReport test(MailServerSettings settings) {
    return test(settings, null);
  }

  private TestReport test(MailServerSettings settings, @Nullable String password) {
    return transport.test(mail(settings, password), new SendProgress(recorder));
  }

  private static TestMail mail(MailServerSettings settings, @Nullable String password) {
    return new TestMail(
        null,
        settings,
        AddressFilter.ANY,
        password == null ? null : Secret.of(password),
        EmailAddress.of("somebody@example.net"),
        Instant.now(),
        "Test",
        "Grüße");
  }

  private static void assertFailed(TestReport report, SendStep step, String code) {
    assertThat(report.failure()).isNotNull();
    assertThat(report.failure().code()).isEqualTo(code);
    assertThat(report.failure().step()).isEqualTo(step);
    assertThat(report.messageId()).isNull();
    assertThat(report.steps())
        .extracting(StepResult::step)
        .containsExactlyElementsOf(SmtpCheck.STEPS);
    assertThat(report.steps()).filteredOn(result -> result.status() == Status.FAILED).hasSize(1);
  }

  private static final class Recorder implements StepListener {

    private final List<String> events = new ArrayList<>();

    @Override
    public void begun(SendStep step) {
      events.add(step + " begun");
    }

    @Override
    public void ended(StepResult result) {
      events.add(result.step() + " " + result.status());
    }
  }
}
