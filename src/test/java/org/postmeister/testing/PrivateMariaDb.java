package org.postmeister.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/**
 * MariaDB from Debian's packages with data of its own, which a test can stop and start again. It
 * writes each commit through to the disk, as in production.
 */
public final class PrivateMariaDb implements AutoCloseable {

  private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
  private static final String PACKAGE = "mariadb-server";

  private final Path data;
  private final int port = PackagedApplication.freePort();
  private final List<String> options;
  private Process process;

  private PrivateMariaDb(Path data, List<String> options) {
    this.data = data;
    this.options = options;
  }

  /** Why it cannot be used here, empty if it can; installs it first where that is possible. */
  public static Optional<String> whyNot() {
    boolean installed =
        Files.isExecutable(SERVER)
            || (DebianPackages.canInstall() && DebianPackages.install(PACKAGE));
    return installed && Files.isExecutable(SERVER)
        ? Optional.empty()
        : Optional.of("MariaDB is not installed (Debian: apt-get install " + PACKAGE + ")");
  }

  public static PrivateMariaDb start(String... options) {
    try {
      Path data = Files.createTempDirectory(Path.of("/var/tmp"), "postmeister-mariadb");
      run(
          List.of(
              "mariadb-install-db",
              "--no-defaults",
              "--user=" + System.getProperty("user.name"),
              "--datadir=" + data,
              "--auth-root-authentication-method=normal",
              "--skip-test-db"));
      PrivateMariaDb database = new PrivateMariaDb(data, List.of(options));
      database.start();
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                SERVER.toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + data,
                "--socket=" + data.resolve("socket"),
                "--pid-file=" + data.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--innodb-flush-log-at-trx-commit=1"));
    command.addAll(options);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("log").toFile()))
            .start();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .failFast("MariaDB has ended", () -> !process.isAlive())
        .until(this::answers);
  }

  private boolean answers() {
    // Without a database: a replica gets it from its primary.
    try (var connection =
        DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/", "root", "")) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Stops it as an operating system does, and starts it again after a while. */
  public void restart(Duration downFor) throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
    Thread.sleep(downFor);
    start();
  }

  /** Ends it at once, as a machine does that fails. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public int port() {
    return port;
  }

  /** The number of its process. */
  public long pid() {
    return process.pid();
  }

  public String url() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/postmeister?createDatabaseIfNotExist=true";
  }

  /** Executes a statement as somebody who may do everything. */
  public void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url(), "root", "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Writes a backup, as docs/operations.md says, while others go on. */
  public void dump(Path file) throws IOException {
    run(
        List.of(
            "mariadb-dump",
            "--no-defaults",
            "--socket=" + data.resolve("socket"),
            "--user=root",
            "--single-transaction",
            "--hex-blob",
            "--result-file=" + file,
            "postmeister"));
  }

  /** Copies the files, as docs/operations.md says, while others go on. */
  public void copyFiles(Path directory) throws IOException {
    run(
        List.of(
            "mariadb-backup",
            "--no-defaults",
            "--backup",
            "--target-dir=" + directory,
            "--datadir=" + data,
            "--socket=" + data.resolve("socket"),
            "--user=root"));
    run(List.of("mariadb-backup", "--no-defaults", "--prepare", "--target-dir=" + directory));
  }

  /** Replaces all files by those that were copied. */
  public void restoreFiles(Path directory) throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
    FileSystemUtils.deleteRecursively(data);
    run(
        List.of(
            "mariadb-backup",
            "--no-defaults",
            "--copy-back",
            "--target-dir=" + directory,
            "--datadir=" + data));
    start();
  }

  /** Replaces everything by what a backup has. */
  public void restore(Path file) throws IOException {
    // Tables refer to each other, and are dropped one after the other.
    run(client("SET foreign_key_checks = 0; CREATE OR REPLACE DATABASE postmeister"));
    run(client("source " + file, "postmeister"));
  }

  private List<String> client(String execute, String... database) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "mariadb",
                "--no-defaults",
                "--socket=" + data.resolve("socket"),
                "--user=root",
                "--execute=" + execute));
    command.addAll(List.of(database));
    return command;
  }

  /** What Postmeister needs to use it. */
  public Map<String, String> environment() {
    return Map.of(
        "SPRING_DATASOURCE_URL",
        url(),
        "SPRING_DATASOURCE_USERNAME",
        "root",
        "SPRING_DATASOURCE_PASSWORD",
        "");
  }

  static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(1, TimeUnit.MINUTES);
      run(List.of("rm", "-r", data.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
