package org.postmeister.transport.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.secret.Secret;
import org.postmeister.testing.FakeEntra;
import org.postmeister.testing.FakeGraph;
import org.postmeister.testing.FakeHttpsService.Answer;
import org.postmeister.testing.FakeHttpsService.Asked;
import org.postmeister.testing.TestClock;
import org.postmeister.testing.TestMailServers;
import org.postmeister.transport.microsoft.AccessToken;
import org.postmeister.transport.microsoft.MicrosoftClients;
import org.postmeister.transport.microsoft.MicrosoftException;
import org.postmeister.transport.microsoft.MicrosoftFailure;
import org.postmeister.transport.microsoft.Resource;
import org.postmeister.transport.microsoft.TokenSource;

/** What goes wrong between a message and Microsoft Graph is never blamed on somebody else. */
class GraphSenderTest {

  private static final String SECRET = "s3cret~value";
  private static final String SENDER = "noreply@example.com";
  private static final AppRegistration REGISTRATION = TestMailServers.registration();
  private static final byte[] MESSAGE = message("Short.");

  private final TestClock.Turnable clock = new TestClock.Turnable();
  private final FakeEntra entra = new FakeEntra();
  private final FakeGraph graph = new FakeGraph(entra).user(SENDER, "No Reply");
  private final MicrosoftClients clients = new MicrosoftClients(entra.url(), graph.url(), clock);
  private final GraphSender sender = sender(clients);

  private GraphSender sender(MicrosoftClients by) {
    return new GraphSender(by.http(), new SendingLimiter(by.properties(), clock), by.properties());
  }

  @BeforeEach
  void grant() {
    entra.register(
        String.valueOf(REGISTRATION.directoryId()),
        String.valueOf(REGISTRATION.applicationId()),
        SECRET,
        "Mail.Send",
        "User.Read.All",
        "Mail.ReadWrite");
  }

  @AfterEach
  void stop() {
    clients.close();
    graph.close();
    entra.close();
  }

  private static byte[] message(String text) {
    return "From: %s\r\nTo: to@example.net\r\nSubject: Test\r\n\r\n%s"
        .formatted(SENDER, text)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] messageWithAttachment(int size) {
    return """
    From: %s
    To: to@example.net
    Subject: Test
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary=b

    --b
    Content-Type: application/octet-stream
    Content-Disposition: attachment; filename=a.bin
    Content-Transfer-Encoding: base64

    %s
    --b--
    """
        .formatted(SENDER, Base64.getMimeEncoder().encodeToString(new byte[size]))
        .replace("\r\n", "\n")
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private GraphAccount account(MicrosoftClients by, MailOwner owner, String secret) {
    return new GraphAccount(
        REGISTRATION,
        by.tokens().of(owner, REGISTRATION, Secret.of(secret), Resource.GRAPH),
        EmailAddress.of(SENDER));
  }

  private GraphAccount account() {
    return account(clients, MailOwner.SYSTEM, SECRET);
  }

  private MicrosoftFailure failure(GraphSender by, GraphAccount account, byte[] message) {
    return catchThrowableOfType(MicrosoftException.class, () -> by.send(account, message))
        .failure();
  }

  private MicrosoftFailure failure() {
    return failure(sender, account(), MESSAGE);
  }

  /** A plus would be read as a space, and the rest as the end of the question. */
  @Test
  void asksForIdsAsTheyAreWhateverTheyContain() throws Exception {
    String id = "<a+b&c=d%41#e?f@example.com>";
    sender.send(
        account(), ("Message-ID: " + id + "\r\n" + text()).getBytes(StandardCharsets.US_ASCII));

    assertThat(sender.hasSent(account(), id)).isTrue();
    assertThat(sender.hasSent(account(), "<a+b@example.com>")).isFalse();
    assertThat(graph.asked().getLast().query()).startsWith("$");
  }

  private static String text() {
    return new String(MESSAGE, StandardCharsets.US_ASCII);
  }

  @Test
  void aTokenThatDoesNotComeIsNoMessageThatMayHaveBeenSent() {
    entra.stall("/token");
    assertThat(failure().code()).isEqualTo("microsoft_timed_out");

    entra.cut("/token");
    assertThat(failure().code()).isEqualTo("microsoft_connection_lost");
    assertThat(graph.asked()).isEmpty();
  }

  @Test
  void aServiceThatCannotBeReachedHasNotGotTheMessage() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    try (MicrosoftClients away =
        new MicrosoftClients(entra.url(), "https://localhost:" + port, clock)) {
      GraphAccount account = account(away, MailOwner.SYSTEM, SECRET);
      assertThat(failure(sender(away), account, MESSAGE).code()).isEqualTo("microsoft_unreachable");
    }
  }

