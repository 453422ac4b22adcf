package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postmeister.common.Limit;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.message.NewMessage;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.server.LearntLimits;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.delivery.server.ServerLimits;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerLimits;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.ServerFailure;
import org.postmeister.mailserver.spi.ServerState;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.DistantSmtpServer;
import org.postmeister.testing.DistantSmtpServer.Step;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestClock;
import org.postmeister.testing.TestMailServers;
import org.postmeister.transport.smtp.PatientOutbox;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

/** Servers that allow little, get stuck, or refuse one message: over real connections. */
@PostmeisterTest
@Tag("slow")
class LimitedServersTest {

  @Autowired private Outbox outbox;
  @Autowired private MessageService service;
  @Autowired private MessageActionService actions;
  @Autowired private LearntLimits limits;
  @Autowired private ServerHealths healths;
  @Autowired private TestDeliveries deliveries;
  @Autowired private DeliveryWorker worker;
  @Autowired private ServerDeliveryRegistry runningServers;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService tenantServers;
  @Autowired private TenantService tenants;
  @Autowired private JdbcClient jdbc;
  @Autowired private ApplicationContext context;
  @Autowired private TestClock.Turnable clock;

  private final DistantSmtpServer server =
      new DistantSmtpServer(InetAddress.ofLiteral("0.0.0.0")).roundTrip(Duration.ofMillis(5));
  private TenantId tenant;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
    tenant = SomeTenants.create(tenants, "acme");
  }

  @AfterEach
  void stop() {
    stopping.set(true);
    server.close();
    running.join();
  }

  private long enqueue(String recipient) {
    return outbox.enqueue(SomeMessages.to(MailOwner.of(tenant), recipient), null).id();
  }

  private void enqueue(int messages) {
    for (int i = 0; i < messages; i++) {
      enqueue("a" + i + "@example.org");
    }
  }

  /** Sends in the background, as a node does. */
  private void start() {
    running = send(MailOwner.SYSTEM);
  }

  private CompletableFuture<Void> send(MailOwner from) {
    return CompletableFuture.runAsync(
        () -> {
          while (!stopping.get()) {
            try {
              worker.run(from, stopping::get, true);
              Thread.sleep(20);
            } catch (InterruptedException e) {
              return;
            }
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  private static ConditionFactory await() {
    return Awaitility.await().pollInSameThread();
  }

  private int delivered() {
    return find(MessageStatus.DELIVERED);
  }

  private int deferred() {
    return find(MessageStatus.DEFERRED);
  }

  private int find(MessageStatus status) {
    return service.find(MessageQuery.ALL.in(status), null, 0, 1000).size();
  }

  private void assertNobodyWasTriedInVain() {
    assertThat(service.find(MessageQuery.ALL, null, 0, 1000))
        .allSatisfy(message -> {
          assertThat(message.status()).isEqualTo(MessageStatus.DELIVERED);
          assertThat(message.attempts()).isEqualTo(1);
        });
    assertThat(server.messages().values()).containsOnly(1);
    assertThat(deliveries.paused()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GREETING | 1 | 421 4.7.0 Too many connections
          GREETING | 2 | 421 4.7.0 Too many connections
          EHLO     | 3 | 421 4.7.0 Too many connections
          AUTH     | 2 | 454 4.7.0 Too many logins
          MAIL     | 1 | 432 4.3.2 Concurrent connections limit exceeded
          MAIL     | 2 | 421 4.3.2 Too many connections
          RCPT     | 2 | 450 4.7.1 Too many connections
          DATA     | 1 | 451 4.3.2 Try again
          END      | 1 | 452 4.3.2 System is busy
          END      | 3 | 421 4.7.0 Too much at once
          """)
  void fewerConnectionsAreOpenedWhenOneIsRefused(Step step, int allowed, String reply)
      throws Exception {
    server.connections(allowed, step, reply);
    if (step == Step.AUTH) {
      systemServer.save(
          draft(TestMailServers.withLogin("localhost", server.port(), Encryption.NONE, "u"), "p"),
          null);
    }
    enqueue(100);

    deliveries.run();

    assertNobodyWasTriedInVain();
    assertThat(server.refused()).isLessThan(20);
    assertThat(limits.find(MailOwner.SYSTEM))
        .returns(allowed, ServerLimits::connections)
        .returns(true, limits -> limits.reply() != null && limits.reply().equals(reply));
    assertThat(systemServer.state())
        .returns(ServerState.Kind.SLOWED, ServerState::kind)
        .extracting(ServerState::learned)
        .returns(allowed, ServerState.Learned::connections)
        .returns(reply, ServerState.Learned::reason);
  }

  @Test
  void saysHowItDoes() throws Exception {
    assertThat(systemServer.state()).isEqualTo(ServerState.UNTESTED);

    enqueue(1);
    deliveries.run();
    assertThat(systemServer.state()).returns(ServerState.Kind.READY, ServerState::kind);

    healths.failed(
        MailOwner.SYSTEM,
        new ServerFailure(
            new SendFailure(SendStep.CONNECT, "server_unavailable"), false, "421 4.3.2 Down"));
    assertThat(systemServer.state())
        .returns(ServerState.Kind.PAUSED, ServerState::kind)
        .returns("421 4.3.2 Down", ServerState::reply)
        .returns(true, state -> state.until() != null && state.failure() != null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          MAIL | 421 4.7.0 Too many messages in this session
          MAIL | 452 4.5.3 Too many messages
          DATA | 452 4.4.5 Maximum number of messages per session exceeded
          MAIL | -
          """)
  void anotherConnectionIsOpenedWhenOneHasTakenEnough(Step step, String reply) throws Exception {
    server.messagesPerSession(5, step, reply);
    // So few that each takes more than that.
    systemServer.save(
        draft(
            open("localhost", server.port())
                .with(new MailServerLimits(new Limit(2), null, null, null)),
            null),
        null);
    enqueue(60);

    deliveries.run();

    assertNobodyWasTriedInVain();
    assertThat(limits.find(MailOwner.SYSTEM).messagesPerConnection()).isEqualTo(5);
  }

  @Test
  void isGivenNoMoreThanItsSettingsSay() throws Exception {
    systemServer.save(
        draft(
            open("localhost", server.port())
                .with(new MailServerLimits(new Limit(2), null, new Limit(30), null)),
            null),
        null);
    server.thinking(number -> Duration.ofMillis(5));
    enqueue(50);

    deliveries.run();

    assertThat(server.taken()).isEqualTo(30);
    assertThat(server.mostAtOnce()).isEqualTo(2);
    deliveries.run();
    assertThat(server.taken()).as("not before the hour is over").isEqualTo(30);

    clock.forward(Duration.ofHours(1));
    deliveries.run();
    assertNobodyWasTriedInVain();
  }

  @Test
  void serversWithTheSameHostAndLoginCountTogether() throws Exception {
    MailServerSettings limited =
        TestMailServers.withLogin("127.77.0.1", server.port(), Encryption.NONE, "u")
            .with(new MailServerLimits(null, null, null, new Limit(10)));
    TenantId other = SomeTenants.create(tenants, "other");
    for (TenantId each : List.of(tenant, other)) {
      tenantServers.save(each, draft(limited, "p"), null);
      for (int i = 0; i < 8; i++) {
        outbox.enqueue(SomeMessages.to(MailOwner.of(each), "a@example.org"), null);
      }
    }

    deliveries.run();

    assertThat(server.taken()).isEqualTo(10);
  }

  @Test
  void connectionsOfServersWithTheSameHostAndLoginCountTogether() throws Exception {
    MailServerSettings limited =
        TestMailServers.withLogin("127.77.0.1", server.port(), Encryption.NONE, "u")
            .with(new MailServerLimits(new Limit(2), null, null, null));
    systemServer.save(draft(limited, "p"), null);
    server.thinking(number -> Duration.ofMillis(20));
    for (int i = 0; i < 500; i++) {
      outbox.enqueue(SomeMessages.to(MailOwner.SYSTEM, "a@example.org"), null);
    }
    tenantServers.save(tenant, draft(limited, "p"), null);
    enqueue(10);

    start();
    Awaitility.await().until(() -> server.taken() > 50);
    CompletableFuture<Void> other = send(MailOwner.of(tenant));

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> delivered(MailOwner.of(tenant)) == 10);
    assertThat(delivered(MailOwner.SYSTEM)).as("those with many are not done").isLessThan(500);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> delivered(MailOwner.SYSTEM) == 500);
    assertThat(server.mostAtOnce()).isEqualTo(2);
    stopping.set(true);
    other.join();
  }

  /** Whatever goes wrong before a connection is opened, none is counted that is not open. */
  @Test
  void aConnectionThatCannotBeCountedTogetherIsNotCountedAtAll() {
    systemServer.save(
        draft(
            open("localhost", server.port())
                .with(new MailServerLimits(new Limit(2), null, null, null)),
            null),
        null);
    enqueue(1);
    jdbc.sql("ALTER TABLE shared_connection RENAME TO shared_connection_away").update();
    try {
      assertThatThrownBy(() -> deliveries.run()).isInstanceOf(DataAccessException.class);
    } finally {
      jdbc.sql("ALTER TABLE shared_connection_away RENAME TO shared_connection").update();
    }

    assertThat(ReflectionTestUtils.getField(runningServers, "open")).hasToString("0");
  }

  private int delivered(MailOwner owner) {
    return jdbc.sql("SELECT COUNT(*) FROM message WHERE owner = ? AND status = 'DELIVERED'")
        .param(owner.key())
        .query(Integer.class)
        .single();
  }

  @Test
  void whatWasLearntIsForgottenWithTheSettings() throws Exception {
    server.connections(1, Step.GREETING, "421 4.7.0 Too many connections");
    enqueue(20);
    deliveries.run();
    assertThat(limits.find(MailOwner.SYSTEM).connections()).isEqualTo(1);

    systemServer.save(
        draft(TestMailServers.withUtf8Headers(open("localhost", server.port())), null), null);

    assertThat(limits.find(MailOwner.SYSTEM)).isEqualTo(ServerLimits.NONE);
  }

  @Test
  void oneRecipientThatIsRefusedStopsNobodyElse() throws Exception {
    server.closingAt("odd@example.org");
    long odd =
        outbox
            .enqueue(
                SomeMessages.to(
                    MailOwner.of(tenant), "a@example.org", "odd@example.org", "b@example.org"),
                null)
            .id();
    enqueue(100);

    deliveries.run();

    assertThat(delivered()).isEqualTo(100);
    assertThat(deliveries.paused()).isEmpty();
    assertThat(service.get(odd))
        .returns(MessageStatus.DEFERRED, Message::status)
        .returns(1, Message::attempts);
  }

  @Test
  void aMessageThatTakesLongCostsOneConnection() throws Exception {
    server.thinking(number -> number == 0 ? Duration.ofMillis(2500) : Duration.ZERO);
    enqueue(50);
    start();

    await().atMost(Duration.ofMillis(2400)).until(() -> server.taken() == 50);
    await().until(() -> delivered() == 50);
    assertNobodyWasTriedInVain();
  }

  /** Wherever a server does not go on: with other settings mail leaves at once. */
  @ParameterizedTest
  @EnumSource(Step.class)
  void aStuckServerIsLeftAtOnceWhenItsSettingsChange(Step step) {
    if (step == Step.AUTH) {
      systemServer.save(
          draft(TestMailServers.withLogin("localhost", server.port(), Encryption.NONE, "u"), "p"),
          null);
    }
    if (step == Step.STARTTLS || step == Step.HANDSHAKE) {
      server.withStartTls(TestAuthority.valid());
      systemServer.save(
          draft(
              TestMailServers.withLogin("localhost", server.port(), Encryption.STARTTLS, "u"), "p"),
          null);
    }
    server.stuckAt(step);
    for (int i = 0; i < 10; i++) {
      NewMessage message =
          step == Step.CONTENT && i < 2
              ? SomeMessages.withEverything(MailOwner.of(tenant), 5_000_000)
              : SomeMessages.to(MailOwner.of(tenant), "a@example.org");
      outbox.enqueue(message, null);
    }
    start();
    await().until(() -> server.connections() >= 2);

    try (DistantSmtpServer other = new DistantSmtpServer()) {
      systemServer.save(
          draft(TestMailServers.withUtf8Headers(open("localhost", other.port())), null), null);
      int handedOver = step == Step.END ? 2 : 0;

      // Time limits of tests are short: one may have been given up before.
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> other.taken() + deferred() >= 10 - handedOver);
      stopping.set(true);
      server.close();
      running.join();
    }
  }

  /** Those that it has at first may all be stuck. */
  @Test
  void stuckConnectionsKeepNobodyElse() {
    server.stuckAt(Step.GREETING);
    enqueue(2);
    start();
    await().until(() -> server.connections() == 2);

    server.stuckAt(null);
    enqueue(30);

    await().atMost(Duration.ofSeconds(5)).until(() -> delivered() >= 30);
  }

  /** Nothing is known of it but that it kept all of its first ones waiting. */
  @Test
  void aNewServerThatGetsWellIsTriedAgainBeforeItsTimeIsOver() {
    try (PatientOutbox _ = new PatientOutbox(context)) {
      server.stuckAt(Step.EHLO);
      enqueue(10);
      start();
      await().atMost(Duration.ofSeconds(30)).until(() -> server.connections() == 4);

      server.stuckAt(null);

      await().atMost(Duration.ofSeconds(60)).until(() -> delivered() >= 6);
    }
  }

  @Test
  void whatIsCalledBackIsCutAsLongAsTheServerHasNotGotIt() {
    server.stuckAt(Step.RCPT);
    long id = enqueue("a@example.org");
    start();
    await().until(() -> server.connections() == 1);

    actions.cancel(id);

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> service.get(id).status() == MessageStatus.CANCELLED);
    assertThat(server.messages()).isEmpty();
  }
}
