package org.postmeister.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.Programs;
import org.postmeister.testing.Programs.Ended;

/** The archive, unpacked, and its launcher. */
class DistributionIT {

  private static final Path ARCHIVE = Path.of(System.getProperty("postmeister.test.distribution"));

  @TempDir private Path directory;
  private Path launcher;

  @BeforeEach
  void unpack() throws IOException, InterruptedException {
    assertThat(ARCHIVE).as("made by ./mvnw verify").exists();
    Ended tar =
        Programs.run(
            directory,
            Map.of(),
            List.of("tar", "-xzf", ARCHIVE.toString(), "--strip-components=1"));
    assertThat(tar.exitCode()).describedAs(tar.output()).isZero();
    launcher = directory.resolve("bin/postmeister");
  }

  /** A command that ends by itself: what it needs from the environment is taken. */
  @Test
  void runsCommandsFromAnywhereAndThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link with spaces"), launcher);
    Files.createDirectory(directory.resolve("data"));

    Ended result =
        Programs.run(
            Path.of("/"),
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS",
                "-XX:TieredStopAtLevel=1 -Dspring.datasource.url=jdbc:mysql://127.0.0.1/x",
                "POSTMEISTER_DATA_DIR",
                directory.resolve("data").toString()),
            List.of(link.toString(), "no-such-command"));

    assertThat(result.output()).contains("There is no driver for the database");
  }

  /** Half of it might live on otherwise, and answer that it is well. */
  @Test
  void withoutMemoryTheProcessEndsAndTheNextOneGoesOn() throws Exception {
    Path data = directory.resolve("data");
    Ended result =
        Programs.run(
            directory,
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS",
                "-XX:TieredStopAtLevel=1 -Xmx48m",
                "POSTMEISTER_DATA_DIR",
                data.toString(),
                "SERVER_PORT",
                Integer.toString(PackagedApplication.freePort())),
            List.of(launcher.toString()));

    assertThat(result.output()).contains("Terminating due to java.lang.OutOfMemoryError");
    assertThat(result.exitCode()).isEqualTo(3);
    PackagedApplication.start(data, Map.of()).close();
  }

  @Test
  void saysThatThereIsNoJava() throws Exception {
    Path old = Files.createDirectories(directory.resolve("jdk/bin")).getParent();
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");
    Files.createSymbolicLink(old.resolve("bin/java"), Path.of("/bin/true"));

    Ended result =
        Programs.run(
            Path.of("/"), Map.of("JAVA_HOME", old.toString()), List.of(launcher.toString()));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output())
        .isEqualTo(
            "Postmeister cannot start. There is no Java 25 or newer in JAVA_HOME (%s). Install one,"
                    .formatted(old)
                + " or set JAVA_HOME to its directory.\n");
  }

  @Test
  void jarsInExtAreOnTheClassPath() throws Exception {
    Path extensions = Files.createDirectory(directory.resolve("ext"));
    Programs.run(
        directory,
        Map.of(),
        List.of(
            Path.of(System.getProperty("java.home"), "bin/jar").toString(),
            "--create",
            "--file",
            extensions.resolve("kms.jar").toString(),
            "-C",
            Path.of("target/test-classes").toAbsolutePath().toString(),
            "org/postmeister/secret/TestKms.class",
            "-C",
            Path.of("target/test-classes").toAbsolutePath().toString(),
            "META-INF/services/com.google.crypto.tink.KmsClient"));

    assertThat(openKeyset()).contains("The key test-kms://one does not open the secret keyset");
    Files.delete(extensions.resolve("kms.jar"));
    assertThat(openKeyset()).contains("There is no client for the key test-kms://one");
  }

  private String openKeyset() throws IOException, InterruptedException {
    return Programs.run(
            directory,
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS",
                "-XX:TieredStopAtLevel=1",
                "POSTMEISTER_DATA_DIR",
                directory.resolve("data").toString(),
                "POSTMEISTER_SECRET_KEYSET_JSON",
                "{\"encryptedKeyset\": \"AAAA\"}",
                "POSTMEISTER_SECRET_KEYSET_KMS_KEY",
                "test-kms://one"),
            List.of(launcher.toString(), "verify-backup"))
        .output();
  }
}
