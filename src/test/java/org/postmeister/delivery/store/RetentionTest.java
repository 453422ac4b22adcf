package org.postmeister.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TenantNames;
import org.postmeister.security.TestUsers;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept of messages, and for how long. */
@PostmeisterTest
class RetentionTest {

  @Autowired private Outbox outbox;
  @Autowired private MessageService service;
  @Autowired private TestDeliveries deliveries;
  @Autowired private Retention retention;
  @Autowired private StoredMessages messages;
  @Autowired private TenantNames names;
  @Autowired private MessageContents contents;
  @Autowired private TransactionTemplate transaction;
  @Autowired private DeliveryProperties properties;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestClock.Turnable clock;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private TenantId tenant;
  private MailOwner owner;

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

  private long send() throws InterruptedException {
    long id = outbox.enqueue(SomeMessages.withEverything(owner, 1_000), null).id();
    deliveries.run();
    return id;
  }

  private long rows(String table) {
    return jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
  }

  @Test
  void contentsGoFirstAndTheLogLater() throws Exception {
    long id = send();
    Instant done = retention.run(Instant.EPOCH);
    SignedIn.as(TestUsers.tenantAdmin(tenant));
    assertThat(service.read(id)).isPresent();

    clock.forward(Duration.ofDays(31));
    done = retention.run(done);

    assertThat(service.read(id)).isEmpty();
    assertThat(rows("message_body")).isZero();
    assertThat(service.get(id).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(service.getTried(id).attempts()).hasSize(1);

    clock.forward(Duration.ofDays(150));
    retention.run(done);

    assertThat(rows("message")).isZero();
    assertThat(rows("message_attempt")).isZero();
    assertThat(service.counts(null, Duration.ofDays(200)))
        .as("charts survive")
        .satisfiesOnlyOnce(hour -> assertThat(hour.delivered()).isEqualTo(1));
  }

  /** Time as it is so long after a message has ended. */
  private Retention after(Instant end, Duration age) {
    return new Retention(
        messages,
        names,
        contents,
        transaction,
        properties,
        Clock.fixed(end.plus(age), ZoneOffset.UTC));
  }

  @Test
  void contentsAreKeptUntilTheirLastHourAndGoneAfterIt() throws Exception {
    long id = send();
    Instant end = service.get(id).endedAt();
    Duration kept = properties.keepBodies();
    assertThat(kept).isEqualTo(Duration.ofDays(30));

    Instant done = after(end, kept.minusHours(1)).run(Instant.EPOCH);
    assertThat(rows("message_body")).isPositive();
    done = after(end, kept).run(done);
    assertThat(rows("message_body")).isPositive();
    done = after(end, kept.plusNanos(1000)).run(done);
    assertThat(rows("message_body")).isZero();
    assertThat(rows("message")).isEqualTo(1);
    assertThat(done).isEqualTo(end.plusNanos(1000));
  }

  @Test
  void theLogIsKeptUntilItsLastHourAndGoneAfterIt() throws Exception {
    Instant end = service.get(send()).endedAt();
    Duration kept = properties.keepLog();
    assertThat(kept).isEqualTo(Duration.ofDays(180));

    Instant done = after(end, kept.minusHours(1)).run(Instant.EPOCH);
    assertThat(rows("message")).isEqualTo(1);
    assertThat(rows("message_attempt")).isEqualTo(1);
    done = after(end, kept).run(done);
    assertThat(rows("message")).isEqualTo(1);
    after(end, kept.plusNanos(1000)).run(done);
    assertThat(rows("message")).isZero();
    assertThat(rows("message_attempt")).isZero();
  }

  @Test
  void whatHasEndedLaterIsKeptLonger() throws Exception {
    Instant first = service.get(send()).endedAt();
    clock.forward(Duration.ofHours(2));
    long later = send();

    Instant done = after(first, properties.keepBodies().plusHours(1)).run(Instant.EPOCH);

    assertThat(jdbc.sql("SELECT DISTINCT message FROM message_body").query(Long.class).list())
        .containsExactly(later);
    after(first, properties.keepBodies().plusHours(3)).run(done);
    assertThat(rows("message_body")).isZero();
  }

  @Test
  void whatWaitsIsKept() throws Exception {
    server.on("RCPT", "450 4.2.0 later");
    long id = send();

    clock.forward(Duration.ofDays(200));
    retention.run(Instant.EPOCH);

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.DEFERRED);
    assertThat(rows("message_body")).isPositive();
  }

  @Test
  void whatIsLeftOfADeletedTenantGoesToo() throws Exception {
    long id = send();
    long kept = send();
    jdbc.sql("UPDATE message SET owner = ? WHERE id = ?")
        .params(UUID.randomUUID().toString(), id)
        .update();

    retention.run(Instant.EPOCH);

    assertThat(jdbc.sql("SELECT id FROM message").query(Long.class).list()).containsExactly(kept);
    assertThat(jdbc.sql("SELECT DISTINCT message FROM message_body").query(Long.class).list())
        .containsExactly(kept);
  }

  @Test
  void whatItSaysIsNowhereInPlainText() throws Exception {
    send();

    String stored =
        new String(
            jdbc.sql("SELECT ciphertext FROM message_body").query(byte[].class).single(),
            java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(stored).doesNotContain("Guten Tag", "aaaaaaaa", "YWFhYWFh");
    assertThat(jdbc.sql("SELECT transcript FROM message_attempt").query(String.class).single())
        .contains("RCPT TO")
        .doesNotContain("Guten Tag", "YWFhYWFh");
  }

  @Test
  void aContentCannotTakeThePlaceOfAnother() throws Exception {
    long first = outbox.enqueue(SomeMessages.to(owner, "a@example.org"), null).id();
    long second = outbox.enqueue(SomeMessages.to(owner, "b@example.org"), null).id();
    jdbc.sql("DELETE FROM message_body WHERE message = ?").param(second).update();
    jdbc.sql("UPDATE message_body SET message = ? WHERE message = ?")
        .params(second, first)
        .update();

    SignedIn.as(TestUsers.tenantAdmin(tenant));
    assertThat(service.read(second)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void whoStillExistsIsAskedForTogether(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      MailOwner other = MailOwner.of(SomeTenants.create(tenants, "tenant" + i));
      outbox.enqueue(SomeMessages.to(other, "a@example.org"), null);
      long left = outbox.enqueue(SomeMessages.to(other, "b@example.org"), null).id();
      jdbc.sql("UPDATE message SET owner = ? WHERE id = ?")
          .params(UUID.randomUUID().toString(), left)
          .update();
    }

    assertThat(RoundTrips.of(() -> retention.run(Instant.EPOCH))).hasSizeLessThanOrEqualTo(13);
    assertThat(rows("message")).isEqualTo(count);
  }
}
