package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.DeliveryOptions;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessagePriority;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.monitoring.DeliveryAlarms;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.delivery.store.ClaimedMessage;
import org.postmeister.delivery.store.Claims;
import org.postmeister.delivery.store.RateLimitedLogin;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;

/** Servers that take a message and do not say so. */
@PostmeisterTest
class UncertainDeliveryTest {

  @Autowired private Outbox outbox;
  @Autowired private MessageService service;
  @Autowired private MessageActionService actions;
  @Autowired private TestDeliveries deliveries;
  @Autowired private Claims claims;
  @Autowired private DeliveryAlarms alarms;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private TestClock.Turnable clock;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private MailOwner owner;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
    owner = MailOwner.of(SomeTenants.create(tenants, "acme"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private long accept(boolean atMostOnce) {
    DeliveryOptions options = new DeliveryOptions(MessagePriority.NORMAL, null, null, atMostOnce);
    return outbox
        .enqueue(SomeMessages.with(options, owner, "a@example.org", "b@example.org"), null)
        .id();
  }

  /** Runs what is due for days. */
  private void runForDays() throws InterruptedException {
    for (int i = 0; i < 30; i++) {
      deliveries.run();
      clock.forward(Duration.ofHours(3));
    }
  }

  private long copies() {
    return server.commands().stream().filter(line -> line.startsWith("Message-ID: ")).count();
  }

  @ParameterizedTest
  @ValueSource(strings = {ScriptedSmtpServer.HANG_UP, "what?"})
  void isTriedThreeTimesAndEndsInDoubt(String afterTheLastDot) throws Exception {
    server.on(".", afterTheLastDot);
    long id = accept(false);
    deliveries.run();

    Message afterOne = service.get(id);
    assertThat(afterOne.status()).isEqualTo(MessageStatus.DEFERRED);
    assertThat(afterOne.uncertain()).isEqualTo(1);

    runForDays();

    Message message = service.get(id);
    assertThat(message.status()).isEqualTo(MessageStatus.UNCERTAIN);
    assertThat(message.uncertain()).isEqualTo(3);
    assertThat(message.endedAt()).isNotNull();
    assertThat(message.recipients())
        .extracting(Recipient::status)
        .containsOnly(MessageStatus.UNCERTAIN);
    assertThat(copies()).isEqualTo(3);
    assertThat(service.getTried(id).attempts()).hasSize(3).allMatch(Attempt::uncertain);
    assertThat(
            alarms.uncertainOn(
                LocalDate.ofInstant(Objects.requireNonNull(message.endedAt()), ZoneOffset.UTC)))
        .containsExactly(owner);
  }

  @Test
  void isFoundByItsStateAndCanBeSentAgain() throws Exception {
    server.on(".", ScriptedSmtpServer.HANG_UP);
    long id = accept(false);
    runForDays();
    server.on(".", "250 2.0.0 Ok: queued as 4711");

    assertThat(service.find(MessageQuery.ALL.in(MessageStatus.UNCERTAIN), null, 0, 10))
        .extracting(Message::id)
        .containsExactly(id);
    Message again = actions.retry(id);
    assertThat(again.status()).isEqualTo(MessageStatus.QUEUED);
    assertThat(again.uncertain()).isZero();
    deliveries.run();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(copies()).isEqualTo(4);
  }

  @Test
  void whatMayArriveOnceAtMostIsHandedOverOnce() throws Exception {
    server.on(".", ScriptedSmtpServer.HANG_UP);
    long id = accept(true);
    runForDays();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.UNCERTAIN);
    assertThat(service.get(id).options().atMostOnce()).isTrue();
    assertThat(copies()).isEqualTo(1);
  }

  @Test
  void whatMayArriveOnceAtMostIsTriedAgainWhereTheServerHasSaidNo() throws Exception {
    server.on(".", "451 4.3.0 Try again later");
    long id = accept(true);
    deliveries.run();
    assertThat(service.get(id).status()).isEqualTo(MessageStatus.DEFERRED);
    assertThat(service.get(id).uncertain()).isZero();
    server.on(".", "250 2.0.0 Ok");
    clock.forward(Duration.ofHours(1));
    deliveries.run();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void aNodeThatDiesWhileItHandsOverLeavesDoubtAndNoSecondCopy() throws Exception {
    long id = accept(true);
    long other = accept(true);
    String claim = new ClaimKey(MailOwner.SYSTEM, 0).newClaim(UUID.randomUUID().toString());
    List<ClaimedMessage> taken =
        claims.take(new ClaimKey(MailOwner.SYSTEM, 0), claim, 10, RateLimitedLogin.NONE);
    ClaimedMessage first =
        taken.stream().filter(message -> message.id() == id).findAny().orElseThrow();
    assertThat(claims.handsOver(first, claim)).isTrue();

    // What follows is another node's work.
    clock.forward(Duration.ofMinutes(5));
    deliveries.run();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.UNCERTAIN);
    assertThat(service.get(other).status())
        .describedAs("taken, and not handed over")
        .isEqualTo(MessageStatus.DELIVERED);
    assertThat(copies()).isEqualTo(1);
    assertThat(service.get(id).uncertain()).isEqualTo(1);
    assertThat(service.get(id).failure()).returns("answer_lost", SendFailure::code);
    assertThat(alarms.uncertainOn(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)))
        .containsExactly(owner);
  }

