package org.postmeister.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.delivery.message.NewMessage;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.outbox.OutboxWriter;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;

/** How often a message costs the way to the database and back. */
@PostmeisterTest
class MessageRoundTripsTest {

  // Enough that what is asked now and then, however slow the machine, is little beside it.
  private static final int COUNT = 300;

  @Autowired private OutboxWriter writer;
  @Autowired private Outbox outbox;
  @Autowired private MessageService service;
  @Autowired private TestDeliveries deliveries;
  @Autowired private TenantService tenants;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private RoundTrips roundTrips;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();

  @BeforeEach
  void useServer() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<MailOwner> owners(int count) {
    List<MailOwner> owners = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      owners.add(MailOwner.of(SomeTenants.create(tenants, "tenant" + i)));
    }
    return owners;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30})
  void oneThatIsAcceptedWithOthersCostsHalfOfOne(int tenantCount) throws Exception {
    List<MailOwner> owners = owners(tenantCount);
    owners.forEach(owner -> writer.accept(SomeMessages.to(owner, "a@example.org"), null));

    List<String> trips =
        roundTrips.ofAllDuring(() -> {
          List<Future<?>> sent = new ArrayList<>();
          try (ExecutorService senders = Executors.newFixedThreadPool(100)) {
            for (int i = 0; i < COUNT; i++) {
              NewMessage message = SomeMessages.to(owners.get(i % owners.size()), "a@example.org");
              IdempotencyKey key = new IdempotencyKey("key" + i);
              sent.add(senders.submit(() -> writer.accept(message, key)));
            }
          }
          for (Future<?> one : sent) {
            one.get();
          }
          return null;
        });

    assertThat(trips).hasSizeLessThanOrEqualTo(COUNT / 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void oneThatIsDeliveredInABatchCostsOne(int tenantCount) throws Exception {
    List<MailOwner> owners = owners(tenantCount);
    for (int i = 0; i < COUNT; i++) {
      outbox.enqueue(SomeMessages.to(owners.get(i % owners.size()), "a@example.org"), null);
    }

    List<String> trips = roundTrips.ofAllDuring(deliveries::run);

    assertThat(service.count(MessageQuery.ALL.in(MessageStatus.DELIVERED), COUNT)).isEqualTo(COUNT);
    assertThat(trips).hasSizeLessThanOrEqualTo(COUNT);
  }
}
