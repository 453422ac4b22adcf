package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.off;
import static org.postmeister.testing.TestMailServers.open;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.delivery.message.NewMessage;
import org.postmeister.delivery.outbox.IdempotencyKeyReusedException;
import org.postmeister.mailserver.GreetingName;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** From the acceptance of a message until it has arrived or ended, over real connections. */
@PostmeisterTest
class DeliveryTest extends DeliveryTestCase {

  @Autowired private MessageActionService actions;
  @Autowired private TenantMailServerService tenantServers;
  @Autowired private TransactionTemplate transaction;

  @Test
  void leavesByTheRouteOfItsTenant() throws Exception {
    long id = outbox.enqueue(SomeMessages.withEverything(owner, 10), null).id();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.QUEUED);
    assertThat(deliveries.run()).containsExactly("system");

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
    MailServerSettings settings =
        open("localhost", server.port())
            .with(MailServerField.GREETING_NAME, GreetingName.of("mail.example.org"))
            .with(MailServerField.REPLY_TO, EmailAddress.of("help@example.org"))
            .with(MailServerField.ENVELOPE_SENDER, EmailAddress.of("bounces@example.org"));
    systemServer.save(draft(settings, null), null);
    outbox.enqueue(SomeMessages.to(owner, "a@example.org"), null);
    outbox.enqueue(SomeMessages.withEverything(owner, 10), null);

    deliveries.run();

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
    deliveries.run();
    assertThat(server.commands())
        .contains("MAIL FROM:<noreply@example.com>")
        .anyMatch(line -> line.startsWith("Gr=C3=BC=C3=9Fe"));

    try (ScriptedSmtpServer eight = new ScriptedSmtpServer()) {
      systemServer.save(draft(open("localhost", eight.port()), null), null);
      outbox.enqueue(message, null);
      deliveries.run();

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

    assertThat(deliveries.run()).isEmpty();
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

    assertThat(deliveries.run()).isEmpty();
    assertThat(service.get(id))
        .returns(MessageStatus.DEFERRED, Message::status)
        .returns(WaitingReason.SYSTEM_MAIL_OFF, Message::reason)
        .returns(null, Message::nextAttemptAt);
    assertThat(find(MessageStatus.DEFERRED)).containsExactly(id);
    assertThat(find(MessageStatus.QUEUED)).isEmpty();

    systemServer.save(draft(open("localhost", server.port()), null), null);
    deliveries.run();
    assertThat(service.get(id).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void takesAnotherServerIfTheRouteHasChanged() throws Exception {
    long id = outbox.enqueue(SomeMessages.to(owner, "a@example.org"), null).id();
    try (ScriptedSmtpServer own =
        new ScriptedSmtpServer(java.net.InetAddress.getByName("127.77.0.1"))) {
      tenantServers.save(tenant, draft(open("127.77.0.1", own.port()), null), null);

      deliveries.run();

      assertThat(service.get(id).status()).isEqualTo(MessageStatus.DELIVERED);
      assertThat(own.commands()).contains("RCPT TO:<a@example.org>");
      assertThat(server.commands()).isEmpty();
    }
  }

  @Test
  void theSameKeyAndMessageAgainIsSentOnce() throws Exception {
    IdempotencyKey key = new IdempotencyKey("order-4711");
    long first = outbox.enqueue(SomeMessages.to(owner, "a@example.org"), key).id();
    deliveries.run();

    assertThat(outbox.enqueue(SomeMessages.to(owner, "a@example.org"), key).id()).isEqualTo(first);
    assertThat(deliveries.run()).isEmpty();
    assertThatThrownBy(() -> outbox.enqueue(SomeMessages.to(owner, "b@example.org"), key).id())
        .isInstanceOf(IdempotencyKeyReusedException.class);
    // Another tenant's key is another key.
    MailOwner other = MailOwner.of(SomeTenants.create(tenants, "other"));
    assertThat(outbox.enqueue(SomeMessages.to(other, "b@example.org"), key).id())
        .isNotEqualTo(first);
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
    assertThat(message.failure()).isNotNull().returns(code, SendFailure::code);
    assertThat(service.getTried(message.id()).attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.reply()).contains(reply.substring(4)));
    assertThat(deliveries.paused()).as("the server is all right").isEmpty();
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
    assertThat(deliveries.run()).isEmpty();

    server.on(verb, verb.equals("DATA") ? "354 go on" : "250 ok");
    clock.forward(Duration.ofMinutes(2));
    deliveries.run();
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
      deliveries.run();
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
    deliveries.run();

    message = service.get(message.id());
    assertThat(message.status()).isEqualTo(MessageStatus.PARTLY_DELIVERED);
    assertThat(message.recipients().getLast().reply()).contains("5.1.1");
    assertThat(server.commands().stream().filter("RCPT TO:<now@example.org>"::equals))
        .as("nobody gets it twice")
        .hasSize(1);
  }

  @Test
  void whatAServerSaysWhenItHangsUpIsNotSaidOfARecipient() throws Exception {
    server.on("DATA", "421 4.3.2 smtp-internal.example closing");

    Message message = send("a@example.org");

    assertThat(message.recipients().getFirst().reply()).isNull();
    assertThat(service.getTried(message.id()).attempts().getLast().reply())
        .contains("smtp-internal");
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

    deliveries.run();
    deleted.join();

    assertThat(service.find(MessageQuery.ALL, null, 0, 100))
        .hasSize(19)
        .extracting(Message::status)
        .containsOnly(MessageStatus.DELIVERED);
    assertThat(server.commands().stream().filter(line -> line.startsWith("Subject")))
        .as("nobody gets it twice")
        .hasSize(20);
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

  @Test
  void aSearchFindsEveryRecipient() {
    String[] many =
        IntStream.range(0, 60)
            .mapToObj(i -> "someone-with-a-long-name-" + i + "@department.example.org")
            .toArray(String[]::new);
    long id = outbox.enqueue(SomeMessages.to(owner, many), null).id();
    outbox.enqueue(SomeMessages.to(owner, "other@example.org"), null);

    for (String text : List.of("Name-59@", "name-0@", "hello")) {
      assertThat(service.find(MessageQuery.ALL.about(text), null, 0, 10))
          .as(text)
          .extracting(Message::id)
          .contains(id);
    }
    assertThat(service.count(MessageQuery.ALL.about("name-60@"), 10)).isZero();
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

    deliveries.run();

    assertThat(service.get(lost))
        .returns(MessageStatus.REFUSED, Message::status)
        .satisfies(m -> assertThat(m.failure()).returns("content_lost", SendFailure::code));
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
        .returns("smtputf8_not_offered", SendFailure::code);

    server.offering("SMTPUTF8");
    systemServer.save(draft(open("localhost", server.port()), null), null);
    systemServer.save(
        draft(TestMailServers.withUtf8Headers(open("localhost", server.port())), null), null);
    assertThat(send("山田@例え.jp").status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(server.commands())
        .contains("MAIL FROM:<noreply@example.com> BODY=8BITMIME SMTPUTF8", "RCPT TO:<山田@例え.jp>");
  }
}
