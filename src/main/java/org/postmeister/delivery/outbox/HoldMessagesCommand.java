package org.postmeister.delivery.outbox;

import java.time.Clock;
import org.postmeister.common.error.StartupException;
import org.postmeister.delivery.store.DeliveryCounts;
import org.postmeister.delivery.store.DeliveryJson;
import org.postmeister.delivery.store.LastStored;
import org.postmeister.delivery.store.UnsentMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.BadSqlGrammarException;

/**
 * The command {@code hold-messages}, for after a backup was restored: messages that wait end as
 * uncertain, since they may have left after the backup was made.
 */
@Import({DeliveryJson.class, DeliveryCounts.class, LastStored.class, UnsentMessages.class})
@ImportAutoConfiguration({
  DataSourceAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  JdbcClientAutoConfiguration.class,
  TransactionAutoConfiguration.class
})
public class HoldMessagesCommand {

  /** The first argument on the command line. */
  public static final String NAME = "hold-messages";

  private static final Logger log = LoggerFactory.getLogger(HoldMessagesCommand.class);

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  CommandLineRunner hold(UnsentMessages messages, LastStored stored, Clock clock) {
    return arguments -> {
      requireTables(stored);
      int ended = messages.endAllRestored();
      // It is the newest database there is from now on.
      stored.note(clock.instant());
      log.info(
          "{} messages that were waiting are uncertain now: look at them in the message log.",
          ended);
    };
  }

  private static void requireTables(LastStored stored) {
    try {
      stored.at();
    } catch (BadSqlGrammarException e) {
      throw new StartupException(
          "The tables of this database are not those of this version of Postmeister.",
          "Run hold-messages of the version that the backup was made with.",
          e);
    }
  }
}
