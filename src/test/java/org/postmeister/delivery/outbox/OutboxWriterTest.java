package org.postmeister.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.storage.UncertainCommitException;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.delivery.message.NewMessage;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Many hand messages over at the same moment. */
@PostmeisterTest
class OutboxWriterTest {

  private static final int THREADS = 8;

  @Autowired private OutboxWriter writer;
  @Autowired private Outbox outbox;
  @Autowired private SendingServerResolver sendingServers;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService servers;
  @Autowired private TenantService tenants;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcClient jdbc;

  private MailOwner owner;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("mail.example.com", 25), null), null);
    TenantId tenant = SomeTenants.create(tenants, "acme");
    owner = MailOwner.of(tenant);
  }

  private long stored() {
    return jdbc.sql("SELECT COUNT(*) FROM message").query(Long.class).single();
  }

  /** What each thread was told, message by message. */
  private List<List<Long>> together(int messages, boolean sameKeys) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(THREADS);
    List<Future<List<Long>>> threads = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
      for (int thread = 0; thread < THREADS; thread++) {
        String prefix = sameKeys ? "" : thread + "-";
        threads.add(
            executor.submit(() -> {
              List<Long> ids = new ArrayList<>();
              for (int i = 0; i < messages; i++) {
                barrier.await();
                ids.add(
                    writer
                        .accept(
                            SomeMessages.to(owner, "a@example.org"), new IdempotencyKey(prefix + i))
                        .id());
              }
              return ids;
            }));
      }
    }
    List<List<Long>> ids = new ArrayList<>();
    for (Future<List<Long>> thread : threads) {
      ids.add(thread.get());
    }
    return ids;
  }

  @Test
  void everyMessageIsStoredOnceAndGetsItsOwnId() throws Exception {
    Set<Long> ids = new HashSet<>();
    together(20, false).forEach(ids::addAll);

    assertThat(ids).hasSize(20 * THREADS);
    assertThat(stored()).isEqualTo(20 * THREADS);
    assertThat(
            jdbc.sql("SELECT COUNT(DISTINCT message) FROM message_body").query(Long.class).single())
        .isEqualTo(20 * THREADS);
  }

  /** A database that stores, and loses the connection before it says so. */
  private final class Silent implements TransactionOperations {

    private boolean silent = true;

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
      T result = transaction.execute(action);
      if (silent) {
        silent = false;
        throw new UncertainCommitException(new SQLException("broken pipe", "08000"));
      }
      return result;
    }
  }

  @Test
  void whatMayBeStoredIsRecognizedByItsKey() {
    OutboxWriter uncertain = new OutboxWriter(outbox, sendingServers, new Silent());

    long id =
        uncertain.accept(SomeMessages.to(owner, "a@example.org"), new IdempotencyKey("once")).id();

    assertThat(stored()).isEqualTo(1);
    assertThat(jdbc.sql("SELECT id FROM message").query(Long.class).single()).isEqualTo(id);
    uncertain.stop();
  }

  @Test
  void withoutAKeyOnlyTheSubmitterKnows() {
    OutboxWriter uncertain = new OutboxWriter(outbox, sendingServers, new Silent());

    assertThatThrownBy(() -> uncertain.accept(SomeMessages.to(owner, "a@example.org"), null))
        .isInstanceOf(UncertainCommitException.class);
    uncertain.stop();
  }

  @Test
  void theSameKeyAtTheSameMomentIsTheSameMessage() throws Exception {
    List<List<Long>> ids = together(10, true);

    assertThat(stored()).isEqualTo(10);
    assertThat(new HashSet<>(ids)).as("all were told the same").hasSize(1);
  }

  @Test
  void oneThatWasStoredWithAnyOfItsKeysIsToldTheEarlierOne() {
    IdempotencyKey now = new IdempotencyKey("now");
    IdempotencyKey before = new IdempotencyKey("before");
    NewMessage message = SomeMessages.to(owner, "a@example.org");
    long earlier = writer.accept(message, before).id();

    assertThat(writer.acceptOnce(message, List.of(now, before)).id()).isEqualTo(earlier);
    assertThatThrownBy(
            () -> writer.acceptOnce(SomeMessages.to(owner, "b@example.org"), List.of(now, before)))
        .isInstanceOf(IdempotencyKeyReusedException.class);
    assertThat(stored()).isEqualTo(1);

    MailOwner other = MailOwner.of(SomeTenants.create(tenants, "other"));
    assertThat(writer.accept(SomeMessages.to(other, "a@example.org"), before).id())
        .as("another tenant's key is another key")
        .isNotEqualTo(earlier);
  }

  @Test
  void whatWasAcceptedIsToldAgainEvenIfItWouldBeRefusedByNow() {
    IdempotencyKey key = new IdempotencyKey("order-4711");
    NewMessage message = SomeMessages.to(owner, "a@example.org");
    long earlier = writer.accept(message, key).id();

    setSystemServer("enabled", false);

    assertThat(writer.accept(message, key).id()).isEqualTo(earlier);
    assertThatThrownBy(() -> writer.accept(message, new IdempotencyKey("order-4712")))
        .isInstanceOf(MailUnavailableException.class);
    setSystemServer("enabled", true);
  }

  @Test
  void oneTenantWhoseServerCannotBeReadStopsNobodyElse() throws Exception {
    MailOwner odd = MailOwner.of(SomeTenants.create(tenants, "odd"));
    servers.save(odd.tenant().orElseThrow(), draft(open("127.77.0.1", 25), null), null);
    writer.accept(SomeMessages.to(odd, "a@example.org"), null);
    jdbc.sql("UPDATE mail_server SET encryption = 'ODD' WHERE owner = ?").param(odd.key()).update();
    CyclicBarrier barrier = new CyclicBarrier(THREADS);
    AtomicInteger refused = new AtomicInteger();
    List<Future<?>> threads = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
      for (int thread = 0; thread < THREADS; thread++) {
        MailOwner sender = thread == 0 ? odd : owner;
        threads.add(
            executor.submit(() -> {
              for (int i = 0; i < 20; i++) {
                barrier.await();
                try {
                  writer.accept(SomeMessages.to(sender, "a@example.org"), null);
                } catch (IllegalArgumentException e) {
                  refused.incrementAndGet();
                }
              }
              return null;
            }));
      }
    }
    for (Future<?> thread : threads) {
      thread.get();
    }

    assertThat(refused).hasValue(20);
    assertThat(stored()).isEqualTo(1 + 20 * (THREADS - 1));
  }

  @Test
  void whatIsAcceptedIsCommittedWhateverBecomesOfTheCaller() {
    assertThatThrownBy(() ->
            transaction.executeWithoutResult(status -> {
              writer.accept(SomeMessages.to(owner, "a@example.org"), null);
              throw new IllegalStateException("The caller fails");
            }))
        .hasMessage("The caller fails");

    assertThat(stored()).isEqualTo(1);
  }

  /** Where the message would come from, as its Message-ID says. */
  private String domainOf(Outbox.Accepted accepted) {
    String messageId =
        jdbc.sql("SELECT message_id FROM message WHERE id = ?")
            .param(accepted.id())
            .query(String.class)
            .single();
    return messageId.substring(messageId.indexOf('@') + 1, messageId.length() - 1);
  }

  private Outbox.Accepted acceptOne() {
    return writer.accept(SomeMessages.to(owner, "a@example.org"), null);
  }

  // Straight in the database, as if another node had done it.
  private void setSystemServer(String column, Object value) {
    jdbc.sql("UPDATE mail_server SET " + column + " = ? WHERE owner = 'system'")
        .param(value)
        .update();
  }

  @Test
  void whatAnotherNodeHasChangedHoldsForTheNextMessage() {
    assertThat(domainOf(acceptOne())).isEqualTo("example.com");

    setSystemServer("sender_address", "noreply@example.net");

    assertThat(domainOf(acceptOne())).isEqualTo("example.net");
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void nothingIsAcceptedOnceAnotherNodeHasSwitchedTheServerOff() {
    acceptOne();

    setSystemServer("enabled", false);

    assertThatThrownBy(this::acceptOne).isInstanceOf(MailUnavailableException.class);
    assertThat(stored()).isEqualTo(1);

    setSystemServer("enabled", true);

    acceptOne();
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void whetherAddressesMayHaveMoreThanAsciiIsLookedUpToo() {
    NewMessage message = SomeMessages.to(owner, "jörg@example.org");
    acceptOne();
    assertThatThrownBy(() -> writer.accept(message, null))
        .isInstanceOf(ValidationFailedException.class);

    setSystemServer("utf8_headers", true);
    writer.accept(message, null);
    setSystemServer("utf8_headers", false);

    assertThatThrownBy(() -> writer.accept(message, null))
        .isInstanceOf(ValidationFailedException.class);
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void aLargeMessageIsStoredWithoutOthers() {
    NewMessage large = SomeMessages.withEverything(owner, 500_000);

    writer.accept(large, null);

    assertThat(jdbc.sql("SELECT size FROM message").query(Long.class).single())
        .isGreaterThan(600_000);
  }
}
