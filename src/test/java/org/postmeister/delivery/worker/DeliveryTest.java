package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.off;
import static org.postmeister.testing.TestMailServers.open;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.Failure;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.log.PausedServers;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.delivery.message.NewMessage;
import org.postmeister.delivery.outbox.IdempotencyKeyReusedException;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.server.LearntLimits;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.delivery.server.ServerLimits;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.GreetingName;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerOptions;
import org.postmeister.mailserver.MailServerTimeouts;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.mailserver.spi.ServerFailure;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.postmeister.testing.TestMailServers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** From the acceptance of a message until it has arrived or ended, over real connections. */
@PostmeisterTest
class DeliveryTest {

  @Autowired private Outbox outbox;
  @Autowired private MessageService service;
  @Autowired private PausedServers pausedServers;
  @Autowired private MessageActionService actions;
  @Autowired private MeterRegistry meters;
  @Autowired private ServerHealths healths;
  @Autowired private LearntLimits limits;
  @Autowired private ConnectionPool connections;
  @Autowired private SendingServerResolver sendingServers;
  @Autowired private TestDeliveries lanes;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService tenantServers;
  @Autowired private TenantService tenants;
  @Autowired private TransactionTemplate transaction;
  @Autowired private TestClock.Turnable clock;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private TenantId tenant;
  private MailOwner owner;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
    tenant = SomeTenants.create(tenants, "acme");
    owner = MailOwner.of(tenant);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Message send(String... recipients) throws InterruptedException {
    long id = outbox.enqueue(SomeMessages.to(owner, recipients), null).id();
    lanes.run();
    return service.get(id);
  }

  @Test
  void leavesByTheRouteOfItsTenant() throws Exception {
    long id = outbox.enqueue(SomeMessages.withEverything(owner, 10), null).id();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.QUEUED);
    assertThat(lanes.run()).containsExactly("system");

    Message message = service.get(id);
    assertThat(message.status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(message.endedAt()).isNotNull();
    assertThat(message.recipients())
        .extracting(Recipient::status)
        .containsOnly(MessageStatus.DELIVERED);
    assertThat(server.commands())
        .contains("MAIL FROM:<noreply@example.com>")
        .contains(
            "RCPT TO:<to@example.org>", "RCPT TO:<cc@example.org>", "RCPT TO:<hidden@example.org>")
        .contains("From: Example <noreply@example.com>", "To: to@example.org", "Cc: cc@example.org")
        .contains("Reply-To: answers@example.org", "Message-ID: " + message.messageId())
        .noneMatch(line -> line.startsWith("Bcc") || line.contains("<hidden@example.org>,"));
    assertThat(service.getTried(id).attempts())
        .singleElement()
        .satisfies(attempt -> {
          assertThat(attempt.reply()).contains("queued as 4711");
          assertThat(attempt.enhancedStatus()).isEqualTo("2.0.0");
          assertThat(attempt.transcript()).anyMatch(line -> line.contains("MAIL FROM"));
          assertThat(attempt.transcript()).noneMatch(line -> line.contains("Guten Tag"));
        });
  }

  @Test
  void answersAndReportsGoWhereTheServersSettingsSay() throws Exception {
    MailServerOptions options =
        new MailServerOptions(
            GreetingName.of("mail.example.org"),
            EmailAddress.of("help@example.org"),
            EmailAddress.of("bounces@example.org"),
            null,
            MailServerTimeouts.USUAL);
    systemServer.save(
        draft(TestMailServers.withOptions(open("localhost", server.port()), options), null), null);
    outbox.enqueue(SomeMessages.to(owner, "a@example.org"), null);
    outbox.enqueue(SomeMessages.withEverything(owner, 10), null);

    lanes.run();

    assertThat(server.commands())
        .contains("EHLO mail.example.org", "MAIL FROM:<bounces@example.org>")
        .containsOnlyOnce("Reply-To: help@example.org", "Reply-To: answers@example.org")
        .doesNotContain("MAIL FROM:<noreply@example.com>");
  }

