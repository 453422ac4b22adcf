package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.Limit;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerLimits;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How often it is asked by which server mail leaves: not more often for many than for one. */
@PostmeisterTest
class RouteRoundTripsTest {

  private static final int SENDING = 5;

  @Autowired private Outbox outbox;
  @Autowired private DeliverySupervisor watch;
  @Autowired private DeliveryWorker worker;
  @Autowired private RouteCache ways;
  @Autowired private MessageService service;
  @Autowired private MessageActionService actions;
  @Autowired private TenantService tenants;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService tenantServers;
  @Autowired private RoundTrips roundTrips;
  @Autowired private JdbcClient jdbc;

  private final List<ScriptedSmtpServer> open = new ArrayList<>();

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("mail.example.com", 25), null), null);
  }

  @AfterEach
  void stop() {
    open.forEach(ScriptedSmtpServer::close);
  }

  // One of the system, one of each tenant, and one of each of as many that do not exist any more.
  private void someWait(int count) {
    outbox.enqueue(SomeMessages.to(MailOwner.SYSTEM, "a@example.org"), null);
    for (int i = 0; i < count; i++) {
      MailOwner owner = MailOwner.of(SomeTenants.create(tenants, "tenant" + i));
      outbox.enqueue(SomeMessages.to(owner, "a@example.org"), null);
      long left = outbox.enqueue(SomeMessages.to(owner, "b@example.org"), null).id();
      jdbc.sql("UPDATE message SET owner = ? WHERE id = ?")
          .params(UUID.randomUUID().toString(), left)
          .update();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void theWatchAsksForAllThatWaitTogether(int count) throws Exception {
    someWait(count);
    // The first time, it moves what has no way any more.
    watch.look(server -> {});

    assertThat(RoundTrips.of(() -> look(new ArrayList<>()))).hasSizeLessThanOrEqualTo(8);
  }

  private List<MailOwner> look(List<MailOwner> due) {
    watch.look(due::add);
    return due;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void theLogAsksForAllThatWaitTogether(int count) throws Exception {
    someWait(count);

    assertThat(RoundTrips.of(() -> service.find(MessageQuery.ALL, null, 0, 50)))
        .hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void deliveriesGoOnWithoutAskingOneByOne() throws Exception {
    List<Callable<Boolean>> deliveries = new ArrayList<>();
    for (int i = 0; i < SENDING; i++) {
      ScriptedSmtpServer server =
          new ScriptedSmtpServer(InetAddress.getByName("127.77.0." + (i + 1)));
      open.add(server.slowly("MAIL", Duration.ofMillis(200)));
      TenantId tenant = SomeTenants.create(tenants, "tenant" + i);
      MailServerLimits oneConnection = new MailServerLimits(new Limit(1), null, null, null);
      tenantServers.save(
          tenant,
          draft(open("127.77.0." + (i + 1), server.port()).with(oneConnection), null),
          null);
      MailOwner owner = MailOwner.of(tenant);
      for (int message = 0; message < 10; message++) {
        outbox.enqueue(SomeMessages.to(owner, "a@example.org"), null);
      }
      deliveries.add(() -> worker.run(owner, () -> false, false));
    }

    List<String> trips =
        roundTrips.ofAllDuring(() -> {
          try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> delivery : threads.invokeAll(deliveries)) {
              assertThat(delivery.get()).isTrue();
            }
          }
          return null;
        });

    assertThat(
            trips.stream().filter(sql -> sql.contains("mail_policy") && sql.contains("t.id = ?")))
        .as("each asks alone when it begins")
        .hasSizeLessThanOrEqualTo(SENDING);
    assertThat(service.count(MessageQuery.ALL.in(MessageStatus.DELIVERED), 100))
        .isEqualTo(SENDING * 10);
  }

  @Test
  void waysInUseAreLookedUpAgainTogether() throws Exception {
    List<MailOwner> owners = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      owners.add(MailOwner.of(SomeTenants.create(tenants, "tenant" + i)));
    }
    owners.forEach(ways::of);

    assertThat(
            RoundTrips.of(() -> {
              ways.renew();
              return owners.stream().map(ways::of).toList();
            }))
        .hasSizeLessThanOrEqualTo(2);

    ways.clear();
    assertThat(RoundTrips.of(() -> ways.of(owners.getFirst()))).hasSize(1);
  }

  @Test
  void whatIsChangedOnThisNodeHoldsAtOnce() {
    TenantId tenant = SomeTenants.create(tenants, "acme");
    MailOwner owner = MailOwner.of(tenant);
    assertThat(ways.of(owner)).isEqualTo(MailOwner.SYSTEM.key());

    tenantServers.save(tenant, draft(open("127.77.0.1", 2525), null), null);
    assertThat(ways.of(owner)).isEqualTo(owner.key());

    tenants.setActive(tenant, false);
    assertThat(ways.of(owner)).isEqualTo(ClaimKey.NOWHERE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void whoeverRetriesAllAsksForTheirWaysTogether(int count) throws Exception {
    someWait(count);
    jdbc.sql("UPDATE message SET status = 'REFUSED', lane = NULL, due_at = NULL").update();

    List<String> trips = RoundTrips.of(() -> actions.retryAll(MessageQuery.ALL));

    assertThat(trips.stream().filter(sql -> sql.contains("mail_server")))
        .hasSizeLessThanOrEqualTo(2);
    assertThat(service.count(MessageQuery.ALL, 100)).isEqualTo(2 * count + 1);
    assertThat(service.count(MessageQuery.ALL.in(MessageStatus.REFUSED), 100)).isZero();
  }
}
