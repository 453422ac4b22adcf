package org.postmeister.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.GoogleServiceAccountKey;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.MailConnection;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.mailserver.spi.ServerFailedException;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.testing.FakeGoogle;
import org.postmeister.testing.FakeHttpsService.Answer;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestMailServers;
import org.postmeister.transport.google.TestServiceAccounts;
import org.postmeister.transport.microsoft.MicrosoftClients;

/** Mail through Google Workspace, as a service account that acts for a user. */
class GoogleWorkspaceTest {

  private static final String USER = "noreply@example.com";

  private final FakeGoogle google = new FakeGoogle().delegate(USER);
  private final MicrosoftClients microsoft =
      new MicrosoftClients("https://localhost:1", null, Clock.systemUTC());
  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private final SmtpMailTransport transport =
      new SmtpMailTransport(
          new SmtpProperties(
              Duration.ofSeconds(2),
              Duration.ofSeconds(2),
              Duration.ofSeconds(2),
              Duration.ofSeconds(2),
              Duration.ofSeconds(2),
              Duration.ofSeconds(2)),
          new TrustedAuthorityStore(TestAuthority.trusted().toString()),
          microsoft.tokens(),
          microsoft.tokenCheck(),
          TestServiceAccounts.at(google.tokenEndpoint()));

  @BeforeEach
  void offer() {
    server.offering("AUTH LOGIN PLAIN XOAUTH2").withStartTls(TestAuthority.valid());
  }

  @AfterEach
  void stop() {
    server.close();
    microsoft.close();
    google.close();
  }

  @Test
  void signsInAsTheUserItActsFor() {
    TestReport report = test(USER, google.keyFile());

    assertThat(report.failure()).isNull();
    assertThat(report.steps())
        .extracting(StepResult::step)
        .startsWith(SendStep.TOKEN, SendStep.RESOLVE)
        .endsWith(SendStep.DATA);
    assertThat(report.steps().getFirst().detail().getArguments())
        .containsExactly(FakeGoogle.ACCOUNT);
    String sent = "user=" + USER + "\1auth=Bearer " + google.issued().getFirst() + "\1\1";
    assertThat(server.commands())
        .contains(
            "AUTH XOAUTH2 "
                + Base64.getEncoder().encodeToString(sent.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void oneTokenServesAllConnectionsUntilItIsRefused() throws Exception {
    for (int i = 0; i < 3; i++) {
      connect().close();
    }
    assertThat(google.issued()).hasSize(1);

    server.on("AUTH", "535 5.7.8 Username and Password not accepted");
    ServerFailedException refused =
        catchThrowableOfType(ServerFailedException.class, this::connect);

    assertThat(google.issued()).describedAs("once more with a new one").hasSize(2);
    assertThat(refused.failure().failure().code()).isEqualTo("google_mailbox_refused");
    assertThat(refused.failure().lasting()).isTrue();
  }

  @Test
  void saysThatTheAccountMayNotActForTheUser() {
    TestReport report = test("somebody@example.com", google.keyFile());

    assertFailed(report, "google_not_delegated");
    assertThat(report.serverReply()).startsWith("unauthorized_client: Client is unauthorized");
    assertThat(report.steps()).hasSize(8);
    assertThat(server.commands()).isEmpty();
  }

  @Test
  void saysThatTheKeyIsOfNoUse() {
    assertFailed(test(USER, FakeGoogle.keyFileOfAnother()), "google_wrong_key");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_grant, Invalid email or User ID, google_unknown_user, true",
    "400, invalid_grant, Invalid grant: account not found, google_unknown_account, true",
    "400, invalid_grant, Invalid JWT Signature., google_wrong_key, true",
    "400, invalid_grant, 'Invalid JWT: Token must be a short-lived token (60 minutes) and in a"
        + " reasonable timeframe.', google_clock, false",
    "401, unauthorized_client, Client is unauthorized, google_not_delegated, true",
    "403, access_denied, Requested client not authorized., google_not_delegated, true",
    "401, invalid_client, The OAuth client was not found., google_wrong_key, true",
    "401, disabled_client, The OAuth client was disabled., google_account_disabled, true",
    "401, deleted_client, The OAuth client was deleted., google_account_disabled, true",
    "403, org_internal, This client is restricted to users within its organization.,"
        + " google_account_disabled, true",
    "400, invalid_scope, Some requested scopes were invalid., google_not_delegated, true",
    "400, something_new, Whatever it is., google_refused, false",
    "429, rate_limit_exceeded, Slow down., google_unavailable, false",
    "503, internal_failure, Try later., google_unavailable, false"
  })
  void understandsEachRefusal(
      int status, String error, String description, String code, boolean lasting) {
    google.answer("/token", FakeGoogle.refusal(status, error, description));

    TestReport report = test(USER, google.keyFile());

    assertFailed(report, code);
    assertThat(report.serverReply()).contains(error);
    ServerFailedException sending =
        catchThrowableOfType(ServerFailedException.class, this::connect);
    assertThat(sending.failure().failure().code()).isEqualTo(code);
    assertThat(sending.failure().lasting()).isEqualTo(lasting);
    assertThat(google.asked()).describedAs("no repetition of its own").hasSize(2);
  }

  @Test
  void saysWhenNobodyAnswersOrSomethingElse() {
    google.answer("/token", Answer.html(502, "Bad gateway"));
    assertFailed(test(USER, google.keyFile()), "google_unavailable");
    google.stall("/token");
    assertFailed(test(USER, google.keyFile()), "google_timed_out");
    google.close();
    assertFailed(test(USER, google.keyFile()), "google_unreachable");
  }

  private TestReport test(String user, String keyFile) {
    return transport.test(
        new TestMail(
            MailOwner.SYSTEM,
            false,
            settings(user),
            AddressFilter.ANY,
            GoogleServiceAccountKey.of(keyFile),
            EmailAddress.of("somebody@example.net"),
            Instant.now(),
            TestMail.Content.ofText("Test", "Grüße")),
        new SendProgress(StepListener.NONE));
  }

  private MailConnection connect() throws ServerFailedException, InterruptedException {
    return transport.connect(
        new SendingServer(
            MailOwner.SYSTEM,
            settings(USER),
            AddressFilter.ANY,
            GoogleServiceAccountKey.of(google.keyFile()),
            1,
            null),
        false);
  }

  private MailServerSettings settings(String user) {
    return TestMailServers.smtp(
        "localhost",
        server.port(),
        Encryption.STARTTLS,
        new Authentication.GoogleServiceAccount(EmailAddress.of(user)));
  }

  private static void assertFailed(TestReport report, String code) {
    assertThat(report.failure()).isNotNull();
    assertThat(report.failure().code()).isEqualTo(code);
    assertThat(List.of(SendStep.TOKEN)).contains(report.failure().step());
  }
}
