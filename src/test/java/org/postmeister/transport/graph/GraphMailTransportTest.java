package org.postmeister.transport.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.StepResult.Status;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.testing.FakeGraph;
import org.postmeister.testing.FakeHttpsService.Answer;
import org.postmeister.testing.FakeHttpsService.Asked;
import org.postmeister.transport.microsoft.MicrosoftFailure;

/** MSAL and the Graph SDK themselves, against services that are as strict as Microsoft's. */
@Tag("slow")
class GraphMailTransportTest extends GraphTestCase {

  @Test
  void sendsATestMailStepByStep() throws Exception {
    TestReport report = test();

    assertThat(report.failure()).isNull();
    assertThat(report.steps())
        .extracting(StepResult::step)
        .containsExactlyElementsOf(GraphCheck.STEPS);
    assertThat(report.steps()).extracting(StepResult::status).containsOnly(Status.OK);
    assertThat(report.steps()).noneMatch(StepResult::warning);
    assertThat(report.serverReply()).startsWith("HTTP 202 Accepted\nrequest-id: ");
    MimeMessage sent = graph.sent().getFirst().message();
    assertThat(sent.getSubject()).isEqualTo("Test");
    assertThat(sent.getContent()).asString().startsWith("Grüße");
    assertThat(sent.getMessageID()).isEqualTo(report.messageId());
    assertThat(sent.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(sent.getAllRecipients()).containsExactly(new InternetAddress("to@example.net"));
  }

  @Test
  void sendsTheMessageThatSmtpWouldSendByteForByte() throws Exception {
    MimeMessage message = message(1000);
    java.io.ByteArrayOutputStream written = new java.io.ByteArrayOutputStream();
    message.writeTo(written);

    sender.send(account(), message);

    Asked asked = graph.asked().getLast();
    assertThat(asked.path()).isEqualTo("/v1.0/users/" + SENDER + "/sendMail");
    assertThat(java.util.Base64.getDecoder().decode(asked.body())).isEqualTo(written.toByteArray());
  }

  @Test
  void warnsThatMailSendIsMissingButTries() {
    grant("User.Read.All");
    graph.answer("/sendMail", Answer.empty(202));

    TestReport report = test();

    assertThat(report.failure()).describedAs("Exchange may permit it").isNull();
    assertThat(warnings(report)).containsExactly("check.permissions.missing");
  }

  @Test
  void warnsThatATokenCannotBeRead() {
    entra.issueOpaqueTokens();

    TestReport report = test();

    assertThat(report.failure()).isNull();
    assertThat(warnings(report)).containsExactly("check.permissions.unknown");
  }

  @Test
  void warnsOfASenderWithoutAnAddress() {
    graph.userWithoutMailbox(SENDER, "No Reply");

    TestReport report = test();

    assertThat(warnings(report)).containsExactly("check.sender.no_address");
    assertFailed(report, SendStep.SEND, "graph_no_mailbox");
  }

  @Test
  void saysThatThePermissionToSendIsMissing() {
    grant("User.Read.All");

    assertFailed(test(), SendStep.SEND, "graph_access_denied");
  }

  @Test
  void sendsWhereTheSenderMayNotBeLookedUp() {
    grant("Mail.Send");

    TestReport report = test();

    assertThat(report.failure()).isNull();
    assertThat(warnings(report)).contains("check.sender.not_shown");
  }

  @Test
  void saysThatTheSenderIsUnknown() {
    assertFailed(testFrom("nobody@example.com"), SendStep.SENDER, "graph_unknown_sender");
  }

  @Test
  void saysThatTheSecretIsWrong() {
    assertFailed(
        transport.test(mail(SENDER, null, "wrong"), new SendProgress(StepListener.NONE)),
        SendStep.TOKEN,
        "entra_wrong_secret");
    assertThat(graph.asked()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @MethodSource("refusals")
  void saysWhatARefusalMeans(int status, String code, String expected) {
    graph.answer("/sendMail", FakeGraph.refusal(status, code, "In Microsoft's own words."));

    TestReport report = test();

    assertFailed(report, SendStep.SEND, expected);
    assertThat(report.serverReply())
        .contains("HTTP " + status, code, "In Microsoft's own words.")
        .contains("request-id: 0c7a5a4e-0000-4000-8000-0123456789ab");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(403, "ErrorAccessDenied", "graph_access_denied"),
        Arguments.of(403, "Authorization_RequestDenied", "graph_user_read_missing"),
        Arguments.of(403, "ErrorSendAsDenied", "graph_send_as_denied"),
        Arguments.of(404, "ErrorInvalidUser", "graph_unknown_sender"),
        Arguments.of(404, "ResourceNotFound", "graph_unknown_sender"),
        Arguments.of(404, "Request_ResourceNotFound", "graph_unknown_sender"),
        Arguments.of(404, "MailboxNotEnabledForRESTAPI", "graph_no_mailbox"),
        Arguments.of(400, "ErrorMimeContentInvalidBase64String", "graph_mime_refused"),
        Arguments.of(401, "InvalidAuthenticationToken", "graph_token_refused"),
        Arguments.of(413, "RequestEntityTooLarge", "graph_too_large"),
        Arguments.of(429, "ApplicationThrottled", "graph_throttled"),
        Arguments.of(429, "ErrorExceededMessageLimit", "graph_daily_limit"),
        Arguments.of(403, "ErrorExceededMessageLimit", "graph_daily_limit"),
        Arguments.of(500, "generalException", "microsoft_unavailable"),
        Arguments.of(503, "serviceNotAvailable", "graph_answer_lost"),
        Arguments.of(504, "generalException", "graph_answer_lost"),
        Arguments.of(400, "ErrorOfTomorrow", "graph_unknown"));
  }

  @Test
  void showsCodeTextAndRequestIdOfWhatItDoesNotKnow() {
    graph.answer("/sendMail", FakeGraph.refusal(400, "ErrorOfTomorrow", "A riddle."));

    assertThat(test().failure().arguments())
        .containsExactly("ErrorOfTomorrow", "A riddle.", "0c7a5a4e-0000-4000-8000-0123456789ab");
  }

  @Test
  void knowsThePageOfAProxy() {
    graph.answer("/sendMail", Answer.html(502, "Bad gateway"));

    TestReport report = test();

    assertFailed(report, SendStep.SEND, "graph_answer_lost");
    assertThat(report.serverReply()).contains("HTTP 502", "Bad gateway");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void carriesNoMailToWhereAnAnswerPoints(int status) {
    graph.answer(
        "/sendMail", Answer.empty(status).with("Location", entra.url() + "/v1.0/users/a/sendMail"));

    assertFailed(test(), SendStep.SEND, "microsoft_not_json");
    assertThat(entra.asked()).extracting(Asked::path).noneMatch(path -> path.contains("sendMail"));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503, 504})
  void neverRetriesByItself(int status) {
    graph.answer(
        "/sendMail",
        FakeGraph.refusal(status, "ApplicationThrottled", "Later.").with("Retry-After", "1"));

    test();

    assertThat(graph.asked()).filteredOn(asked -> asked.path().endsWith("/sendMail")).hasSize(1);
  }

  @Test
  void leavesTheServiceAloneForAsLongAsItWants() throws Exception {
    graph.answer(
        "/sendMail",
        FakeGraph.refusal(429, "ApplicationThrottled", "Later.").with("Retry-After", "90"));

    MicrosoftFailure failure = failure(message(100));
    assertThat(failure.code()).isEqualTo("graph_throttled");
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(90));
    graph.reset();
    assertThat(failure(message(100)).code()).isEqualTo("graph_throttled");
    assertThat(graph.asked()).isEmpty();

    clock.forward(Duration.ofSeconds(91));
    sender.send(account(), message(100));
    assertThat(graph.sent()).hasSize(1);
  }

  @Test
  void triesOnceMoreWithAFreshTokenWhenTheKeptOneIsNotTaken() throws Exception {
    GraphAccount account = account();
    sender.send(account, message(100));
    graph.revokeTokens();

    sender.send(account, message(100));

    assertThat(graph.sent()).hasSize(2);
    assertThat(entra.issued()).hasSize(2);
  }

  @Test
  void givesTheFreshTokenOfATestToAllThatFollows() throws Exception {
    grant("User.Read.All");
    GraphAccount account = account();
    assertThat(failure(account, message(100)).code()).isEqualTo("graph_access_denied");
    grant("Mail.Send", "User.Read.All");

    assertThat(
            transport
                .test(mail(SENDER, MailOwner.SYSTEM, SECRET), new SendProgress(StepListener.NONE))
                .isSent())
        .isTrue();

    sender.send(account, message(100));
    assertThat(entra.issued()).hasSize(2);
  }

  @Test
  void freesItsThreadWhenTheServiceStalls() {
    graph.stall("/sendMail");

    TestReport report = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> test());

    assertFailed(report, SendStep.SEND, "graph_answer_lost");
  }

