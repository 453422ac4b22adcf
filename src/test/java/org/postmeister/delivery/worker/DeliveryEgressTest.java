package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestNames;
import org.springframework.beans.factory.annotation.Autowired;

/** Which addresses the outbox connects to: for tenants the allowed ones alone. */
@PostmeisterTest
class DeliveryEgressTest {

  @Autowired private Outbox outbox;
  @Autowired private MessageService service;
  @Autowired private TestDeliveries deliveries;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService tenantServers;
  @Autowired private TenantService tenants;

  /** On the loopback, where no tenant may go. */
  private final ScriptedSmtpServer forbidden = new ScriptedSmtpServer();

  private TenantId tenant;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", forbidden.port()), null), null);
    tenant = SomeTenants.create(tenants, "acme");
  }

  @AfterEach
  void stop() {
    forbidden.close();
  }

  private Message send(String host) throws InterruptedException {
    tenantServers.save(tenant, draft(open(host, forbidden.port()), null), null);
    long id = outbox.enqueue(SomeMessages.to(MailOwner.of(tenant), "a@example.org"), null).id();
    deliveries.run();
    return service.get(id);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "127.1.2.3", "10.9.9.9", "169.254.169.254", "64:ff9b::7f00:1"})
  void aForbiddenAddressIsNotConnectedTo(String address) throws Exception {
    TestNames.resolve("forbidden.test", address);

    Message message = send("forbidden.test");

    assertThat(forbidden.connections()).isZero();
    assertThat(message)
        .returns(MessageStatus.DEFERRED, Message::status)
        .returns(WaitingReason.SERVER_PAUSED, Message::reason)
        .returns(0, Message::attempts);
    assertThat(message.failure()).isNotNull().returns("address_not_allowed", SendFailure::code);
  }

  @Test
  void aNameThatComesToMeanAForbiddenAddressIsNotConnectedTo() throws Exception {
    try (ScriptedSmtpServer own = allowed("127.77.0.1")) {
      TestNames.resolve("moved.test", "127.77.0.1");
      assertThat(send("moved.test").status()).isEqualTo(MessageStatus.DELIVERED);
      own.hangUp();
      TestNames.resolve("moved.test", "127.0.0.1");

      assertThat(send("moved.test").failure())
          .isNotNull()
          .returns("address_not_allowed", SendFailure::code);
      assertThat(own.connections()).isEqualTo(1);
      assertThat(forbidden.connections()).isZero();
    }
  }

  @Test
  void theAllowedOnesOfSeveralAddressesAreUsed() throws Exception {
    try (ScriptedSmtpServer own = allowed("127.77.0.2")) {
      TestNames.resolve("several.test", "127.0.0.1", "10.0.0.1", "127.77.0.2");

      assertThat(send("several.test").status()).isEqualTo(MessageStatus.DELIVERED);
      assertThat(own.connections()).isEqualTo(1);
      assertThat(forbidden.connections()).isZero();
    }
  }

  @Test
  void noForbiddenAddressIsTriedWhenNobodyAnswersAtTheAllowedOnes() throws Exception {
    TestNames.resolve("several.test", "127.77.0.3", "127.0.0.1");

    assertThat(send("several.test").failure())
        .isNotNull()
        .returns("connection_refused", SendFailure::code);
    assertThat(forbidden.connections()).isZero();
  }

  @Test
  void theSystemsServerMayBeAnywhere() throws Exception {
    long id = outbox.enqueue(SomeMessages.to(MailOwner.of(tenant), "a@example.org"), null).id();

    deliveries.run();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(forbidden.connections()).isEqualTo(1);
  }

  private ScriptedSmtpServer allowed(String address) {
    return new ScriptedSmtpServer(InetAddress.ofLiteral(address), forbidden.port());
  }
}
