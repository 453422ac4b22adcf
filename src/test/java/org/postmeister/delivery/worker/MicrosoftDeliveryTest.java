package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.graph;
import static org.postmeister.testing.TestMailServers.open;
import static org.postmeister.testing.TestMailServers.registration;
import static org.postmeister.testing.TestMailServers.smtp;
import static org.postmeister.testing.TestMailServers.withUtf8Headers;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.TenantId;
import org.postmeister.common.Username;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.log.PausedServerService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.FakeGraph;
import org.postmeister.testing.FakeHttpsService.Answer;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestClock;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.TestMicrosoft;
import org.springframework.beans.factory.annotation.Autowired;

/** Messages from the outbox through Microsoft Graph, and by SMTP with its access tokens. */
@PostmeisterTest
class MicrosoftDeliveryTest {

  @Autowired private Outbox outbox;
  @Autowired private MessageService service;
  @Autowired private PausedServerService pausedServers;
  @Autowired private TestDeliveries deliveries;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService tenantServers;
  @Autowired private TenantService tenants;
  @Autowired private TestClock.Turnable clock;

  private TenantId tenant;
  private MailOwner owner;

  @BeforeEach
  void systemMailLeavesThroughGraph() {
    TestMicrosoft.reset();
    SignedIn.asSystemAdmin();
    systemServer.save(draft(graph(), TestMicrosoft.SECRET), null);
    tenant = SomeTenants.create(tenants, "acme");
    owner = MailOwner.of(tenant);
  }

  @AfterEach
  void microsoftIsAsEver() {
    TestMicrosoft.reset();
    // What it asked for, and what was counted, is over before the next test.
    clock.forward(Duration.ofHours(25));
  }

  private Message send(String... recipients) throws InterruptedException {
    return run(outbox.enqueue(SomeMessages.to(owner, recipients), null).id());
  }

  private Message run(long id) throws InterruptedException {
    deliveries.run();
    return service.get(id);
  }

  private static FakeGraph.Sent sent(int before) {
    assertThat(TestMicrosoft.graph().sent()).hasSize(before + 1);
    return TestMicrosoft.graph().sent().getLast();
  }

  private static long requestsToSend() {
    return TestMicrosoft.graph().asked().stream()
        .filter(asked -> asked.path().endsWith("/sendMail"))
        .count();
  }

  @Test
  void hasEverythingThatTheMessageHas() throws Exception {
    int before = TestMicrosoft.graph().sent().size();

    Message message = run(outbox.enqueue(SomeMessages.withEverything(owner, 10), null).id());

    assertThat(message.status()).isEqualTo(MessageStatus.DELIVERED);
    FakeGraph.Sent sent = sent(before);
    assertThat(sent.user()).isEqualTo("noreply@example.com");
    assertThat(sent.message().getMessageID()).isEqualTo(message.messageId());
    assertThat(sent.message().getRecipients(RecipientType.TO))
        .containsExactly(new InternetAddress("to@example.org"));
    assertThat(sent.message().getRecipients(RecipientType.CC))
        .containsExactly(new InternetAddress("cc@example.org"));
    assertThat(sent.message().getRecipients(RecipientType.BCC))
        .containsExactly(new InternetAddress("hidden@example.org"));
    assertThat(service.getTried(message.id()).attempts().getLast().reply())
        .startsWith("HTTP 202 Accepted\nrequest-id: ");
  }