  @Test
  void saysThatAMessageMayHaveBeenSentWhenTheConnectionIsCut() {
    graph.cut("/sendMail");

    assertFailed(test(), SendStep.SEND, "graph_answer_lost");
    assertThat(graph.asked())
        .describedAs("handed over once")
        .filteredOn(asked -> asked.path().endsWith("/sendMail"))
        .hasSize(1);
  }

  @Test
  void knowsALookUpThatStalls() {
    graph.stall("/users/");

    assertFailed(
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> test()),
        SendStep.SENDER,
        "microsoft_timed_out");
  }

  @Test
  void endsWhenItIsInterrupted() throws Exception {
    graph.stall("/sendMail");
    SendProgress progress = new SendProgress(StepListener.NONE);
    List<TestReport> reports = new ArrayList<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> reports.add(transport.test(mail(SENDER, null, SECRET), progress)));
    Awaitility.await()
        .until(() -> graph.asked().stream().anyMatch(a -> a.path().endsWith("/sendMail")));

    progress.stop(SendProgress.Stop.CANCELLED);
    thread.interrupt();

    assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    assertFailed(reports.getFirst(), SendStep.SEND, "cancelled");
  }

  @Test
  void hasNeverMoreThanFourRequestsUnderWayForOneApplication() throws Exception {
    graph.slowness(50);
    GraphAccount account = account();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<?>> sends = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        sends.add(threads.submit(() -> sender.send(account, message(100))));
      }
      for (Future<?> send : sends) {
        send.get();
      }
    }

    assertThat(graph.sent()).hasSize(16);
    assertThat(graph.mostInFlight()).isEqualTo(4);
  }

  @Test
  void sendsNoMoreThanTheRateOfASender() throws Exception {
    GraphAccount account = account();
    for (int i = 0; i < 30; i++) {
      sender.send(account, message(10));
    }

    MicrosoftFailure failure = failure(account, message(10));
    assertThat(failure.code()).isEqualTo("graph_rate_reached");
    assertThat(failure.arguments()).startsWith(SENDER, "30");
    assertThat(failure.retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
    assertThat(graph.sent()).hasSize(30);

    clock.forward(Duration.ofSeconds(3));
    sender.send(account, message(10));
    assertThat(graph.sent()).hasSize(31);
  }

  @Test
  void showsTheTokenToNobodyElse() throws Exception {
    grant(ALL);
    sender.send(account(), message(4_000_000));

    assertThat(graph.asked())
        .filteredOn(asked -> asked.path().startsWith("/upload/"))
        .isNotEmpty()
        .allSatisfy(asked -> assertThat(asked.header("Authorization")).isNull());
  }

  @Test
  void neverRepeatsATokenThatAnAnswerEchoes() throws Exception {
    GraphAccount account = account();
    String token = account.tokens().current().value();
    graph.answer("/sendMail", FakeGraph.refusal(400, "ErrorOfTomorrow", "You sent " + token));

    MicrosoftFailure failure = failure(account, message(10));

    assertThat(failure.reply()).contains("[hidden]").doesNotContain(token);
    assertThat(failure.arguments().toString()).doesNotContain(token);
  }

  private static List<String> warnings(TestReport report) {
    return report.steps().stream()
        .filter(StepResult::warning)
        .map(step -> step.detail().getCodes()[0])
        .toList();
  }

  private static void assertFailed(TestReport report, SendStep step, String code) {
    assertThat(report.failure()).isNotNull();
    FailureTexts.assertTold(report.failure());
    assertThat(report.failure().code()).describedAs(report.serverReply()).isEqualTo(code);
    assertThat(report.failure().step()).isEqualTo(step);
    assertThat(report.steps())
        .extracting(StepResult::step)
        .containsExactlyElementsOf(GraphCheck.STEPS);
  }
}