  @Test
  void aRefusalAfterwardsSaysThatItHasNotArrived() throws Exception {
    server.on(".", ScriptedSmtpServer.HANG_UP);
    long id = accept(false);
    deliveries.run();
    server.on(".", "554 5.7.1 Refused");
    clock.forward(Duration.ofHours(1));
    deliveries.run();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.REFUSED);
  }

  @Test
  void whoHasCertainlyNotGotItIsTriedOn() throws Exception {
    server.on("RCPT TO:<b@example.org>", "450 4.2.1 busy").on(".", ScriptedSmtpServer.HANG_UP);
    long id = accept(true);
    deliveries.run();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.DEFERRED);
    server.on("RCPT TO:<b@example.org>", "250 2.1.5 ok").on(".", "250 2.0.0 Ok");
    clock.forward(Duration.ofHours(1));
    deliveries.run();

    assertThat(service.get(id).recipients())
        .extracting(Recipient::status)
        .containsExactly(MessageStatus.UNCERTAIN, MessageStatus.DELIVERED);
    assertThat(server.commands().stream().filter(line -> line.contains("RCPT TO:<a@")))
        .describedAs("handed over once")
        .hasSize(1);
  }

  @Test
  void aLimitForSomeDoesNotMakeAnybodyGetItAtOnceAgain() throws Exception {
    server
        .on("RCPT TO:<b@example.org>", "452 4.5.3 Too many recipients")
        .on(".", ScriptedSmtpServer.HANG_UP);
    long id = accept(false);
    deliveries.run();

    assertThat(copies()).isEqualTo(1);
    assertThat(service.get(id).uncertain()).isEqualTo(1);
  }

  @Test
  void whoTriesAgainSoonerForgetsNoDoubt() throws Exception {
    server.on(".", ScriptedSmtpServer.HANG_UP);
    long id = accept(false);
    deliveries.run();

    assertThat(actions.retry(id).uncertain()).isEqualTo(1);
  }

  @Test
  void callingBackForgetsNoDoubt() throws Exception {
    server.on(".", ScriptedSmtpServer.HANG_UP);
    long id = accept(false);
    deliveries.run();

    assertThat(actions.cancel(id).status()).isEqualTo(MessageStatus.UNCERTAIN);
  }

  @Test
  void whatIsGivenUpForItsAgeMayHaveArrivedBefore() throws Exception {
    server.on(".", ScriptedSmtpServer.HANG_UP);
    long id = accept(false);
    deliveries.run();
    server.on("RCPT", "450 4.2.1 Mailbox busy");
    runForDays();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.UNCERTAIN);
    assertThat(service.get(id).uncertain()).isEqualTo(1);
    assertThat(copies()).isEqualTo(1);
  }
}
