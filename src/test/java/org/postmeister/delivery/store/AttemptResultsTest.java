package org.postmeister.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a lane may still say of messages that another one has taken meanwhile: nothing. */
@PostmeisterTest
class AttemptResultsTest {

  private static final ClaimKey LANE = new ClaimKey(MailOwner.SYSTEM, 0);
  private static final String LOST = LANE.newClaim("lost");
  private static final String CURRENT = LANE.newClaim("current");

  @Autowired private Outbox outbox;
  @Autowired private Claims claims;
  @Autowired private AttemptResults results;
  @Autowired private MessageService service;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestClock.Turnable clock;

  private ClaimedMessage message;

  @BeforeEach
  void aMessageIsTakenOver() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("mail.example.com", 25), null), null);
    MailOwner owner = MailOwner.of(SomeTenants.create(tenants, "acme"));
    outbox.enqueue(SomeMessages.to(owner, "a@example.org"), null);
    clock.forward(Duration.ofSeconds(1));
    message = take(LOST);
    assertThat(claims.takeOver(MailOwner.SYSTEM)).isEqualTo(1);
    assertThat(take(CURRENT).id()).isEqualTo(message.id());
  }

  private ClaimedMessage take(String claim) {
    return claims.take(LANE, claim, 10, RateLimitedLogin.NONE).getFirst();
  }

  private AttemptResult result(MessageStatus status) {
    return new AttemptResult(
        message,
        status,
        status.isWaiting() ? clock.instant().plusSeconds(60) : null,
        0,
        message.recipients().stream()
            .map(recipient -> recipient.with(status, "250 ok", "2.0.0"))
            .toList(),
        new Attempt(
            clock.instant(),
            Duration.ofMillis(5),
            status,
            MailOwner.SYSTEM,
            "mail.example.com",
            null,
            false,
            false,
            "250 ok",
            "2.0.0",
            List.of(),
            "node"));
  }

  private Map<String, Object> stored() {
    Map<String, Object> row = jdbc.sql("SELECT * FROM message").query().singleRow();
    // A text that MariaDB has as octets, so that it can be compared.
    row.replaceAll((column, value) ->
        value instanceof byte[] octets ? new String(octets, StandardCharsets.UTF_8) : value);
    return row;
  }

  private long rows(String table) {
    return jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
  }

  @ParameterizedTest
  @EnumSource(
      value = MessageStatus.class,
      names = {"DELIVERED", "REFUSED", "UNCERTAIN", "DEFERRED"})
  void aResultUnderALostClaimChangesNothing(MessageStatus status) {
    Map<String, Object> before = stored();

    assertThat(results.record(LANE, LOST, List.of(result(status)))).isEmpty();

    assertThat(stored()).isEqualTo(before);
    assertThat(rows("message_attempt")).isZero();
    assertThat(rows("delivery_count")).isZero();
    assertThat(results.areTakenOver(LOST, List.of(result(status)))).isTrue();
  }

  @Test
  void whoseClaimItIsStoresOnceWhatCameOfIt() {
    AttemptResult result = result(MessageStatus.DELIVERED);

    assertThat(results.record(LANE, CURRENT, List.of(result))).containsExactly(result);
    assertThat(service.get(message.id()))
        .returns(MessageStatus.DELIVERED, Message::status)
        .returns(1, Message::attempts);
    // Whoever has ended it takes nothing back, and nobody has taken it over.
    assertThat(results.record(LANE, CURRENT, List.of(result(MessageStatus.REFUSED)))).isEmpty();
    assertThat(results.areTakenOver(CURRENT, List.of(result))).isFalse();
    assertThat(service.get(message.id()).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(rows("message_attempt")).isEqualTo(1);
  }

  @Test
  void nothingIsGivenBackOrHandedOverUnderALostClaim() {
    Map<String, Object> before = stored();

    claims.giveBack(LANE, LOST, RateLimitedLogin.NONE, List.of(message));
    assertThat(claims.handsOver(message, LOST)).isFalse();

    assertThat(stored()).isEqualTo(before);
    assertThat(claims.handsOver(message, CURRENT)).isTrue();
  }
}
