package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.off;
import static org.postmeister.testing.TestMailServers.open;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.delivery.DeliveryOptions;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessagePriority;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.delivery.store.ClaimedMessage;
import org.postmeister.delivery.store.Claims;
import org.postmeister.delivery.store.RateLimitedLogin;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;

/** Which messages leave first, which later, and which not at all. */
@PostmeisterTest
class DeliveryOptionsTest {

  private static final ClaimKey LANE = new ClaimKey(MailOwner.SYSTEM, 0);

  @Autowired private Outbox outbox;
  @Autowired private MessageService service;
  @Autowired private MessageActionService actions;
  @Autowired private TestDeliveries deliveries;
  @Autowired private Claims claims;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private TestClock.Turnable clock;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private MailOwner owner;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
    owner = MailOwner.of(SomeTenants.create(tenants, "acme"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private long accept(MessagePriority priority, @Nullable Duration in, @Nullable Duration until) {
    Instant now = clock.instant();
    DeliveryOptions options =
        new DeliveryOptions(
            priority,
            in == null ? null : now.plus(in),
            until == null ? null : now.plus(until),
            false);
    return outbox.enqueue(SomeMessages.with(options, owner, "a@example.org"), null).id();
  }

  private List<Long> take(int most) {
    return claims
        .take(LANE, LANE.newClaim(UUID.randomUUID().toString()), most, RateLimitedLogin.NONE)
        .stream()
        .map(ClaimedMessage::id)
        .toList();
  }

  @Test
  void theMostUrgentOfATenantLeavesFirst() {
    long bulk = accept(MessagePriority.BULK, null, null);
    accept(MessagePriority.BULK, null, null);
    clock.forward(Duration.ofSeconds(1));
    long normal = accept(MessagePriority.NORMAL, null, null);
    clock.forward(Duration.ofSeconds(1));
    long urgent = accept(MessagePriority.URGENT, null, null);

    assertThat(take(3)).containsExactly(urgent, normal, bulk);
  }

  @Test
  void urgentOnesOfATenantKeepNobodyElseWaiting() {
    MailOwner other = MailOwner.of(SomeTenants.create(tenants, "other"));
    for (int i = 0; i < 10; i++) {
      accept(MessagePriority.URGENT, null, null);
    }
    long others = outbox.enqueue(SomeMessages.to(other, "b@example.org"), null).id();

    assertThat(take(4)).contains(others);
  }

  @Test
  void whatIsToLeaveLaterWaitsUntilThen() throws Exception {
    long id = accept(MessagePriority.NORMAL, Duration.ofHours(5), null);
    Instant then = clock.instant().plus(Duration.ofHours(5));
    deliveries.run();

    Message waiting = service.get(id);
    assertThat(waiting.status()).isEqualTo(MessageStatus.QUEUED);
    assertThat(waiting.reason()).isEqualTo(WaitingReason.SCHEDULED);
    assertThat(waiting.nextAttemptAt()).isBetween(then.minusSeconds(5), then);
    clock.forward(Duration.ofHours(4));
    assertThat(deliveries.run()).isEmpty();
    clock.forward(Duration.ofHours(1).plusSeconds(1));
    deliveries.run();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void whatIsToLeaveLaterCanBeCalledBackAndSentAtOnce() throws Exception {
    long back = accept(MessagePriority.NORMAL, Duration.ofHours(5), null);
    long now = accept(MessagePriority.NORMAL, Duration.ofHours(5), null);

    assertThat(actions.cancel(back).status()).isEqualTo(MessageStatus.CANCELLED);
    actions.retry(now);
    deliveries.run();

    assertThat(service.get(now).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void whatHasExpiredIsNotSent() throws Exception {
    long id = accept(MessagePriority.NORMAL, null, Duration.ofMinutes(10));
    clock.forward(Duration.ofMinutes(11));

    assertThat(take(10)).isEmpty();
    assertThat(service.get(id).status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(service.get(id).failure()).returns("expired", SendFailure::code);
    assertThat(server.commands()).isEmpty();
  }

  @Test
  void whatNoServerTakesEndsWhenItExpires() throws Exception {
    server.on("RCPT", "450 4.2.1 busy");
    long id = accept(MessagePriority.NORMAL, null, Duration.ofMinutes(10));
    deliveries.run();
    assertThat(service.get(id).status()).isEqualTo(MessageStatus.DEFERRED);
    clock.forward(Duration.ofMinutes(11));
    deliveries.run();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(service.get(id).failure()).returns("expired", SendFailure::code);
  }

  @Test
  void whatWaitsForAServerEndsWhenItExpires() throws Exception {
    long id = accept(MessagePriority.NORMAL, null, Duration.ofMinutes(10));
    systemServer.save(draft(off(open("localhost", server.port())), null), null);
    clock.forward(Duration.ofMinutes(11));
    Set<String> ran = deliveries.run();

    assertThat(ran).isEmpty();
    assertThat(service.get(id).status()).isEqualTo(MessageStatus.REFUSED);
  }

  @Test
  void whoSendsAnExpiredOneAgainWantsItAnyhow() throws Exception {
    long id = accept(MessagePriority.NORMAL, null, Duration.ofMinutes(10));
    clock.forward(Duration.ofMinutes(11));
    deliveries.run();
    actions.retry(id);
    deliveries.run();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void whatMayHaveArrivedBeforeItExpiredIsInDoubt() throws Exception {
    server.on(".", ScriptedSmtpServer.HANG_UP);
    long id = accept(MessagePriority.NORMAL, null, Duration.ofMinutes(10));
    deliveries.run();
    clock.forward(Duration.ofMinutes(11));
    deliveries.run();

    assertThat(service.get(id).status()).isEqualTo(MessageStatus.UNCERTAIN);
    assertThat(service.get(id).recipients())
        .extracting(Recipient::status)
        .containsOnly(MessageStatus.UNCERTAIN);
  }
}
