package org.postmeister.delivery.worker;

import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.log.PausedServerService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.server.LearntLimits;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;

/** What tests of delivery over real connections have in common. */
abstract class DeliveryTestCase {

  @Autowired Outbox outbox;
  @Autowired MessageService service;
  @Autowired PausedServerService pausedServers;
  @Autowired MeterRegistry meters;
  @Autowired ServerHealths healths;
  @Autowired LearntLimits limits;
  @Autowired ConnectionPool connections;
  @Autowired SendingServerResolver sendingServers;
  @Autowired TestDeliveries deliveries;
  @Autowired SystemMailServerService systemServer;
  @Autowired TenantService tenants;
  @Autowired TestClock.Turnable clock;

  final ScriptedSmtpServer server = new ScriptedSmtpServer();
  TenantId tenant;
  MailOwner owner;

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

  Message send(String... recipients) throws InterruptedException {
    long id = outbox.enqueue(SomeMessages.to(owner, recipients), null).id();
    deliveries.run();
    return service.get(id);
  }

  List<Long> find(MessageStatus status) {
    return service.find(MessageQuery.ALL.in(status), null, 0, 10).stream()
        .map(Message::id)
        .toList();
  }

  double attempts(String outcome, String route, String reason) {
    return meters
        .find("postmeister.delivery.attempts")
        .tags("outcome", outcome, "route", route, "reason", reason)
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
