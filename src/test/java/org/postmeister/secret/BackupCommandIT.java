package org.postmeister.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;

/** A backup of the embedded database, and a node that starts with it. */
class BackupCommandIT {

  private static final String KEYSET = "secret-keyset.json";

  @TempDir private Path embedded;
  @TempDir private Path backup;

  @Test
  void theEmbeddedDatabaseAndTheKeysetAreWrittenToADirectory() throws Exception {
    Path directory = backup.resolve("embedded");
    PackagedApplication running = PackagedApplication.start(embedded, Map.of());
    running.api("POST", "/tenants", "{\"name\": \"kept\"}");
    PackagedApplication refused = run("backup", directory.toString());
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.output()).contains("Postmeister cannot start");
    assertThat(directory.resolve("database.zip")).doesNotExist();
    running.close();

    PackagedApplication command = run("backup", directory.toString());
    int exitCode = command.exitCode();
    assertThat(exitCode).describedAs(command.output()).isZero();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("database.zip"))))
        .isEqualTo("rw-------");
    Files.move(embedded.resolve(KEYSET), backup.resolve("kept"));
    Files.copy(directory.resolve("database.zip"), backup.resolve("before.zip"));
    PackagedApplication withoutKeys = run("backup", directory.toString());
    assertThat(withoutKeys.exitCode()).isNotZero();
    assertThat(directory.resolve("database.zip"))
        .hasSameBinaryContentAs(backup.resolve("before.zip"));
    assertThat(directory.resolve("database.zip.new")).doesNotExist();

    Path restored = Files.createDirectory(backup.resolve("restored"));
    try (ZipFile zip = new ZipFile(directory.resolve("database.zip").toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        Files.copy(zip.getInputStream(entry), restored.resolve(entry.getName()));
      }
    }
    Files.copy(directory.resolve(KEYSET), restored.resolve(KEYSET));
    try (PackagedApplication again = PackagedApplication.start(restored, Map.of())) {
      again.api("GET", "/tenants/kept", "");
    }
  }

  private PackagedApplication run(String... command) {
    return PackagedApplication.launch(embedded, Map.of(), command);
  }
}