  @Test
  void whatIsAttachedIn8BitsGoesIn7ToWhoTakesNothingElse() throws Exception {
    byte[] inner =
        "Subject: Inner\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße"
            .getBytes(StandardCharsets.UTF_8);
    NewMessage message =
        SomeMessages.with(
            new Attachment(
                new Attachment.Name("inner.eml"), Attachment.Type.of("message/rfc822"), inner),
            owner,
            "a@example.org");
    server.on("EHLO", "250 localhost");
    outbox.enqueue(message, null);
    lanes.run();
    assertThat(server.commands())
        .contains("MAIL FROM:<noreply@example.com>")
        .anyMatch(line -> line.startsWith("Gr=C3=BC=C3=9Fe"));

    try (ScriptedSmtpServer eight = new ScriptedSmtpServer()) {
      systemServer.save(draft(open("localhost", eight.port()), null), null);
      outbox.enqueue(message, null);
      lanes.run();

      assertThat(eight.commands())
          .contains("MAIL FROM:<noreply@example.com> BODY=8BITMIME")
          .noneMatch(line -> line.startsWith("Gr=C3"));
    }
  }

  @Test
  void isStoredWithTheCallersTransactionOrNotAtAll() throws Exception {
    transaction.executeWithoutResult(status -> {
      outbox.enqueue(SomeMessages.to(owner, "a@example.org"), null);
      status.setRollbackOnly();
    });

    assertThat(lanes.run()).isEmpty();
    assertThat(service.count(MessageQuery.ALL, 10)).isZero();
    assertThat(server.commands()).isEmpty();
  }

  @Test
  void withoutARouteNothingIsAccepted() {
    systemServer.save(draft(off(open("localhost", server.port())), null), null);

    assertThatThrownBy(() -> outbox.enqueue(SomeMessages.to(owner, "a@example.org"), null).id())
        .isInstanceOf(MailUnavailableException.class);
    assertThat(service.count(MessageQuery.ALL, 10)).isZero();
  }

