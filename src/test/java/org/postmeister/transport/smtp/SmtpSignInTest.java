package org.postmeister.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.Username;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.StepResult.Status;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.testing.FakeEntra;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestMailServers;

/**
 * Signing in to an SMTP server, with a password and with an access token, over real connections.
 */
@Tag("slow")
class SmtpSignInTest extends SmtpTestCase {

  @ParameterizedTest
  @MethodSource("encryptions")
  void signsInOverAnEncryptedConnection(Encryption encryption) {
    server.offering("AUTH PLAIN LOGIN");
    encrypt(encryption, TestAuthority.valid());

    TestReport report = test(withLogin(encryption), PASSWORD);

    assertThat(report.failure()).isNull();
    assertThat(report.steps()).extracting(StepResult::status).containsOnly(Status.OK);
    assertThat(argumentsOf(report, SendStep.TLS))
        .satisfies(details -> {
          assertThat(details[0]).asString().startsWith("TLSv1.");
          assertThat(details[1]).asString().startsWith("TLS_");
          assertThat(details[2]).isEqualTo("CN=Test valid");
        });
    assertThat(server.commands()).anyMatch(line -> line.startsWith("AUTH PLAIN"));
  }

  static Stream<Arguments> refusedLogins() {
    return Stream.of(
        Arguments.of("535 5.7.8 bad credentials", "authentication_failed"),
        Arguments.of(
            "534 5.7.9 application-specific password required",
            "authentication_needs_app_password"),
        Arguments.of("534 5.7.9 too weak", "authentication_mechanism_refused"),
        Arguments.of("504 5.7.4 unrecognized", "authentication_mechanism_refused"),
        Arguments.of("538 5.7.11 encryption required", "authentication_needs_encryption"),
        Arguments.of("454 4.7.0 temporary failure", "authentication_unavailable"),
        Arguments.of("530 5.7.0 must issue a STARTTLS command first", "starttls_required"));
  }

  @ParameterizedTest
  @MethodSource("refusedLogins")
  void namesWhyTheLoginWasRefused(String reply, String code) {
    server.offering("AUTH PLAIN LOGIN").on("AUTH", reply);

    TestReport report = test(withLogin(Encryption.NONE), PASSWORD);

    assertFailed(report, SendStep.AUTHENTICATE, code);
    assertThat(report.serverReply()).isEqualTo(reply);
  }

  @Test
  void doesNotGoOnWithoutTheLoginThatIsConfigured() {
    TestReport report = test(withLogin(Encryption.NONE), PASSWORD);

    assertFailed(report, SendStep.AUTHENTICATE, "authentication_not_offered");
    assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
  }

