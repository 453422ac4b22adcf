package org.postmeister.secret;

import java.time.Clock;
import java.util.List;
import org.postmeister.common.error.StartupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The command {@code verify-backup}: whether the keyset opens all secrets of a database, to which a
 * backup was restored for a look. Changes nothing.
 */
@Import({KeysetConfiguration.class, StoredSecrets.class})
@ImportAutoConfiguration({
  DataSourceAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  JdbcClientAutoConfiguration.class
})
public class VerifyBackupCommand {

  /** The first argument on the command line. */
  public static final String NAME = "verify-backup";

  private static final Logger log = LoggerFactory.getLogger(VerifyBackupCommand.class);

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  CommandLineRunner verify(StoredSecrets secrets, KeysetStore keyset) {
    return arguments -> {
      List<SecretName> unreadable = secrets.unreadableWith(new SecretCipher(keyset.read()));
      int all = secrets.names().size();
      if (!unreadable.isEmpty()) {
        throw new StartupException(
            "%s does not open %d of the %d stored secrets, among them %s."
                .formatted(keyset.name(), unreadable.size(), all, unreadable.getFirst()),
            "Look for the keyset that was in use when the backup was made, and keep both"
                + " together.");
      }
      log.info("{} opens all {} stored secrets.", keyset.name(), all);
    };
  }
}
