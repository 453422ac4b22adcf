package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.ServerFailure;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;

/** When a server is left alone, for how long, and when it is not its fault. */
@PostmeisterTest
class DeliveryPausesTest extends DeliveryTestCase {

  @Test
  void aServerThatCannotBeReachedIsLeftAlone() throws Exception {
    server.close();

    Message first = send("a@example.org");
    long second = outbox.enqueue(SomeMessages.to(owner, "b@example.org"), null).id();

    assertThat(deliveries.run()).as("nothing is tried while it is paused").isEmpty();
    assertThat(first)
        .returns(MessageStatus.DEFERRED, Message::status)
        .returns(WaitingReason.SERVER_PAUSED, Message::reason)
        .returns(0, Message::attempts);
    assertThat(first.nextAttemptAt()).isAfter(clock.instant());
    assertThat(first.failure()).isNotNull().returns("connection_refused", SendFailure::code);
    assertThat(service.getTried(first.id()).attempts()).as("the one that found out").hasSize(1);
    assertThat(service.getTried(second).attempts()).isEmpty();
    assertThat(find(MessageStatus.DEFERRED)).containsExactly(second, first.id());
    assertThat(deliveries.paused()).singleElement().returns(MailOwner.SYSTEM, ServerHealth::owner);
  }

  @Test
  void thePauseGrows() throws Exception {
    server.close();
    send("a@example.org");
    Duration last = Duration.ZERO;
    for (int i = 1; i <= 4; i++) {
      ServerHealth paused = deliveries.paused().getFirst();
      Duration pause = Duration.between(clock.instant(), paused.pausedUntil());
      assertThat(paused.failures()).isEqualTo(i);
      assertThat(pause).isGreaterThan(last);
      last = pause;
      clock.forward(pause.plusSeconds(1));
      deliveries.run();
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
    assertThat(deliveries.paused().getFirst().failures()).as("together").isEqualTo(1);
    healths.failed(MailOwner.SYSTEM, wrongPassword);
    healths.failed(MailOwner.SYSTEM, refused);
    // Another lane had handed its message over before.
    healths.succeeded(MailOwner.SYSTEM);

    assertThat(deliveries.paused())
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
    deliveries.run();

    assertThat(service.get(message.id()).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(deliveries.paused()).isEmpty();
  }

  @Test
  void aRefusedLoginPausesUntilTheSettingsChange() throws Exception {
    server.offering("AUTH PLAIN").on("AUTH", "535 5.7.8 no");
    systemServer.save(
        draft(TestMailServers.withLogin("localhost", server.port(), Encryption.NONE, "u"), "wrong"),
        null);
    Message message = send("a@example.org");

    clock.forward(Duration.ofDays(3));
    assertThat(deliveries.run()).isEmpty();
    assertThat(service.get(message.id()))
        .returns(WaitingReason.SERVER_PAUSED, Message::reason)
        .returns(null, Message::nextAttemptAt);

    server.on("AUTH", "235 2.7.0 welcome");
    systemServer.save(
        draft(TestMailServers.withLogin("localhost", server.port(), Encryption.NONE, "u"), "right"),
        null);
    deliveries.run();
    assertThat(service.get(message.id()).status()).isEqualTo(MessageStatus.DELIVERED);
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
    deliveries.run();

    for (long id : List.of(one, two)) {
      Message message = service.get(id);
      assertThat(message.status()).isEqualTo(MessageStatus.DEFERRED);
      assertThat(message.reason()).isEqualTo(WaitingReason.SERVER_PAUSED);
      assertThat(message.attempts()).isZero();
      assertThat(message.failure()).returns(code, SendFailure::code);
    }
  }

  @Test
  void threeBrokenConnectionsInARowAreTheServersFault() throws Exception {
    server.on(".", ScriptedSmtpServer.HANG_UP);
    for (int i = 0; i < 10; i++) {
      outbox.enqueue(SomeMessages.to(owner, "a" + i + "@example.org"), null);
    }
    deliveries.run();

    assertThat(deliveries.paused()).hasSize(1);
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

    deliveries.run();

    assertThat(find(MessageStatus.DELIVERED)).hasSize(6);
    assertThat(find(MessageStatus.DEFERRED)).hasSize(6);
    assertThat(service.find(MessageQuery.ALL, null, 0, 20))
        .allSatisfy(message -> assertThat(message.attempts()).isEqualTo(1));
  }

  @ParameterizedTest
  @CsvSource({"550 5.7.1 not you, REFUSED, true", "452 4.3.1 no space, DEFERRED, false"})
  void threeRefusedSendersInARowAreTheServersFault(
      String reply, MessageStatus status, boolean lasting) throws Exception {
    server.on("MAIL", reply);
    for (int i = 0; i < 10; i++) {
      outbox.enqueue(SomeMessages.to(owner, "a" + i + "@example.org"), null);
    }
    deliveries.run();

    assertThat(deliveries.paused())
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
    assertThat(message.failure()).isNotNull().returns(code, SendFailure::code);
    assertThat(message.recipients().getFirst().reply()).isNull();

    server.on("RCPT", "250 2.1.5 ok");
    pausedServers.resume(MailOwner.SYSTEM);
    deliveries.run();
    assertThat(service.get(message.id()).status()).isEqualTo(MessageStatus.DELIVERED);
  }
}