  @Test
  void saysWhenNoMechanismIsShared() {
    server.offering("AUTH CRAM-MD5 NTLM");

    TestReport report = test(withLogin(Encryption.NONE), PASSWORD);

    assertFailed(report, SendStep.AUTHENTICATE, "authentication_no_mechanism");
    assertThat(report.failure().arguments()).containsExactly("CRAM-MD5 NTLM");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"504 5.5.4 Unrecognized authentication type", "535 5.7.8 mechanism not allowed"})
  void usesLoginWhereAServerOffersPlainAndDoesNotTakeIt(String reply) {
    server.offering("AUTH PLAIN LOGIN").on("AUTH PLAIN", reply).on("AUTH", "235 2.7.0 welcome");

    TestReport report = test(withLogin(Encryption.NONE), PASSWORD);

    assertThat(report.failure()).isNull();
    assertThat(report.steps())
        .filteredOn(step -> step.step() == SendStep.AUTHENTICATE)
        .singleElement()
        .returns(Status.OK, StepResult::status);
    assertThat(logins()).containsExactly("AUTH PLAIN", "AUTH LOGIN");
    test(withLogin(Encryption.NONE), PASSWORD);
    assertThat(logins()).containsExactly("AUTH PLAIN", "AUTH LOGIN", "AUTH LOGIN");
  }

  @Test
  void triesNoOtherMechanismWithAWrongPassword() {
    server.offering("AUTH PLAIN LOGIN").on("AUTH", "535 5.7.8 bad credentials");

    test(withLogin(Encryption.NONE), PASSWORD);

    assertThat(logins()).containsExactly("AUTH PLAIN");
  }

  private List<String> logins() {
    return server.commands().stream()
        .filter(line -> line.startsWith("AUTH"))
        .map(line -> String.join(" ", line.split(" ", 3)[0], line.split(" ", 3)[1]))
        .toList();
  }

  @Test
  void hidesASecretThatTheServerRepeats() {
    server.offering("AUTH PLAIN").on("AUTH", "535 wrong: " + PASSWORD);

    TestReport report = test(withLogin(Encryption.NONE), PASSWORD);

    assertThat(report.serverReply()).isEqualTo("535 wrong: [hidden]");
  }

  @Test
  void hidesASecretThatTheServerRepeatsInALaterStep() {
    server.offering("AUTH PLAIN").on("MAIL", "250 hello " + PASSWORD);

    assertThat(argumentsOf(test(withLogin(Encryption.NONE), PASSWORD), SendStep.SENDER))
        .containsExactly("250 hello [hidden]");
  }

  @ParameterizedTest
  @MethodSource("encryptions")
  void signsInWithAnAccessToken(Encryption encryption) {
    server.offering("AUTH LOGIN XOAUTH2");
    encrypt(encryption, TestAuthority.valid());

    TestReport report = testWithToken(encryption, "SMTP.SendAsApp");

    assertThat(report.failure()).isNull();
    assertThat(report.steps())
        .extracting(StepResult::step)
        .startsWith(SendStep.TOKEN, SendStep.PERMISSIONS, SendStep.RESOLVE)
        .endsWith(SendStep.DATA);
    FakeEntra.Issued token = entra.issued().getFirst();
    assertThat(token.audience()).isEqualTo("https://outlook.office365.com");
    assertThat(server.commands())
        .contains("AUTH XOAUTH2 " + xoauth2("noreply@example.com", token.value()));
  }

  @Test
  void warnsWhenTheTokenMayNotSend() {
    server.offering("AUTH XOAUTH2");
    encrypt(Encryption.STARTTLS, TestAuthority.valid());

    TestReport report = testWithToken(Encryption.STARTTLS, "Mail.Read");

    assertThat(report.failure()).isNull();
    assertThat(report.steps())
        .filteredOn(StepResult::warning)
        .extracting(StepResult::step)
        .containsExactly(SendStep.PERMISSIONS);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("tokenRefusals")
  void saysWhyAnAccessTokenWasNotTaken(String extension, String reply, String code) {
    server.offering(extension).on("AUTH", reply);
    encrypt(Encryption.STARTTLS, TestAuthority.valid());

    TestReport report = testWithToken(Encryption.STARTTLS, "SMTP.SendAsApp");

    assertThat(report.failure()).isNotNull();
    assertThat(report.failure().code()).isEqualTo(code);
    assertThat(report.failure().step()).isEqualTo(SendStep.AUTHENTICATE);
    assertThat(report.steps()).hasSize(9);
  }

  static Stream<Arguments> tokenRefusals() {
    return Stream.of(
        Arguments.of("AUTH PLAIN LOGIN", "235 ok", "oauth2_not_offered"),
        Arguments.of("8BITMIME", "235 ok", "authentication_not_offered"),
        Arguments.of("AUTH XOAUTH2", "535 5.7.3 Authentication unsuccessful", "oauth2_refused"),
        Arguments.of(
            "AUTH XOAUTH2",
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the"
                + " Mailbox.",
            "oauth2_smtp_auth_disabled"),
        Arguments.of("AUTH XOAUTH2", "454 4.7.0 Temporary failure", "authentication_unavailable"));
  }

  @Test
  void neverRepeatsAnAccessTokenThatAServerEchoes() {
    server.offering("AUTH XOAUTH2").on("AUTH", ScriptedSmtpServer.ECHO);
    encrypt(Encryption.STARTTLS, TestAuthority.valid());

    TestReport report = testWithToken(Encryption.STARTTLS, "SMTP.SendAsApp");

    String token = entra.issued().getFirst().value();
    assertThat(report.serverReply())
        .contains("[hidden]")
        .doesNotContain(token, xoauth2("noreply@example.com", token));
  }

  @Test
  void doesNotConnectWithoutAnAccessToken() {
    entra.answer("/token", FakeEntra.refusal(401, "invalid_client", 7000215, "Invalid secret."));
    encrypt(Encryption.STARTTLS, TestAuthority.valid());

    TestReport report = testWithToken(Encryption.STARTTLS, "SMTP.SendAsApp");

    assertThat(report.failure().code()).isEqualTo("entra_wrong_secret");
    assertThat(report.failure().step()).isEqualTo(SendStep.TOKEN);
    assertThat(server.commands()).isEmpty();
  }

  private TestReport testWithToken(Encryption encryption, String role) {
    AppRegistration registration = TestMailServers.registration();
    entra.register(
        String.valueOf(registration.directoryId()),
        String.valueOf(registration.applicationId()),
        PASSWORD,
        role);
    return test(
        TestMailServers.smtp(
            "localhost",
            server.port(),
            encryption,
            new Authentication.SmtpOauth2(Username.of("noreply@example.com"), registration)),
        PASSWORD);
  }

  private static String xoauth2(String user, String token) {
    return Base64.getEncoder()
        .encodeToString(
            ("user=" + user + "\1auth=Bearer " + token + "\1\1")
                .getBytes(StandardCharsets.US_ASCII));
  }

  private static Object[] argumentsOf(TestReport report, SendStep step) {
    return report.steps().stream()
        .filter(result -> result.step() == step)
        .findFirst()
        .orElseThrow()
        .detail()
        .getArguments();
  }
}