  @Test
  void whatWasAcceptedWaitsWhileThereIsNoRoute() throws Exception {
    long id = outbox.enqueue(SomeMessages.to(owner, "a@example.org"), null).id();
    systemServer.save(draft(off(open("localhost", server.port())), null), null);

    assertThat(lanes.run()).isEmpty();
    assertThat(service.get(id))
        .returns(MessageStatus.DEFERRED, Message::status)
        .returns(WaitingReason.SYSTEM_MAIL_OFF, Message::reason)
        .returns(null, Message::nextAttemptAt);
    assertThat(find(MessageStatus.DEFERRED)).containsExactly(id);
    assertThat(find(MessageStatus.QUEUED)).isEmpty();

    systemServer.save(draft(open("localhost", server.port()), null), null);
    lanes.run();
    assertThat(service.get(id).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  private List<Long> find(MessageStatus status) {
    return service.find(new MessageQuery(null, status, "", null, null), null, 0, 10).stream()
        .map(Message::id)
        .toList();
  }

  @Test
  void takesAnotherServerIfTheRouteHasChanged() throws Exception {
    long id = outbox.enqueue(SomeMessages.to(owner, "a@example.org"), null).id();
    try (ScriptedSmtpServer own =
        new ScriptedSmtpServer(java.net.InetAddress.getByName("127.77.0.1"))) {
      tenantServers.save(tenant, draft(open("127.77.0.1", own.port()), null), null);

      lanes.run();

      assertThat(service.get(id).status()).isEqualTo(MessageStatus.DELIVERED);
      assertThat(own.commands()).contains("RCPT TO:<a@example.org>");
      assertThat(server.commands()).isEmpty();
    }
  }

  @Test
  void theSameKeyAndMessageAgainIsSentOnce() throws Exception {
    IdempotencyKey key = new IdempotencyKey("order-4711");
    long first = outbox.enqueue(SomeMessages.to(owner, "a@example.org"), key).id();
    lanes.run();

    assertThat(outbox.enqueue(SomeMessages.to(owner, "a@example.org"), key).id()).isEqualTo(first);
    assertThat(lanes.run()).isEmpty();
    assertThatThrownBy(() -> outbox.enqueue(SomeMessages.to(owner, "b@example.org"), key).id())
        .isInstanceOf(IdempotencyKeyReusedException.class);
    // Another tenant's key is another key.
    MailOwner other = MailOwner.of(SomeTenants.create(tenants, "other"));
    assertThat(outbox.enqueue(SomeMessages.to(other, "b@example.org"), key).id())
        .isNotEqualTo(first);
  }

  @Test
  void aServerThatCannotBeReachedIsLeftAlone() throws Exception {
    server.close();

    Message first = send("a@example.org");
    long second = outbox.enqueue(SomeMessages.to(owner, "b@example.org"), null).id();

    assertThat(lanes.run()).as("nothing is tried while it is paused").isEmpty();
    assertThat(first)
        .returns(MessageStatus.DEFERRED, Message::status)
        .returns(WaitingReason.SERVER_PAUSED, Message::reason)
        .returns(0, Message::attempts);
    assertThat(first.nextAttemptAt()).isAfter(clock.instant());
    assertThat(first.failure()).isNotNull().returns("connection_refused", Failure::code);
    assertThat(service.getTried(first.id()).attempts()).as("the one that found out").hasSize(1);
    assertThat(service.getTried(second).attempts()).isEmpty();
    assertThat(find(MessageStatus.DEFERRED)).containsExactly(second, first.id());
    assertThat(pausedServers.list()).singleElement().returns(MailOwner.SYSTEM, ServerHealth::owner);
  }

  @Test
  void thePauseGrows() throws Exception {
    server.close();
    send("a@example.org");
    Duration last = Duration.ZERO;
    for (int i = 1; i <= 4; i++) {
      ServerHealth paused = pausedServers.list().getFirst();
      Duration pause = Duration.between(clock.instant(), paused.pausedUntil());
      assertThat(paused.failures()).isEqualTo(i);
      assertThat(pause).isGreaterThan(last);
      last = pause;
      clock.forward(pause.plusSeconds(1));
      lanes.run();
    }
  }

  @Test
  void aShorterPauseNeverTakesThePlaceOfALongerOne() {
    ServerFailure refused =
        new ServerFailure(new SendFailure(SendStep.CONNECT, "connection_refused"), false, null);
    ServerFailure wrongPassword =
        new ServerFailure(
            new SendFailure(SendStep.AUTHENTICATE, "authentication_failed"), true, null);
    healths.failed(MailOwner.SYSTEM, refused);
    healths.failed(MailOwner.SYSTEM, refused);
    assertThat(pausedServers.list().getFirst().failures()).as("together").isEqualTo(1);
    healths.failed(MailOwner.SYSTEM, wrongPassword);
    healths.failed(MailOwner.SYSTEM, refused);
    // Another lane had handed its message over before.
    healths.succeeded(MailOwner.SYSTEM);

    assertThat(pausedServers.list())
        .singleElement()
        .satisfies(paused -> {
          assertThat(paused.pausedUntil()).isNull();
          assertThat(paused.failure().code()).isEqualTo("authentication_failed");
        });
  }

  @Test
  void aPersonCanHaveAPausedServerTriedAgain() throws Exception {
    server.on("greeting", "421 busy");
    Message message = send("a@example.org");
    assertThat(message.reason()).isEqualTo(WaitingReason.SERVER_PAUSED);

    server.on("greeting", "220 scripted.example ESMTP");
    pausedServers.resume(MailOwner.SYSTEM);
    lanes.run();

    assertThat(service.get(message.id()).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(pausedServers.list()).isEmpty();
  }

  @Test
  void aRefusedLoginPausesUntilTheSettingsChange() throws Exception {
    server.offering("AUTH PLAIN").on("AUTH", "535 5.7.8 no");
    systemServer.save(
        draft(TestMailServers.withLogin("localhost", server.port(), Encryption.NONE, "u"), "wrong"),
        null);
    Message message = send("a@example.org");

    clock.forward(Duration.ofDays(3));
    assertThat(lanes.run()).isEmpty();
    assertThat(service.get(message.id()))
        .returns(WaitingReason.SERVER_PAUSED, Message::reason)
        .returns(null, Message::nextAttemptAt);

    server.on("AUTH", "235 2.7.0 welcome");
    systemServer.save(
        draft(TestMailServers.withLogin("localhost", server.port(), Encryption.NONE, "u"), "right"),
        null);
    lanes.run();
    assertThat(service.get(message.id()).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RCPT | 550 5.1.1 unknown    | recipient_unknown
          MAIL | 550 5.7.1 not you    | sender_refused
          DATA | 554 5.7.1 spam       | message_refused
          .    | 554 5.7.1 spam       | message_refused
          .    | 552 5.3.4 too large  | message_too_large
          """)
  void whatAServerRefusesEndsWithItsReply(String verb, String reply, String code) throws Exception {
    server.on(verb, reply);

    Message message = send("a@example.org");

    assertThat(message.status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(message.failure()).isNotNull().returns(code, Failure::code);
    assertThat(service.getTried(message.id()).attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.reply()).contains(reply.substring(4)));
    assertThat(pausedServers.list()).as("the server is all right").isEmpty();
    server.on(verb, verb.equals("DATA") ? "354 go on" : "250 ok");
    assertThat(send("b@example.org").status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RCPT | 450 4.2.0 greylisted
          MAIL | 452 4.3.1 no space
          DATA | 451 4.3.0 later
          .    | 451 4.3.0 later
          .    | (hang up)
          DATA | (hang up)
          """)
  void whatAServerPutsOffIsTriedAgain(String verb, String reply) throws Exception {
    server.on(verb, reply);

    Message message = send("a@example.org");

    assertThat(message)
        .returns(MessageStatus.DEFERRED, Message::status)
        .returns(WaitingReason.RETRY, Message::reason)
        .returns(1, Message::attempts);
    assertThat(message.nextAttemptAt())
        .isBetween(clock.instant().plusSeconds(40), clock.instant().plusSeconds(75));
    assertThat(lanes.run()).isEmpty();

    server.on(verb, verb.equals("DATA") ? "354 go on" : "250 ok");
    clock.forward(Duration.ofMinutes(2));
    lanes.run();
    assertThat(service.get(message.id()))
        .returns(MessageStatus.DELIVERED, Message::status)
        .returns(2, Message::attempts);
    assertThat(server.commands().stream().filter(line -> line.startsWith("Message-ID")).distinct())
        .as("the same each time")
        .containsExactly("Message-ID: " + message.messageId());
  }

  @Test
  void isGivenUpAfterAWhile() throws Exception {
    server.on("RCPT", "450 4.2.0 later");
    Message message = send("a@example.org");
    Instant begun = message.acceptedAt();
    int attempts = 1;
    while (service.get(message.id()).status() == MessageStatus.DEFERRED) {
      clock.forward(Duration.ofHours(3));
      lanes.run();
      attempts++;
    }

    assertThat(service.get(message.id()))
        .returns(MessageStatus.REFUSED, Message::status)
        .returns(attempts, Message::attempts);
    assertThat(Duration.between(begun, clock.instant()))
        .isBetween(Duration.ofHours(48), Duration.ofHours(52));
  }

  @Test
  void someGetItAndOthersDoNot() throws Exception {
    server.on("RCPT TO:<later@example.org>", "450 4.2.0 later");
    server.on("RCPT TO:<never@example.org>", "550 5.1.1 unknown");

    Message message = send("now@example.org", "later@example.org", "never@example.org");

    assertThat(message.status()).isEqualTo(MessageStatus.DEFERRED);
    assertThat(message.recipients())
        .extracting(Recipient::status)
        .containsExactly(MessageStatus.DELIVERED, MessageStatus.DEFERRED, MessageStatus.REFUSED);

    server.on("RCPT TO:<later@example.org>", "250 ok");
    clock.forward(Duration.ofMinutes(2));
    lanes.run();

    message = service.get(message.id());
    assertThat(message.status()).isEqualTo(MessageStatus.PARTLY_DELIVERED);
    assertThat(message.recipients().getLast().reply()).contains("5.1.1");
    assertThat(server.commands().stream().filter("RCPT TO:<now@example.org>"::equals))
        .as("nobody gets it twice")
        .hasSize(1);
  }

  @Test
  void aServerThatClosesAfterSomeMessagesCostsNone() throws Exception {
    server.closingAfter(2);
    for (int i = 0; i < 7; i++) {
      outbox.enqueue(SomeMessages.to(owner, "a" + i + "@example.org"), null);
    }
    lanes.run();

    assertThat(find(MessageStatus.DELIVERED)).hasSize(7);
    assertThat(service.find(MessageQuery.ALL, null, 0, 10))
        .extracting(Message::attempts)
        .containsOnly(1);
    assertThat(pausedServers.list()).isEmpty();
  }

  @Test
  void aConnectionLastsForAnyNumberOfMessages() throws Exception {
    server.on(".", "250 2.0.0 " + "queued ".repeat(9_000));
    for (int i = 0; i < 20; i++) {
      assertThat(send("a@example.org").status()).isEqualTo(MessageStatus.DELIVERED);
    }

    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void nobodyCountsAsReachedWhenTheConnectionBreaksBetweenRecipients() throws Exception {
    server.on("RCPT TO:<a@example.org>", "550 5.1.1 No such mailbox");
    server.on("RCPT TO:<b@example.org>", ScriptedSmtpServer.HANG_UP);

    Message message = send("a@example.org", "b@example.org", "c@example.org");

    assertThat(message.recipients())
        .extracting(Recipient::status)
        .doesNotContain(MessageStatus.DELIVERED)
        .containsSubsequence(MessageStatus.DEFERRED, MessageStatus.DEFERRED);
    assertThat(message.status()).isEqualTo(MessageStatus.DEFERRED);
  }

  @Test
  void whatAServerSaysWhenItHangsUpIsNotSaidOfARecipient() throws Exception {
    server.on("DATA", "421 4.3.2 smtp-internal.example closing");

    Message message = send("a@example.org");

    assertThat(message.recipients().getFirst().reply()).isNull();
    assertThat(service.getTried(message.id()).attempts().getLast().reply())
        .contains("smtp-internal");
  }

  /** What Postfix says at RCPT, of whatever it does not like of the client. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RCPT | 450 4.7.1 <host>: Helo command rejected: Host not found | greeting_name_refused | false
          RCPT | 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example | address_blocked | true
          RCPT | 450 4.7.25 Client host rejected: cannot find your hostname | reverse_dns_missing | true
          MAIL | 550 5.7.25 Client host rejected: no reverse DNS | reverse_dns_missing | true
          .    | 550 5.4.5 Daily user sending limit exceeded | sending_limit_reached | true
          """)
  void whatAServerSaysOfThisMachineCostsNoMessage(
      String verb, String reply, String code, boolean pipelining) throws Exception {
    server.on(verb, reply);
    if (pipelining) {
      server.offering("PIPELINING");
    }
    long one = outbox.enqueue(SomeMessages.to(owner, "a@example.org", "b@example.org"), null).id();
    long two = outbox.enqueue(SomeMessages.to(owner, "c@example.org"), null).id();
    lanes.run();

    for (long id : List.of(one, two)) {
      Message message = service.get(id);
      assertThat(message.status()).isEqualTo(MessageStatus.DEFERRED);
      assertThat(message.reason()).isEqualTo(WaitingReason.SERVER_PAUSED);
      assertThat(message.attempts()).isZero();
      assertThat(message.failure()).returns(code, Failure::code);
    }
  }

  @Test
  void aConnectionThatBreaksBeforeTheContentCostsNoMessage() throws Exception {
    assertThat(send("a@example.org").status()).isEqualTo(MessageStatus.DELIVERED);
    server.on("RCPT TO:<b@example.org>", ScriptedSmtpServer.HANG_UP);
    Message lost = send("b@example.org");

    assertThat(lost.status()).as("by the second connection too").isEqualTo(MessageStatus.DEFERRED);
    assertThat(server.connections()).isEqualTo(2);
    assertThat(service.getTried(lost.id()).attempts()).hasSize(1);
    server.on("RCPT TO:<b@example.org>", "250 2.1.5 ok");
    clock.forward(Duration.ofMinutes(2));
    lanes.run();
    assertThat(service.get(lost.id()).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void keepsAConnectionOpenUntilTheSettingsChange() throws Exception {
    for (int i = 0; i < 3; i++) {
      send("a@example.org");
    }
    assertThat(server.connections()).isEqualTo(1);

    systemServer.save(
        draft(
            TestMailServers.withSender(
                open("localhost", server.port()),
                org.postmeister.common.EmailAddress.of("other@example.com"),
                false),
            null),
        null);
    send("a@example.org");

    assertThat(server.connections()).isEqualTo(2);
    assertThat(server.commands()).contains("QUIT", "MAIL FROM:<other@example.com>");
  }

  @Test
  void threeBrokenConnectionsInARowAreTheServersFault() throws Exception {
    server.on(".", ScriptedSmtpServer.HANG_UP);
    for (int i = 0; i < 10; i++) {
      outbox.enqueue(SomeMessages.to(owner, "a" + i + "@example.org"), null);
    }
    lanes.run();

    assertThat(pausedServers.list()).hasSize(1);
    assertThat(service.find(MessageQuery.ALL, null, 0, 10).stream().filter(m -> m.attempts() > 0))
        .as("and what was under way over other connections")
        .hasSizeBetween(3, 7);
  }

  @Test
  void oneTenantsBrokenConnectionsAreNotTheServersFaultWhileOthersGetThrough() throws Exception {
    server
        .on("RCPT TO:<odd@example.org>", ScriptedSmtpServer.HANG_UP)
        .slowly(".", Duration.ofMillis(20));
    MailOwner other = MailOwner.of(SomeTenants.create(tenants, "other"));
    for (int i = 0; i < 6; i++) {
      outbox.enqueue(SomeMessages.to(owner, "odd@example.org"), null);
      outbox.enqueue(SomeMessages.to(other, "a@example.org"), null);
    }

    lanes.run();

    assertThat(find(MessageStatus.DELIVERED)).hasSize(6);
    assertThat(find(MessageStatus.DEFERRED)).hasSize(6);
    assertThat(service.find(MessageQuery.ALL, null, 0, 20))
        .allSatisfy(message -> assertThat(message.attempts()).isEqualTo(1));
  }

  @Test
  void isSpokenToStepByStepByEveryNodeOnceItIsKnownNotToUnderstandMore() throws Exception {
    limits.remember(MailOwner.SYSTEM, ServerLimits.NONE.withPipelining(false, clock.instant()));
    server.offering("PIPELINING");
    send("a@example.org");

    assertThat(server.isToldAtOnce()).isFalse();
    assertThat(systemServer.state().learned().pipelining()).isFalse();
    clock.forward(Duration.ofDays(2));
    connections.closeIdle(sendingServers.find(MailOwner.SYSTEM).orElseThrow());
    send("b@example.org");
    assertThat(server.isToldAtOnce()).isTrue();
    assertThat(systemServer.state().learned().pipelining()).isTrue();
  }

  @Test
  void aMessageThatIsGoneMeanwhileStopsNobodyElse() throws Exception {
    server.slowly(".", Duration.ofMillis(100));
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.add(outbox.enqueue(SomeMessages.to(owner, "a" + i + "@example.org"), null).id());
    }
    CompletableFuture<Void> deleted =
        CompletableFuture.runAsync(() -> {
          Awaitility.await().until(() -> server.commands().contains("DATA"));
          jdbc.sql("DELETE FROM message WHERE id = ?").param(ids.getFirst()).update();
        });

    lanes.run();
    deleted.join();

    assertThat(service.find(MessageQuery.ALL, null, 0, 100))
        .hasSize(19)
        .extracting(Message::status)
        .containsOnly(MessageStatus.DELIVERED);
    assertThat(server.commands().stream().filter(line -> line.startsWith("Subject")))
        .as("nobody gets it twice")
        .hasSize(20);
  }

  @ParameterizedTest
  @CsvSource({"550 5.7.1 not you, REFUSED, true", "452 4.3.1 no space, DEFERRED, false"})
  void threeRefusedSendersInARowAreTheServersFault(
      String reply, MessageStatus status, boolean lasting) throws Exception {
    server.on("MAIL", reply);
    for (int i = 0; i < 10; i++) {
      outbox.enqueue(SomeMessages.to(owner, "a" + i + "@example.org"), null);
    }
    lanes.run();

    assertThat(pausedServers.list())
        .singleElement()
        .returns(lasting, paused -> paused.pausedUntil() == null);
    assertThat(service.find(MessageQuery.ALL, null, 0, 10).stream().filter(m -> m.attempts() > 0))
        .as("and what was under way over other connections")
        .hasSizeBetween(3, 7)
        .extracting(Message::status)
        .containsOnly(status);
  }

  @ParameterizedTest
  @CsvSource({
    "530 5.7.0 Authentication required, authentication_required, true",
    "421 4.3.2 closing, server_unavailable, false"
  })
  void whatAServerSaysOfItselfAtARecipientCostsNoMessage(String reply, String code, boolean lasting)
      throws Exception {
    server.on("RCPT", reply);

    Message message = send("a@example.org");

    assertThat(message)
        .returns(WaitingReason.SERVER_PAUSED, Message::reason)
        .returns(0, Message::attempts)
        .returns(lasting, paused -> paused.nextAttemptAt() == null);
    assertThat(message.failure()).isNotNull().returns(code, Failure::code);
    assertThat(message.recipients().getFirst().reply()).isNull();

    server.on("RCPT", "250 2.1.5 ok");
    pausedServers.resume(MailOwner.SYSTEM);
    lanes.run();
    assertThat(service.get(message.id()).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void attemptsAreCountedByOutcomeRouteAndReason() throws Exception {
    double refused = attempts("refused", "system", "recipient_unknown");
    double deferred = attempts("deferred", "system", "greylisted");
    server.on("RCPT", "550 5.1.1 unknown");
    send("a@example.org");
    server.on("RCPT", "450 4.7.1 greylisted");
    send("b@example.org");

    assertThat(attempts("refused", "system", "recipient_unknown")).isEqualTo(refused + 1);
    assertThat(attempts("deferred", "system", "greylisted")).isEqualTo(deferred + 1);
  }

  private double attempts(String outcome, String route, String reason) {
    return meters
        .find("postmeister.delivery.attempts")
        .tags("outcome", outcome, "route", route, "reason", reason)
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Test
  void aServerMayTakeItsTimeWithAWholeMessage() throws Exception {
    // Longer than it may take for any other answer.
    server.slowly(".", Duration.ofMillis(1500));

    assertThat(send("a@example.org"))
        .returns(MessageStatus.DELIVERED, Message::status)
        .returns(1, Message::attempts);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void aRefusedMessageMakesNobodyWaitLongerForTheNext() throws Exception {
    server.on(".", "554 5.7.1 spam");
    assertThat(send("a@example.org").status()).isEqualTo(MessageStatus.REFUSED);

    // Longer than for a command, and not as long as for a whole message.
    server.slowly("MAIL", Duration.ofSeconds(2));
    Message second = send("b@example.org");

    assertThat(second.reason()).isEqualTo(WaitingReason.SERVER_PAUSED);
    assertThat(second.failure()).isNotNull().returns("answer_timed_out", Failure::code);
  }

  @Test
  void anyNumberOfStaleConnectionsCostsNoMessage() throws Exception {
    SendingServer known = sendingServers.find(MailOwner.SYSTEM).orElseThrow();
    OutgoingMail mail =
        new OutgoingMail(
            "From: noreply@example.com\r\n\r\nHello\r\n".getBytes(StandardCharsets.UTF_8),
            List.of(EmailAddress.of("a@example.org")),
            List.of(),
            false,
            false,
            false);
    List<ConnectionPool.Lease> leases = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ConnectionPool.Lease lease = connections.borrow(known);
      assertThat(lease.connection().send(mail, null).serverFailure()).isNull();
      leases.add(lease);
    }
    leases.forEach(ConnectionPool.Lease::giveBack);
    server.hangUp();

    assertThat(send("b@example.org"))
        .returns(MessageStatus.DELIVERED, Message::status)
        .returns(1, Message::attempts);
    assertThat(pausedServers.list()).isEmpty();
    assertThat(server.connections()).isEqualTo(4);
  }

  @Test
  void aSearchFindsEveryRecipient() {
    String[] many =
        IntStream.range(0, 60)
            .mapToObj(i -> "someone-with-a-long-name-" + i + "@department.example.org")
            .toArray(String[]::new);
    long id = outbox.enqueue(SomeMessages.to(owner, many), null).id();
    outbox.enqueue(SomeMessages.to(owner, "other@example.org"), null);

    for (String text : List.of("Name-59@", "name-0@", "hello")) {
      assertThat(service.find(new MessageQuery(null, null, text, null, null), null, 0, 10))
          .as(text)
          .extracting(Message::id)
          .contains(id);
    }
    assertThat(service.count(new MessageQuery(null, null, "name-60@", null, null), 10)).isZero();
  }

  @Test
  void retriesAllThatMatchHoweverMany() {
    for (int i = 0; i < 501; i++) {
      outbox.enqueue(SomeMessages.to(owner, "a@example.org"), null);
    }
    clock.forward(Duration.ofMinutes(1));

    assertThat(actions.retryAll(MessageQuery.ALL))
        .isEqualTo(new MessageActionService.Result(501, 0));
    assertThat(actions.cancelAll(MessageQuery.ALL))
        .isEqualTo(new MessageActionService.Result(501, 0));
    assertThat(actions.cancelAll(MessageQuery.ALL))
        .isEqualTo(new MessageActionService.Result(0, 501));
  }

  @Test
  void aMessageWhoseContentIsLostEndsAndStopsNobodyElse() throws Exception {
    long lost = outbox.enqueue(SomeMessages.to(owner, "a@example.org"), null).id();
    jdbc.sql("UPDATE message_body SET ciphertext = ? WHERE message = ?")
        .params(new byte[] {1, 2, 3}, lost)
        .update();
    long good = outbox.enqueue(SomeMessages.to(owner, "b@example.org"), null).id();

    lanes.run();

    assertThat(service.get(lost))
        .returns(MessageStatus.REFUSED, Message::status)
        .satisfies(m -> assertThat(m.failure()).returns("content_lost", Failure::code));
    assertThat(service.get(good).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Autowired private org.springframework.jdbc.core.simple.JdbcClient jdbc;

  @Test
  void internationalizedAddressesNeedUtf8Headers() throws Exception {
    assertThatThrownBy(() -> outbox.enqueue(SomeMessages.to(owner, "山田@example.org"), null).id())
        .isInstanceOf(org.postmeister.common.error.ValidationFailedException.class);

    systemServer.save(
        draft(TestMailServers.withUtf8Headers(open("localhost", server.port())), null), null);
    assertThat(send("山田@example.org").failure())
        .isNotNull()
        .returns("smtputf8_not_offered", Failure::code);

    server.offering("SMTPUTF8");
    systemServer.save(draft(open("localhost", server.port()), null), null);
    systemServer.save(
        draft(TestMailServers.withUtf8Headers(open("localhost", server.port())), null), null);
    assertThat(send("山田@例え.jp").status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(server.commands())
        .contains("MAIL FROM:<noreply@example.com> BODY=8BITMIME SMTPUTF8", "RCPT TO:<山田@例え.jp>");
  }
}