  @Test
  void aHandshakeThatIsCutIsNoCertificateThatIsNotTrusted() throws IOException {
    try (ServerSocket rude = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        MicrosoftClients clumsy =
            new MicrosoftClients(entra.url(), "https://localhost:" + rude.getLocalPort(), clock)) {
      Thread.ofVirtual()
          .start(() -> {
            while (!rude.isClosed()) {
              try {
                rude.accept().close();
              } catch (IOException e) {
                return;
              }
            }
          });

      GraphAccount account = account(clumsy, MailOwner.SYSTEM, SECRET);
      assertThat(failure(sender(clumsy), account, MESSAGE).code())
          .isEqualTo("microsoft_connection_lost");
    }
  }

  @Test
  void aStrangersCertificateIsNotTrustedForMailEither() {
    try (FakeGraph stranger =
            new FakeGraph(entra, org.postmeister.testing.TestAuthority.selfSigned());
        MicrosoftClients deceived = new MicrosoftClients(entra.url(), stranger.url(), clock)) {
      GraphAccount account = account(deceived, MailOwner.SYSTEM, SECRET);
      assertThat(failure(sender(deceived), account, MESSAGE).code())
          .isEqualTo("microsoft_not_trusted");
      assertThat(stranger.asked()).isEmpty();
    }
  }

  @Test
  void tooLargeAndTooManyAreClearInWhateverFormat() {
    graph.answer("/sendMail", Answer.html(413, "Request Entity Too Large"));
    assertThat(failure().code()).isEqualTo("graph_too_large");

    graph.answer("/sendMail", Answer.empty(429).with("Retry-After", "7"));
    assertThat(failure())
        .returns("graph_throttled", MicrosoftFailure::code)
        .returns(Duration.ofSeconds(7), MicrosoftFailure::retryAfter);
  }

  @Test
  void theLongestWishToBeLeftAloneCounts() {
    GraphFailures failures = new GraphFailures(EmailAddress.of(SENDER), "Graph", 1);
    SendingLimiter limits = new SendingLimiter(clients.properties(), clock);
    for (int seconds : List.of(90, 5)) {
      var _ =
          catchThrowableOfType(
              MicrosoftException.class,
              () ->
                  limits.within(
                      REGISTRATION,
                      failures,
                      () -> {
                        // Both were under way when the first was told.
                        throw new MicrosoftException(
                            failures.throttled(Duration.ofSeconds(seconds), null), null);
                      }));
      clock.forward(Duration.ofMillis(1));
    }
    clock.forward(Duration.ofSeconds(60));

    assertThat(
            catchThrowableOfType(
                    MicrosoftException.class,
                    () -> limits.within(REGISTRATION, failures, () -> "done"))
                .failure()
                .code())
        .isEqualTo("graph_throttled");
  }

  @Test
  void theDailyLimitKeepsWhatTheServiceWants() {
    graph.answer(
        "/sendMail",
        FakeGraph.refusal(429, "ErrorExceededMessageLimit", "Tomorrow.")
            .with("Retry-After", "3600"));

    assertThat(failure())
        .returns("graph_daily_limit", MicrosoftFailure::code)
        .returns(Duration.ofHours(1), MicrosoftFailure::retryAfter);
  }

  @Test
  void whoHasNoTokenUsesNobodysLimits() throws Exception {
    MailOwner stranger = new MailOwner("5c1f0c3e-0000-4000-8000-000000000001");
    entra.answer(
        "/token",
        FakeEntra.refusal(401, "invalid_client", 7000215, "Wrong.").with("Retry-After", "600"));
    GraphAccount deceiver = account(clients, stranger, "guessed");
    for (int i = 0; i < 40; i++) {
      assertThat(failure(sender, deceiver, MESSAGE).code()).isEqualTo("entra_wrong_secret");
    }
    entra.reset();

    for (int i = 0; i < 30; i++) {
      sender.send(account(), MESSAGE);
    }
    assertThat(graph.sent()).hasSize(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://elsewhere.example/upload", "http://outlook.office.com/upload"})
  void piecesOfAttachmentsGoNowhereElse(String address) {
    graph.answer(
        "/createUploadSession",
        Answer.json(
            201,
            "{\"uploadUrl\":\"%s\",\"expirationDateTime\":\"2099-01-01T00:00:00Z\",\"nextExpectedRanges\":[\"0-\"]}"
                .formatted(address)));

    MicrosoftFailure failure = failure(sender, account(), messageWithAttachment(4_000_000));

    assertThat(failure.arguments()).last().asString().contains("would have gone to");
    assertThat(graph.sent()).isEmpty();
    assertThat(graph.draftsLeft()).isZero();
  }

  @Test
  void manyThreadsWithARefusedTokenAskOnce() throws Exception {
    TokenSource source = account().tokens();
    AccessToken refused = source.current();

    AccessToken instead = source.insteadOf(refused);

    assertThat(instead).isNotEqualTo(refused);
    assertThat(source.insteadOf(refused)).isSameAs(instead);
    assertThat(entra.asked()).extracting(Asked::path).hasSize(2);
  }
}
