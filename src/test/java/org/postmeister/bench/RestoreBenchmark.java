package org.postmeister.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PrivateMariaDb;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * How long a backup of a message log takes, and to have it back: until the database is there, and
 * until a node answers. Prints a table; docs/performance.md says how to run it.
 */
class RestoreBenchmark {

  private static final int MESSAGES = Integer.getInteger("postmeister.bench.messages", 1_000_000);

  @TempDir private Path data;
  @TempDir private Path backup;

  /** What may throw whatever it likes. */
  private interface Step {
    void run() throws Exception;
  }

  @Test
  void logOfAMillion() throws Exception {
    Path dump = backup.resolve("dump.sql");
    Path files = backup.resolve("files");
    try (PrivateMariaDb database =
        PrivateMariaDb.start("--innodb-buffer-pool-size=1G", "--innodb-log-file-size=512M")) {
      untilItAnswers(database);
      new ManyMessages(new JdbcTemplate(new DriverManagerDataSource(database.url(), "root", "")))
          .fill(MESSAGES, "'system'");

      System.out.printf(
          "| %,d messages | backup | size | restored | a node answers after |%n", MESSAGES);
      System.out.println("|---|---|---|---|---|");
      row(
          "`mariadb-dump`",
          seconds(() -> database.dump(dump)),
          Files.size(dump),
          seconds(() -> database.restore(dump)),
          untilItAnswers(database));
      row(
          "`mariadb-backup`",
          seconds(() -> database.copyFiles(files)),
          size(files),
          seconds(() -> database.restoreFiles(files)),
          untilItAnswers(database));
    }
  }

  private double untilItAnswers(PrivateMariaDb database) {
    long begun = System.nanoTime();
    try (PackagedApplication _ = PackagedApplication.start(data, database.environment())) {
      return (System.nanoTime() - begun) / 1e9;
    }
  }

  private static void row(String way, double backup, long octets, double restored, double start) {
    System.out.printf(
        "| %s | %.0f s | %,d MB | %.0f s | %.0f s |%n",
        way, backup, octets / 1_000_000, restored, start);
  }

  private static double seconds(Step step) throws Exception {
    long begun = System.nanoTime();
    step.run();
    return (System.nanoTime() - begun) / 1e9;
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
