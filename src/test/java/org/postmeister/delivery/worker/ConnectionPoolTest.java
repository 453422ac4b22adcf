package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;

/** Which connections serve again, and which are closed. */
@PostmeisterTest
class ConnectionPoolTest {

  @Autowired private ConnectionPool connections;
  @Autowired private SendingServerResolver sendingServers;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService tenantServers;
  @Autowired private TenantService tenants;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private SendingServer known;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    save();
    known = sendingServers.find(MailOwner.SYSTEM).orElseThrow();
  }

  @AfterEach
  void stop() {
    connections.closeIdle(known);
    server.close();
  }

  private void save() {
    save("localhost");
  }

  private void saveOther() {
    save("127.0.0.1");
  }

  private void save(String host) {
    systemServer.save(draft(open(host, server.port()), null), null);
  }

  private static void send(ConnectionPool.Lease lease) throws InterruptedException {
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
    assertThat(lease.connection().send(mail, null).serverFailure()).isNull();
    lease.hasSent();
  }

  @Test
  void oneThatIsGivenBackServesAgain() throws Exception {
    ConnectionPool.Lease first = connections.borrow(known);
    send(first);
    first.giveBack();
    ConnectionPool.Lease second = connections.borrow(known);
    send(second);

    assertThat(server.connections()).isEqualTo(1);
    assertThat(second.sent()).isEqualTo(2);
    second.throwAway();
  }

  @Test
  void oneThatWasInUseWhenTheSettingsChangedServesNobodyAgain() throws Exception {
    ConnectionPool.Lease inUse = connections.borrow(known);
    send(inUse);
    saveOther();
    int idle = connections.idle();
    inUse.giveBack();

    assertThat(connections.idle()).isEqualTo(idle);
    Awaitility.await().until(() -> server.commands().contains("QUIT"));
    ConnectionPool.Lease next = connections.borrow(known);
    send(next);
    assertThat(next.sent()).isEqualTo(1);
    assertThat(server.connections()).isEqualTo(2);
    next.throwAway();
  }

  @Test
  void oneThatWaitedWhenTheSettingsChangedServesNobodyAgain() throws Exception {
    ConnectionPool.Lease used = connections.borrow(known);
    send(used);
    used.giveBack();
    saveOther();

    Awaitility.await().until(() -> server.commands().contains("QUIT"));
    ConnectionPool.Lease next = connections.borrow(known);
    assertThat(server.connections()).isEqualTo(2);
    next.throwAway();
  }

  @Test
  void changesOfSomebodyElsesSettingsCloseNothing() throws Exception {
    ConnectionPool.Lease inUse = connections.borrow(known);
    send(inUse);
    tenantServers.save(
        SomeTenants.create(tenants, "acme"), draft(open("127.77.0.1", 2525), null), null);
    inUse.giveBack();

    ConnectionPool.Lease next = connections.borrow(known);
    send(next);
    assertThat(next.sent()).isEqualTo(2);
    assertThat(server.connections()).isEqualTo(1);
    next.throwAway();
  }
}
