package org.postmeister.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.common.error.StartupException;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nothing is sent again without a word after a backup was restored. */
@PostmeisterTest
class RestoredDatabaseTest {

  @TempDir private Path directory;
  @Autowired private Outbox outbox;
  @Autowired private UnsentMessages unsent;
  @Autowired private LastStored stored;
  @Autowired private MessageService messages;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestClock.Turnable clock;

  private RestoredDatabase node;
  private Instant ofTheBackup;

  @BeforeEach
  void aNodeThatHasStoredMore() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("mail.example.com", 25), null), null);
    jdbc.sql("UPDATE last_stored SET stored_at = '1970-01-01 00:00:00'").update();
    node = new RestoredDatabase(stored, jdbc, directory, false, clock);
    ofTheBackup = clock.instant();
    clock.forward(Duration.ofMinutes(1));
    node.note();
  }

  private void restore() {
    jdbc.sql("UPDATE last_stored SET stored_at = ?").param(UtcTime.toColumn(ofTheBackup)).update();
  }

  private long send() {
    return outbox.enqueue(SomeMessages.to(MailOwner.SYSTEM, "a@example.org"), null).id();
  }

  @Test
  void theDatabaseItKnowsIsTheNewest() {
    send();

    node.requireNewest();
  }

  @Test
  void anOlderOneInWhichMessagesWaitIsRefused() {
    send();
    send();
    restore();

    assertThatThrownBy(node::requireNewest)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("a backup has been restored, and of the 2 messages that wait in it");
  }

  @Test
  void anOlderOneInWhichNothingWaitsIsGoodEnough() {
    restore();

    node.requireNewest();
  }

  @Test
  void aNodeThatHasStoredNothingYetKnowsNothing(@TempDir Path other) {
    send();
    restore();

    new RestoredDatabase(stored, jdbc, other, false, clock).requireNewest();
  }

  @Test
  void thoseThatAreHeldAreUncertain() {
    long id = send();
    restore();

    assertThat(unsent.endAllRestored()).isEqualTo(1);
    stored.note(clock.instant());

    Message message = messages.get(id);
    assertThat(message.status()).isEqualTo(MessageStatus.UNCERTAIN);
    assertThat(message.failure()).isNotNull();
    assertThat(message.failure().code()).isEqualTo("backup_restored");
    node.requireNewest();
  }

  @Test
  void anotherNodesLaterWordStays() {
    clock.forward(Duration.ofMinutes(1));
    node.note();
    RestoredDatabase behind =
        new RestoredDatabase(
            stored, jdbc, directory, false, Clock.offset(clock, Duration.ofMinutes(-5)));

    behind.note();

    node.requireNewest();
    assertThat(jdbc.sql("SELECT stored_at FROM last_stored").query(LocalDateTime.class).single())
        .isAfter(UtcTime.toColumn(clock.instant().minusSeconds(1)));
  }
}
