package org.postmeister.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.TrustedCertificates;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.StepResult.Status;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.testing.TestAuthority;
import org.postmeister.transport.google.TestServiceAccounts;

/**
 * TLS to an SMTP server, from the first byte or after STARTTLS, and whose certificates are trusted.
 */
@Tag("slow")
class SmtpEncryptionTest extends SmtpTestCase {

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
        new TrustedAuthorityStore(""),
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
        smtp(Encryption.TLS)
            .with(
                MailServerField.TRUSTED_CERTIFICATES,
                TrustedCertificates.of(Files.readString(TestAuthority.trusted())));

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
}
