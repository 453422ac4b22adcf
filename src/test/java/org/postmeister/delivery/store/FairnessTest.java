package org.postmeister.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which of the waiting messages a delivery task takes: everybody's in turn, and no more than is
 * allowed.
 */
@PostmeisterTest
class FairnessTest {

  private static final ClaimKey SYSTEM = new ClaimKey(MailOwner.SYSTEM, 0);

  @Autowired private ApplicationContext context;
  @Autowired private Outbox outbox;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService tenantServers;
  @Autowired private TenantService tenants;
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

  private Claims claims(String... settings) {
    return QueueOfTests.claims(context, settings);
  }

  private List<ClaimedMessage> take(Claims claims, ClaimKey task, int most) {
    return QueueOfTests.take(context, claims, task, most);
  }

  private void enqueue(TenantId tenant, int count) {
    for (int i = 0; i < count; i++) {
      outbox.enqueue(SomeMessages.to(MailOwner.of(tenant), "a@example.org"), null);
    }
  }

  private static List<MailOwner> owners(List<ClaimedMessage> messages) {
    return messages.stream().map(ClaimedMessage::owner).toList();
  }

  // Each of two could fill the batch alone: whoever comes first, the others would get nothing.
  @Test
  void whoHasManyWaitingDoesNotKeepOthersBack() {
    TenantId third = SomeTenants.create(tenants, "third");
    enqueue(acme, 50);
    enqueue(other, 50);
    enqueue(third, 2);

    List<MailOwner> taken = owners(take(claims(), SYSTEM, 12));

    assertThat(taken).hasSize(12);
    for (int turn = 0; turn < 2; turn++) {
      assertThat(taken.subList(3 * turn, 3 * turn + 3))
          .containsExactlyInAnyOrder(MailOwner.of(acme), MailOwner.of(other), MailOwner.of(third));
    }
    for (TenantId many : List.of(acme, other)) {
      assertThat(taken).filteredOn(MailOwner.of(many)::equals).hasSizeBetween(4, 6);
    }
  }

  // By chance the same one would be first each time once in ten thousand million times.
  @Test
  void nobodyIsAlwaysFirst() {
    enqueue(acme, 1);
    enqueue(other, 1);
    Claims claims = claims();
    Set<MailOwner> first = new HashSet<>();
    for (int i = 0; i < 34; i++) {
      String claim = SYSTEM.newClaim(Integer.toString(i));
      List<ClaimedMessage> taken = claims.take(SYSTEM, claim, 10, RateLimitedLogin.NONE);
      first.add(taken.getFirst().owner());
      claims.giveBack(SYSTEM, claim, RateLimitedLogin.NONE, taken);
    }

    assertThat(first).containsExactlyInAnyOrder(MailOwner.of(acme), MailOwner.of(other));
  }

  @Test
  void deliveryTasksNeverTakeTheSame() throws Exception {
    enqueue(acme, 20);
    Claims claims = claims();
    List<Long> taken = new ArrayList<>();

    // The second task looks while the first one's transaction is still open.
    transaction.executeWithoutResult(status -> {
      claims
          .take(SYSTEM, SYSTEM.newClaim("1"), 5, RateLimitedLogin.NONE)
          .forEach(message -> taken.add(message.id()));
      CompletableFuture.supplyAsync(() -> take(claims, new ClaimKey(MailOwner.SYSTEM, 1), 5))
          .join()
          .forEach(message -> taken.add(message.id()));
    });

    // H2 gives the second one nothing until the first has ended; MariaDB the next five.
    take(claims, SYSTEM, 100).forEach(message -> taken.add(message.id()));

    assertThat(taken).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void ownServersHaveNoQuota() {
    tenantServers.save(acme, draft(open("127.77.0.1", 2525), null), null);
    enqueue(acme, 5);

    assertThat(take(claims("tenant-per-minute", "2"), new ClaimKey(MailOwner.of(acme), 0), 100))
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
        transaction.execute(status -> claims.take(SYSTEM, claim, 100, RateLimitedLogin.NONE));
    transaction.executeWithoutResult(
        status -> claims.giveBack(SYSTEM, claim, RateLimitedLogin.NONE, taken));

    assertThat(take(claims, SYSTEM, 100)).hasSize(2);
  }
}
