package org.postmeister.delivery.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages are found by texts and recipients, however many others there are. */
@PostmeisterTest
class MessageMatchesTest {

  private static final int MORE_THAN_A_FEW = 16_384;

  @Autowired private MessageLog log;
  @Autowired private Outbox outbox;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private JdbcClient jdbc;

  private MailOwner acme;
  private MailOwner other;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("mail.example.com", 25), null), null);
    TenantId tenant = SomeTenants.create(tenants, "acme");
    acme = MailOwner.of(tenant);
    other = MailOwner.of(SomeTenants.create(tenants, "other"));
  }

  private long send(MailOwner owner, String subject, String... recipients) {
    return outbox.enqueue(SomeMessages.about(owner, subject, recipients), null).id();
  }

  private List<Long> find(MessageQuery query) {
    return find(query, Long.MAX_VALUE, 0, 50);
  }

  private List<Long> find(MessageQuery query, long before, int offset, int limit) {
    return log.find(query, before, offset, limit).stream().map(Message::id).toList();
  }

  private static MessageQuery about(String text) {
    return MessageQuery.ALL.about(text);
  }

  @Test
  void aWholeAddressFindsOnlyWhatIsForIt() {
    long bob = send(acme, "First", "Bob@example.org");
    long jimbob = send(acme, "For bob@example.org", "jimbob@example.org");

    assertThat(find(about(" bob@EXAMPLE.org "))).containsExactly(bob);
    assertThat(find(about("jimbob@example.org"))).containsExactly(jimbob);
    assertThat(find(MessageQuery.ALL.to(EmailAddress.of("bob@example.org")))).containsExactly(bob);
  }

  @Test
  void aPartThatLooksLikeAnAddressFindsWhatItIsAPartOf() {
    long bob = send(acme, "First", "bob@example.org");

    assertThat(find(about("ob@example.org"))).containsExactly(bob);
    assertThat(find(about("ob@example.or"))).containsExactly(bob);
    assertThat(find(MessageQuery.ALL.to(EmailAddress.of("ob@example.org")))).isEmpty();
  }

  @Test
  void allOfManyRecipientsAreFound() {
    String[] many =
        IntStream.range(0, 100).mapToObj(i -> "person" + i + "@example.org").toArray(String[]::new);
    long toMany = send(acme, "To many", many);
    long toAll =
        send(
            acme,
            "To all",
            Stream.concat(Stream.of(many), Stream.of("last@example.org")).toArray(String[]::new));

    assertThat(find(about("person99@example.org"))).containsExactly(toAll, toMany);
    assertThat(find(about("last@example.org"))).containsExactly(toAll);
    assertThat(find(about("last@exa"))).containsExactly(toAll);
    assertThat(find(about("person99@exa").of(acme))).containsExactly(toAll, toMany);
    assertThat(find(about("nobody"))).isEmpty();
  }

  @Test
  void aRecipientWithATextIsBoth() {
    send(acme, "Invoice", "a@example.org");
    long both = send(acme, "Invoice", "b@example.org");
    send(acme, "Reminder", "b@example.org");

    MessageQuery query = about("invoice").to(EmailAddress.of("b@example.org"));
    assertThat(find(query)).containsExactly(both);
    assertThat(find(query.in(MessageStatus.QUEUED, MessageStatus.DEFERRED))).containsExactly(both);
    assertThat(find(query.in(MessageStatus.DELIVERED))).isEmpty();
    assertThat(log.count(query, 10)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"invoice", "a@example.org"})
  void whatIsSomebodyElsesIsNotFound(String text) {
    long own = send(acme, "Invoice", "a@example.org");
    long others = send(other, "Invoice", "a@example.org");

    assertThat(find(about(text).of(acme))).containsExactly(own);
    assertThat(find(about(text))).containsExactly(others, own);
    assertThat(find(about(text).of(MailOwner.SYSTEM))).isEmpty();
  }

  @Test
  void whomOthersWriteToDoesNotShow() {
    long own = send(acme, "For bob@example.org", "max.bob@example.org");
    assertThat(find(about("bob@example.org").of(acme))).containsExactly(own);

    send(other, "Invoice", "bob@example.org");

    assertThat(find(about("bob@example.org").of(acme))).containsExactly(own);
  }

  private enum Among {
    TEXT,
    RECIPIENT,
    RARE_STATE
  }

  @ParameterizedTest
  @EnumSource
  void theOldestAmongManyIsFound(Among among) {
    long oldest = send(acme, "Rare", "rare@example.org");
    long copied = send(acme, "Frequent", "rare@example.org", "frequent@example.org");
    copy(copied);
    jdbc.sql("UPDATE message SET status = 'DELIVERED', lane = NULL WHERE id > ?")
        .param(oldest)
        .update();
    MessageQuery waiting = about("example").in(MessageStatus.QUEUED);

    MessageQuery query =
        switch (among) {
          case TEXT -> about("rar").in(MessageStatus.QUEUED, MessageStatus.DELIVERED);
          case RECIPIENT -> about("rare").to(EmailAddress.of("rare@example.org")).of(acme);
          case RARE_STATE -> waiting;
        };
    List<Long> found = find(query, Long.MAX_VALUE, 0, 2 * MORE_THAN_A_FEW);
    assertThat(found).hasSize(among == Among.RARE_STATE ? 1 : MORE_THAN_A_FEW + 1);
    assertThat(found.getLast()).isEqualTo(oldest);
    assertThat(log.count(query, 1000)).isEqualTo(Math.min(1000, found.size()));
    assertThat(find(about("Rare").to(EmailAddress.of("rare@example.org")), oldest + 1, 0, 5))
        .containsExactly(oldest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"frequent", "frequent@example.org"})
  void pagesFollowEachOther(String text) {
    long first = send(acme, "Rare", "rare@example.org");
    copy(send(acme, "Frequent", "frequent@example.org"));
    List<Long> all =
        jdbc.sql("SELECT id FROM message WHERE id > ? ORDER BY id DESC")
            .param(first)
            .query(Long.class)
            .list();

    assertThat(find(about(text), Long.MAX_VALUE, 3000, 50)).isEqualTo(all.subList(3000, 3050));
    assertThat(find(about(text), all.get(3000), 0, 50)).isEqualTo(all.subList(3001, 3051));
    assertThat(find(about(text), Long.MAX_VALUE, all.size() - 1, 50))
        .containsExactly(all.getLast());
    assertThat(find(about(text), Long.MAX_VALUE, all.size() + 1, 50)).isEmpty();
  }

  /** Until there are so many. */
  private void copy(long id) {
    for (int count = 1; count < MORE_THAN_A_FEW; count *= 2) {
      jdbc.sql(
              """
              INSERT INTO message (owner, lane, status, due_at, accepted_at, attempts, message_id,
                subject, recipients, size, smtp_utf8)
              SELECT owner, lane, status, due_at, accepted_at, attempts, message_id, subject,
                recipients, size, smtp_utf8
              FROM message WHERE id >= ?
              """)
          .param(id)
          .update();
    }
    jdbc.sql(
            """
            INSERT INTO message_search (message, owner, text)
            SELECT m.id, s.owner, s.text FROM message m JOIN message_search s ON s.message = :id
            WHERE m.id > :id
            """)
        .param("id", id)
        .update();
    jdbc.sql(
            """
            INSERT INTO message_recipient (address_hash, message)
            SELECT r.address_hash, m.id FROM message m JOIN message_recipient r ON r.message = :id
            WHERE m.id > :id
            """)
        .param("id", id)
        .update();
  }
}
