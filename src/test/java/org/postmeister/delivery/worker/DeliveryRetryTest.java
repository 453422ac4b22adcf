package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.postmeister.testing.TestMailServers;
import org.springframework.beans.factory.annotation.Autowired;

/** What is tried again by itself, and when. */
@PostmeisterTest
class DeliveryRetryTest {

  @Autowired private Outbox outbox;
  @Autowired private MessageService service;
  @Autowired private TestDeliveries deliveries;
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

  private Message send(String... recipients) throws InterruptedException {
    long id = outbox.enqueue(SomeMessages.to(owner, recipients), null).id();
    deliveries.run();
    return service.get(id);
  }

  @Test
  void theDelayBetweenAttemptsOfAMessageGrowsUpToTheLongest() throws Exception {
    server.on("RCPT", "450 4.2.0 later");
    Message message = send("a@example.org");
    for (long minutes : new long[] {1, 2, 4, 8, 16, 30, 30}) {
      Instant now = clock.instant();
      // Within a fifth, and a little for what the test takes.
      assertThat(Duration.between(now, message.nextAttemptAt()))
          .isBetween(
              Duration.ofSeconds(minutes * 48).minusSeconds(8), Duration.ofSeconds(minutes * 72));
      clock.forward(Duration.between(now, message.nextAttemptAt()).plusMillis(10));
      deliveries.run();
      int before = message.attempts();
      message = service.get(message.id());
      assertThat(message.attempts()).isEqualTo(before + 1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          451 4.7.0 Temporary server error   | authentication_unavailable
          454 4.7.0 Temporary authentication | authentication_unavailable
          421 4.3.2 closing                  | server_unavailable
          (hang up)                          | connection_lost
          (silence)                          | answer_timed_out
          """)
  void aLoginThatFailsForNowIsTriedAgainByItself(String reply, String code) throws Exception {
    server.offering("AUTH PLAIN").on("AUTH", reply);
    systemServer.save(
        draft(TestMailServers.withLogin("localhost", server.port(), Encryption.NONE, "u"), "p"),
        null);

    Message message = send("a@example.org");

    assertThat(message)
        .returns(WaitingReason.SERVER_PAUSED, Message::reason)
        .returns(0, Message::attempts);
    assertThat(message.failure()).isNotNull().returns(code, SendFailure::code);
    assertThat(message.nextAttemptAt()).isNotNull();
    assertThat(deliveries.paused().getFirst().pausedUntil()).isNotNull();

    server.on("AUTH", "235 2.7.0 welcome");
    clock.forward(Duration.between(clock.instant(), message.nextAttemptAt()).plusSeconds(1));
    deliveries.run();
    assertThat(service.get(message.id()).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(deliveries.paused()).isEmpty();
  }
}
