package org.postmeister.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.SendingServers;
import org.postmeister.mailserver.SystemMailServerService;
import org.postmeister.mailserver.TenantMailServerService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Which of the waiting messages a lane takes: everybody's in turn, and no more than is allowed. */
@PostmeisterTest
class FairnessTest {

  private static final LaneKey SYSTEM = new LaneKey(MailOwner.SYSTEM, 0);

  @Autowired private Outbox outbox;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService tenantServers;
  @Autowired private TenantService tenants;
  @Autowired private SendingServers servers;
  @Autowired private ServerHealths healths;
  @Autowired private DeliveryJson json;
  @Autowired private JdbcClient jdbc;
  @Autowired private JdbcTemplate batches;
  @Autowired private TransactionTemplate transaction;
  @Autowired private TestClock.Turnable clock;

  private TenantId acme;
  private TenantId other;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("mail.example.com", 25), null), null);
    acme = SomeTenants.create(tenants, "acme");
    other = SomeTenants.create(tenants, "other");
    // A whole minute, and a whole day, is before each test.
    Instant now = clock.instant();
    clock.forward(Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1))));
  }

  private static DeliveryProperties with(String... settings) {
    Map<String, String> values = new java.util.HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put("postmeister.delivery." + settings[i], settings[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("postmeister.delivery", DeliveryProperties.class);
  }

  private SendingQuotas quotas(String... settings) {
    return new SendingQuotas(jdbc, with(settings), clock);
  }

  private Claims claims(String... settings) {
    SendingQuotas quotas = quotas(settings);
    return new Claims(
        jdbc,
        batches,
        json,
        quotas,
        new WaitingMessages(jdbc, quotas, clock),
        new CancelRequests(jdbc, json, clock),
        new UnsentMessages(jdbc, json, new DeliveryCounts(jdbc, batches), clock),
        clock);
  }

  private void enqueue(TenantId tenant, int count) {
    for (int i = 0; i < count; i++) {
      outbox.enqueue(SomeMessages.to(MailOwner.of(tenant), "a@example.org"), null);
    }
  }

  private List<ClaimedMessage> take(Claims claims, LaneKey lane, int most) {
    String claim = lane.newClaim(UUID.randomUUID().toString());
    return transaction.execute(status -> claims.take(lane, claim, most, ServerRates.NONE));
  }

  private static List<MailOwner> owners(List<ClaimedMessage> messages) {
    return messages.stream().map(ClaimedMessage::owner).toList();
  }

  @Test
  void whoHasManyWaitingDoesNotKeepOthersBack() {
    enqueue(acme, 50);
    enqueue(other, 2);

    List<MailOwner> taken = owners(take(claims(), SYSTEM, 10));

    assertThat(taken).hasSize(10);
    for (int turn = 0; turn < 2; turn++) {
      assertThat(taken.subList(2 * turn, 2 * turn + 2))
          .containsExactlyInAnyOrder(MailOwner.of(acme), MailOwner.of(other));
    }
  }

  @Test
  void lanesNeverTakeTheSame() throws Exception {
    enqueue(acme, 20);
    Claims claims = claims();
    List<Long> taken = new ArrayList<>();

    // The second lane looks while the first one's transaction is still open.
    transaction.executeWithoutResult(status -> {
      claims
          .take(SYSTEM, SYSTEM.newClaim("1"), 5, ServerRates.NONE)
          .forEach(message -> taken.add(message.id()));
      CompletableFuture.supplyAsync(() -> take(claims, new LaneKey(MailOwner.SYSTEM, 1), 5))
          .join()
          .forEach(message -> taken.add(message.id()));
    });

    // H2 gives the second one nothing until the first has ended; MariaDB the next five.
    take(claims, SYSTEM, 100).forEach(message -> taken.add(message.id()));

    assertThat(taken).hasSize(20).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"tenant-per-minute, 60", "tenant-per-day, 86400"})
  void overTheQuotaWaitsAndSaysSo(String quota, long seconds) {
    enqueue(acme, 5);
    enqueue(other, 1);
    Claims claims = claims(quota, "2");
    Instant nextPeriod = clock.instant().truncatedTo(ChronoUnit.MINUTES).plusSeconds(seconds);

    assertThat(owners(take(claims, SYSTEM, 100)))
        .containsExactlyInAnyOrder(MailOwner.of(acme), MailOwner.of(acme), MailOwner.of(other));
    assertThat(take(claims, SYSTEM, 100)).isEmpty();

    MessageLog log =
        new MessageLog(
            jdbc, json, new DeliveryBlockers(servers, healths, quotas(quota, "2"), clock), clock);
    assertThat(log.find(waiting(MessageStatus.DEFERRED), Long.MAX_VALUE, 0, 10))
        .filteredOn(message -> message.nextAttemptAt() != null)
        .hasSize(3)
        .allSatisfy(message -> {
          assertThat(message.reason()).isEqualTo(WaitingReason.OVER_QUOTA);
          assertThat(message.nextAttemptAt()).isEqualTo(nextPeriod);
        });

    clock.forward(Duration.ofSeconds(seconds));
    assertThat(owners(take(claims, SYSTEM, 100))).filteredOn(MailOwner.of(acme)::equals).hasSize(2);
  }

  private static MessageQuery waiting(MessageStatus status) {
    return new MessageQuery(null, status, "", null, null);
  }

  @Test
  void ownServersHaveNoQuota() {
    tenantServers.save(acme, draft(open("127.77.0.1", 2525), null), null);
    enqueue(acme, 5);

    assertThat(take(claims("tenant-per-minute", "2"), new LaneKey(MailOwner.of(acme), 0), 100))
        .hasSize(5);
  }

  @Test
  void aServerGetsNoMoreInASecondThanItMay() {
    enqueue(acme, 5);
    enqueue(other, 5);
    Claims claims = claims("server-per-second", "3");

    assertThat(take(claims, SYSTEM, 100)).hasSize(3);
    assertThat(take(claims, SYSTEM, 100)).isEmpty();
    clock.forward(Duration.ofSeconds(1));
    assertThat(take(claims, SYSTEM, 100)).hasSize(3);
  }

  @Test
  void whatWasTakenAndNotSentIsNotCounted() {
    enqueue(acme, 2);
    Claims claims = claims("tenant-per-minute", "2");
    String claim = SYSTEM.newClaim("1");
    List<ClaimedMessage> taken =
        transaction.execute(status -> claims.take(SYSTEM, claim, 100, ServerRates.NONE));
    transaction.executeWithoutResult(
        status -> claims.giveBack(SYSTEM, claim, ServerRates.NONE, taken));

    assertThat(take(claims, SYSTEM, 100)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"tenant-queue-limit, true, false", "queue-limit, true, true"})
  void aFullQueueTakesNoMore(String limit, boolean own, boolean others) {
    enqueue(acme, 3);
    QueueDepth depth = new QueueDepth(jdbc, quotas(), with(limit, "3"), clock);

    assertThat(isFull(depth, acme)).isEqualTo(own);
    assertThat(isFull(depth, other)).isEqualTo(others);
    assertThatThrownBy(() -> depth.requireRoomFor(MailOwner.of(acme)))
        .isInstanceOfSatisfying(
            QueueFullException.class, full -> assertThat(full.retryAfter()).isPositive());
  }

  @Test
  void whatWaitsAsItShouldMakesNoQueueOld() {
    enqueue(acme, 3);
    clock.forward(Duration.ofMinutes(20));
    assertThat(new QueueDepth(jdbc, quotas(), with(), clock).age())
        .isGreaterThanOrEqualTo(Duration.ofMinutes(20));
    assertThat(health("queue-age-alarm", "1h")).isEqualTo("UP");
    assertThat(health("queue-age-alarm", "15m")).isEqualTo("DEGRADED");

    String[] quota = {"tenant-per-day", "2"};
    assertThat(take(claims(quota), SYSTEM, 100)).hasSize(2);
    assertThat(new QueueDepth(jdbc, quotas(quota), with(quota), clock).age())
        .as("over its quota")
        .isEqualTo(Duration.ZERO);
    assertThat(take(claims(quota), SYSTEM, 100)).as("not even looked at").isEmpty();

    jdbc.sql("UPDATE message SET lane = 'nowhere'").update();
    assertThat(new QueueDepth(jdbc, quotas(), with(), clock).age())
        .as("without a way")
        .isEqualTo(Duration.ZERO);
  }

  private String health(String... settings) {
    return new DeliveryHealth()
        .queueAgeHealthIndicator(new QueueDepth(jdbc, quotas(), with(), clock), with(settings))
        .health()
        .getStatus()
        .getCode();
  }

  private static boolean isFull(QueueDepth depth, TenantId tenant) {
    try {
      depth.requireRoomFor(MailOwner.of(tenant));
      return false;
    } catch (QueueFullException e) {
      return true;
    }
  }
}
