package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postmeister.common.EmailAddress;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.server.ServerLimits;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestMailServers;

/** Connections that end, break, last and wait while messages go over them. */
@PostmeisterTest
class DeliveryConnectionsTest extends DeliveryTestCase {

  @Test
  void aServerThatClosesAfterSomeMessagesCostsNone() throws Exception {
    server.closingAfter(2);
    for (int i = 0; i < 7; i++) {
      outbox.enqueue(SomeMessages.to(owner, "a" + i + "@example.org"), null);
    }
    deliveries.run();

    assertThat(find(MessageStatus.DELIVERED)).hasSize(7);
    assertThat(service.find(MessageQuery.ALL, null, 0, 10))
        .extracting(Message::attempts)
        .containsOnly(1);
    assertThat(deliveries.paused()).isEmpty();
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
  void aConnectionThatBreaksBeforeTheContentCostsNoMessage() throws Exception {
    assertThat(send("a@example.org").status()).isEqualTo(MessageStatus.DELIVERED);
    server.on("RCPT TO:<b@example.org>", ScriptedSmtpServer.HANG_UP);
    Message lost = send("b@example.org");

    assertThat(lost.status()).as("by the second connection too").isEqualTo(MessageStatus.DEFERRED);
    assertThat(server.connections()).isEqualTo(2);
    assertThat(service.getTried(lost.id()).attempts()).hasSize(1);
    server.on("RCPT TO:<b@example.org>", "250 2.1.5 ok");
    clock.forward(Duration.ofMinutes(2));
    deliveries.run();
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
    assertThat(second.failure()).isNotNull().returns("answer_timed_out", SendFailure::code);
  }

  @Test
  void anyNumberOfStaleConnectionsCostsNoMessage() throws Exception {
    SendingServer known = sendingServers.find(MailOwner.SYSTEM).orElseThrow();
    OutgoingMail mail =
        new OutgoingMail(
            "From: noreply@example.com\r\n\r\nHello\r\n".getBytes(StandardCharsets.UTF_8),
            EmailAddress.of("noreply@example.com"),
            null,
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
    assertThat(deliveries.paused()).isEmpty();
    assertThat(server.connections()).isEqualTo(4);
  }
}
