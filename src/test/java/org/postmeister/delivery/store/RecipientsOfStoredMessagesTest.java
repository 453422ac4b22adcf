package org.postmeister.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages that were stored before there was an index of their recipients are found as well. */
@PostmeisterTest
class RecipientsOfStoredMessagesTest {

  @Autowired private Outbox outbox;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private DataSource dataSource;
  @Autowired private JdbcClient jdbc;

  @Test
  void theIndexIsTheSameAsOfNewOnes() throws Exception {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("mail.example.com", 25), null), null);
    for (int i = 0; i < 1100; i++) {
      enqueue("a" + i + "@Example.org", "b" + i + "@bücher.example");
    }
    long unreadable = enqueue("odd@example.org");
    enqueue("last@example.org");
    jdbc.sql("UPDATE message SET recipients = '[{' WHERE id = ?").param(unreadable).update();
    jdbc.sql("DELETE FROM message_recipient WHERE message = ?").param(unreadable).update();
    List<String> before = all();
    // As after a start that ended in the middle.
    jdbc.sql("DELETE FROM message_recipient WHERE message <> ?").param(unreadable + 1).update();

    enterAgain();

    assertThat(before).hasSize(2201);
    assertThat(all()).isEqualTo(before);
  }

  private long enqueue(String... recipients) {
    return outbox.enqueue(SomeMessages.to(MailOwner.SYSTEM, recipients), null).id();
  }

  private List<String> all() {
    return jdbc.sql("SELECT message, address_hash FROM message_recipient ORDER BY 1, 2")
        .query((row, number) -> row.getLong("message") + " " + row.getLong("address_hash"))
        .list();
  }

  private void enterAgain() throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      new RecipientsOfStoredMessages()
          .execute(
              DatabaseFactory.getInstance()
                  .findCorrectDatabaseImplementation(new JdbcConnection(connection)));
      connection.setAutoCommit(autoCommit);
    }
  }
}
