package org.postmeister.secret;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The command {@code rotate-secrets}: a context with a database and the keyset, and without a web
 * server.
 */
@Import({KeysetConfiguration.class, StoredSecrets.class, SecretRotation.class})
@ImportAutoConfiguration({
  DataSourceAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  JdbcClientAutoConfiguration.class,
  TransactionAutoConfiguration.class
})
public class RotateSecretsCommand {

  /** The first argument on the command line. */
  public static final String NAME = "rotate-secrets";

  private static final Logger log = LoggerFactory.getLogger(RotateSecretsCommand.class);

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  CommandLineRunner rotate(SecretRotation rotation, KeysetStore keyset) {
    return arguments -> {
      int count = rotation.rotate();
      log.info(
          "{} has a new primary key, and {} stored secrets are encrypted with it.",
          keyset.name(),
          count);
    };
  }
}