  @Test
  void tenantsSendThroughTheirOwnRegistration() throws Exception {
    TestMicrosoft.entra()
        .register(
            "99999999-2222-3333-4444-555555555555",
            String.valueOf(registration().applicationId()),
            "their own",
            "Mail.Send",
            "User.Read.All");
    TestMicrosoft.graph().user("acme@example.com", "Acme");
    tenantServers.save(
        tenant,
        draft(
            org.postmeister.testing.TestMailServers.withSender(
                graph()
                    .with(
                        new Authentication.MicrosoftGraph(
                            org.postmeister.testing.TestMailServers.registrationIn(
                                "99999999-2222-3333-4444-555555555555"))),
                org.postmeister.common.EmailAddress.of("acme@example.com"),
                false),
            "their own"),
        null);
    int before = TestMicrosoft.graph().sent().size();

    assertThat(send("a@example.org").status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(sent(before).user()).isEqualTo("acme@example.com");
  }

  @Test
  void settingsThatAreSavedDropTheTokenThatIsKept() throws Exception {
    // However far other tests have turned the clock.
    TestMicrosoft.entra().lifetime(Duration.ofDays(3650));
    assertThat(send("a@example.org").status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(send("b@example.org").status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(TestMicrosoft.entra().asked()).as("kept").hasSize(1);

    systemServer.save(draft(withUtf8Headers(graph()), null), null);

    assertThat(send("c@example.org").status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(TestMicrosoft.entra().asked()).hasSize(2);
  }

  @Test
  void isLeftAloneForAsLongAsItWants() throws Exception {
    TestMicrosoft.graph()
        .answer(
            "/sendMail",
            FakeGraph.refusal(429, "ApplicationThrottled", "Later.").with("Retry-After", "90"));
    Message message = send("a@example.org");

    assertThat(requestsToSend()).as("tried once").isEqualTo(1);
    assertThat(message.reason()).isEqualTo(WaitingReason.SERVER_PAUSED);
    assertThat(message.nextAttemptAt())
        .isBetween(clock.instant().plusSeconds(80), clock.instant().plusSeconds(90));
    TestMicrosoft.reset();
    clock.forward(Duration.ofSeconds(91));

    assertThat(run(message.id()).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(deliveries.paused()).isEmpty();
  }

  @Test
  void aMissingPermissionPausesUntilAPersonActs() throws Exception {
    TestMicrosoft.graph()
        .answer("/sendMail", FakeGraph.refusal(403, "ErrorAccessDenied", "Access is denied."));
    Message message = send("a@example.org");

    assertThat(message.reason()).isEqualTo(WaitingReason.SERVER_PAUSED);
    assertThat(message.nextAttemptAt()).isNull();
    TestMicrosoft.reset();
    pausedServers.resume(MailOwner.SYSTEM);

    assertThat(run(message.id()).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void tenantsDoNotLearnWhatIsWrongWithTheSystemsRegistration(boolean token) throws Exception {
    if (token) {
      systemServer.save(draft(graph(), "another secret"), null);
    } else {
      TestMicrosoft.graph()
          .answer("/sendMail", FakeGraph.refusal(403, "ErrorAccessDenied", "Access is denied."));
    }
    Message message = send("a@example.org");
    assertThat(message.failure().code()).isNotEqualTo("system_server_failed");

    SignedIn.asTenantAdmin(tenant);

    Message seen = service.get(message.id());
    assertThat(seen.reason()).isEqualTo(WaitingReason.SERVER_PAUSED);
    assertThat(seen.failure())
        .returns("system_server_failed", SendFailure::code)
        .returns(List.of(), SendFailure::arguments);
    assertThat(service.getTried(message.id()).attempts())
        .singleElement()
        .returns("system_server_failed", attempt -> attempt.failure().code())
        .returns(null, Attempt::reply)
        .returns(null, Attempt::duration)
        .returns(List.of(), Attempt::transcript);
  }

  @Test
  void whoNeedsMoreThanAsciiGetsItToo() throws Exception {
    systemServer.save(draft(TestMailServers.withUtf8Headers(graph()), TestMicrosoft.SECRET), null);
    int before = TestMicrosoft.graph().sent().size();

    assertThat(send("山田@example.org", "b@例え.jp").status()).isEqualTo(MessageStatus.DELIVERED);

    assertThat(sent(before).message().getHeader("To", ","))
        .contains("example.org")
        .contains("b@")
        .satisfiesAnyOf(
            to -> assertThat(to).contains("山田@"),
            to ->
                assertThat(
                        new String(
                            to.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                    .contains("山田@"));
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void aGraphThatSendsAndNeverSaysSoIsAskedThreeTimes(int status) throws Exception {
    TestMicrosoft.graph().takesWithoutSayingSo(status);
    int before = TestMicrosoft.graph().sent().size();
    Message message = send("a@example.org");
    assertThat(message.status()).isEqualTo(MessageStatus.DEFERRED);
    assertThat(message.reason()).isEqualTo(WaitingReason.RETRY);
    assertThat(requestsToSend()).describedAs("at once").isEqualTo(1);

    for (int i = 0; i < 20; i++) {
      clock.forward(Duration.ofHours(3));
      message = run(message.id());
    }

    assertThat(message.status()).isEqualTo(MessageStatus.UNCERTAIN);
    assertThat(message.uncertain()).isEqualTo(3);
    assertThat(TestMicrosoft.graph().sent()).hasSize(before + 3);
  }

  @Test
  void whatIsTakenWithAWishForLessIsSentAndMeansSlower() throws Exception {
    TestMicrosoft.graph().wantsLess(120);
    int before = TestMicrosoft.graph().sent().size();

    assertThat(send("a@example.org").status()).isEqualTo(MessageStatus.DELIVERED);
    Message second = send("b@example.org");
    assertThat(second.reason()).isEqualTo(WaitingReason.SERVER_PAUSED);
    assertThat(second.attempts()).isZero();
    assertThat(TestMicrosoft.graph().sent()).hasSize(before + 1);
    clock.forward(Duration.ofMinutes(3));

    assertThat(run(second.id()).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void aGraphThatShowsWhatItHasSentIsAskedBeforeAnythingIsSentAgain() throws Exception {
    TestMicrosoft.register("Mail.Send", "Mail.ReadBasic.All");
    TestMicrosoft.graph().takesWithoutSayingSo(504);
    int before = TestMicrosoft.graph().sent().size();
    Message message = send("a@example.org");
    assertThat(message.status()).isEqualTo(MessageStatus.DEFERRED);
    clock.forward(Duration.ofHours(3));
    message = run(message.id());

    assertThat(message.status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(TestMicrosoft.graph().sent()).hasSize(before + 1);
  }

  @Test
  void aMessageThatIsTooLargeStopsNobodyElse() throws Exception {
    TestMicrosoft.graph().answer("/sendMail", Answer.html(413, "Request Entity Too Large"));
    Message large = send("a@example.org");
    TestMicrosoft.reset();

    assertThat(large.status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(large.failure().code()).isEqualTo("graph_too_large");
    assertThat(send("b@example.org").status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void aLostAnswerIsTriedAgainLater() throws Exception {
    TestMicrosoft.graph().cut("/sendMail");
    Message message = send("a@example.org");

    assertThat(message.status()).isEqualTo(MessageStatus.DEFERRED);
    assertThat(message.reason()).isEqualTo(WaitingReason.RETRY);
    assertThat(message.failure().code()).isEqualTo("graph_answer_lost");
    assertThat(requestsToSend()).isEqualTo(1);
  }

  @Test
  void whoHasGotItByAnotherServerDoesNotGetItAgain() throws Exception {
    try (ScriptedSmtpServer smtp = new ScriptedSmtpServer()) {
      smtp.on("RCPT TO:<later@example.org>", "450 4.2.0 later");
      systemServer.save(draft(open("localhost", smtp.port()), null), null);
      Message partly = send("now@example.org", "later@example.org");
      assertThat(partly.status()).isEqualTo(MessageStatus.DEFERRED);
      systemServer.save(draft(graph(), TestMicrosoft.SECRET), null);
      clock.forward(Duration.ofMinutes(2));
      int before = TestMicrosoft.graph().sent().size();

      assertThat(run(partly.id()).status()).isEqualTo(MessageStatus.DELIVERED);
      assertThat(sent(before).message().getAllRecipients())
          .containsExactly(new InternetAddress("later@example.org"));
    }
  }

  @ParameterizedTest
  @CsvSource({"235 2.7.0 welcome, 1, DELIVERED", "535 5.7.3 no, 2, DEFERRED"})
  void smtpWithAnAccessToken(String reply, int logins, MessageStatus status) throws Exception {
    try (ScriptedSmtpServer smtp = new ScriptedSmtpServer().withStartTls(TestAuthority.valid())) {
      smtp.offering("AUTH XOAUTH2").on("AUTH", reply);
      systemServer.save(
          draft(
              smtp(
                  "localhost",
                  smtp.port(),
                  Encryption.STARTTLS,
                  new Authentication.SmtpOauth2(
                      Username.of("noreply@example.com"), registration())),
              TestMicrosoft.SECRET),
          null);

      assertThat(send("a@example.org").status()).isEqualTo(status);
      assertThat(smtp.commands())
          .as("a refused token is replaced once")
          .filteredOn(line -> line.startsWith("AUTH XOAUTH2 "))
          .hasSize(logins)
          .doesNotHaveDuplicates();
    }
  }
}
