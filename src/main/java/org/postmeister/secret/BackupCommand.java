package org.postmeister.secret;

import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.postmeister.common.config.DataDirectory;
import org.postmeister.common.error.StartupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The command {@code backup DIRECTORY}: the embedded database and the keyset, while no node runs.
 * What is there already is replaced once its successor is complete.
 */
@Import({KeysetConfiguration.class, StoredSecrets.class})
@ImportAutoConfiguration({
  DataSourceAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  JdbcClientAutoConfiguration.class
})
public class BackupCommand {

  /** The first argument on the command line. */
  public static final String NAME = "backup";

  private static final Logger log = LoggerFactory.getLogger(BackupCommand.class);

  private static final String EMPTY = "There is nothing in this database.";
  private static final String CURE_OF_EMPTY =
      "Name the data directory in POSTMEISTER_DATA_DIR, as for Postmeister itself.";

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  ApplicationRunner backup(
      DataSource database,
      JdbcClient jdbc,
      StoredSecrets secrets,
      KeysetStore keyset,
      KeysetFormat format) {
    return arguments -> {
      Path directory = directory(arguments);
      requireEmbedded(database);
      KeysetHandle keys = keyset.read();
      requireTheseKeys(secrets, keys, keyset.name());
      Path backup = directory.resolve("database.zip");
      Path unfinished = directory.resolve("database.zip.new");
      KeysetFile copy = new KeysetFile(directory.resolve("secret-keyset.json"), format);
      try {
        writeForOwnerOnly(jdbc, directory, unfinished);
        copy.write(keys);
        Files.move(
            unfinished,
            backup,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException | DataAccessException e) {
        throw new StartupException(
            "The backup cannot be written to " + directory + " (" + reason(e) + ").",
            "Name a directory that this user may write to, with room for the database.",
            e);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      log.info("{} and {} are written.", backup, copy.name());
    };
  }

  private static void writeForOwnerOnly(JdbcClient jdbc, Path directory, Path file)
      throws IOException {
    if (Files.notExists(directory)) {
      Files.createDirectories(directory);
      DataDirectory.restrictToOwner(directory, "rwx------");
    }
    Files.deleteIfExists(file);
    Files.createFile(file);
    DataDirectory.restrictToOwner(file, "rw-------");
    jdbc.sql("BACKUP TO ?").param(file.toString()).update();
    // The one before is replaced by it.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static Path directory(ApplicationArguments arguments) {
    List<String> words = arguments.getNonOptionArgs();
    if (words.size() != 2) {
      throw new StartupException(
          "It is not said where the backup goes.", "Run it as: postmeister backup DIRECTORY");
    }
    return Path.of(words.get(1)).toAbsolutePath();
  }

  private static void requireEmbedded(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (!connection.getMetaData().getURL().startsWith("jdbc:h2:")) {
        throw new StartupException(
            "This command is for the embedded database.",
            "Use mariadb-dump or mariadb-backup, and copy the keyset: docs/operations.md.");
      }
    }
  }

  private static void requireTheseKeys(StoredSecrets secrets, KeysetHandle keys, String name) {
    try {
      if (secrets.names().isEmpty()) {
        throw new StartupException(EMPTY, CURE_OF_EMPTY);
      }
      if (!secrets.unreadableWith(new SecretCipher(keys)).isEmpty()) {
        throw new StartupException(
            "The secret keyset " + name + " does not open all that is stored in this database.",
            "Name the keyset as for Postmeister itself: the backup would be worth little with"
                + " this one.");
      }
    } catch (BadSqlGrammarException e) {
      throw new StartupException(EMPTY, CURE_OF_EMPTY, e);
    }
  }

  private static String reason(Exception e) {
    return String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
  }
}
