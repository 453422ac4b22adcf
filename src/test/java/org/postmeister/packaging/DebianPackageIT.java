package org.postmeister.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.DebianPackages;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.Programs;
import org.postmeister.testing.Programs.Ended;

/**
 * The package for Debian is really installed, started as its unit says, upgraded and removed, on a
 * file system whose changes are gone afterwards.
 */
class DebianPackageIT {

  private static final Path DEB = Path.of(System.getProperty("postmeister.test.deb"));
  private static final Path UNIT = Path.of("src/main/dist/systemd/postmeister.service");
  private static final String CONFIGURATION = "/etc/postmeister/postmeister.conf";
  private static final String INSTALL = "DEBIAN_FRONTEND=noninteractive dpkg --force-confold -i ";

  @TempDir private Path directory;

  /** Of ten, where ten is wide open; what is left is said in the unit. */
  @Test
  void itsServiceMayDoLittle() throws Exception {
    Programs.require(
        "The unit", DebianPackages.whyNot(Path.of("/usr/bin/systemd-analyze"), "systemd"));

    Ended result =
        Programs.run(
            Path.of("."),
            Map.of(),
            List.of(
                "systemd-analyze",
                "security",
                "--offline=true",
                "--threshold=30",
                "--no-pager",
                UNIT.toString()));

    assertThat(result.exitCode()).describedAs(result.output()).isZero();
    assertThat(result.output()).contains("Overall exposure level");
  }

  @Test
  void lintianFindsNoErrors() throws Exception {
    Programs.require("The package", DebianPackages.whyNot(Path.of("/usr/bin/lintian"), "lintian"));

    Ended result =
        Programs.run(
            directory,
            Map.of("LC_ALL", "C.UTF-8"),
            List.of(
                "lintian",
                "--allow-root",
                "--fail-on",
                "error",
                // Jars hold no paths of this machine, and Debian's own libraries are others.
                "--suppress-tags",
                "embedded-javascript-library,no-changelog",
                DEB.toAbsolutePath().toString()));

    assertThat(result.exitCode()).describedAs(result.output()).isZero();
  }

  @Test
  void isInstalledStartedUpgradedAndRemoved() throws Exception {
    Programs.require("Installing the package", whyNot());
    assertThat(DEB).as("made by ./mvnw verify").exists();
    try (PrivateRoot root = PrivateRoot.open(Files.createDirectory(directory.resolve("m")))) {
      installJava(root, "25.0.1");
      root.copy(DEB, "/postmeister.deb");
      assertThat(check(root, INSTALL + "/postmeister.deb"))
          .contains("/var/cache/postmeister/postmeister.aot is written.");
      assertThat(
              check(
                  root,
                  "getent passwd postmeister; stat -c '%n %U %a' /var/lib/postmeister"
                      + " /var/cache/postmeister "
                      + CONFIGURATION))
          .contains(
              "/var/lib/postmeister postmeister 700",
              "/var/cache/postmeister postmeister 755",
              CONFIGURATION + " root 600");
      check(root, "systemd-analyze verify /usr/lib/systemd/system/postmeister.service");

      servesAsItsUnitSays(root);
      keepsItsConfigurationWhenUpgraded(root);

      check(root, "dpkg -r postmeister");
      check(root, "test -e " + CONFIGURATION + " && test ! -e /var/cache/postmeister");
      check(root, "dpkg -P postmeister");
      check(
          root,
          "test ! -e "
              + CONFIGURATION
              + " && test ! -e /usr/share/postmeister"
              + " && test -s /var/lib/postmeister/secret-keyset.json");
    }
  }

  private void servesAsItsUnitSays(PrivateRoot root) throws Exception {
    int port = PackagedApplication.freePort();
    check(root, "echo SERVER_PORT=" + port + " >> " + CONFIGURATION);
    String command =
        Files.readAllLines(UNIT).stream()
            .filter(line -> line.startsWith("ExecStart="))
            .findFirst()
            .orElseThrow()
            .substring("ExecStart=".length());
    Process service =
        root.start(
            "set -a && . %s && exec setpriv --reuid postmeister --regid postmeister --clear-groups %s > /log 2>&1"
                .formatted(CONFIGURATION, command));
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .failFast("It has ended", () -> !service.isAlive())
          .until(() -> isHealthy(port));
      assertThat(Files.readString(Path.of("/proc/" + service.pid() + "/maps")))
          .as("it uses the cache")
          .contains("postmeister.aot");
    } finally {
      service.destroy();
    }
    assertThat(service.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String output = check(root, "cat /log");
    assertThat(service.exitValue()).describedAs(output).isEqualTo(143);
    assertThat(output).doesNotContain("WARN", "ERROR", "[aot]");
  }

  /** The next release: another configuration, and a launcher that only says that it was called. */
  private static void keepsItsConfigurationWhenUpgraded(PrivateRoot root) throws Exception {
    String before = check(root, "cat " + CONFIGURATION);
    check(
        root,
        """
        dpkg-deb -R /postmeister.deb /next
        sed -i 's/^Version:.*/Version: 99/' /next/DEBIAN/control
        echo '# new' >> /next%s
        printf '#!/bin/sh\\necho called with $1\\n' > /next/usr/share/postmeister/bin/postmeister
        dpkg-deb -b -Znone /next /next.deb
        """
            .formatted(CONFIGURATION));

    assertThat(check(root, INSTALL + "/next.deb")).contains("called with train");
    assertThat(check(root, "cat " + CONFIGURATION)).isEqualTo(before);
    assertThat(check(root, "cat " + CONFIGURATION + ".dpkg-dist")).contains("# new");
    assertThat(installJava(root, "25.0.2")).contains("called with train");
  }

  /** A package in place of Java's: that of the tests may have come in another way. */
  private static String installJava(PrivateRoot root, String version) throws Exception {
    return check(
        root,
        """
        mkdir -p /java/DEBIAN /java/usr/lib/jvm/stands-for-java
        echo %1$s > /java/usr/lib/jvm/stands-for-java/version
        cat > /java/DEBIAN/control << EOF
        Package: stands-for-java
        Version: %1$s
        Architecture: all
        Provides: java25-runtime-headless
        Maintainer: nobody
        Description: Java
        EOF
        dpkg-deb -b -Znone /java /java.deb
        dpkg -i /java.deb
        """
            .formatted(version));
  }

  private Optional<String> whyNot() throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      return Optional.of("only root can install packages");
    }
    return DebianPackages.whyNot(Path.of("/usr/bin/deb-systemd-helper"), "init-system-helpers")
        .or(() -> DebianPackages.whyNot(Path.of("/usr/bin/systemd-sysusers"), "systemd"))
        .or(() -> PrivateRoot.whyNot(directory));
  }

  private static String check(PrivateRoot root, String script)
      throws IOException, InterruptedException {
    Ended result = root.run(script);
    assertThat(result.exitCode()).describedAs(script + "\n" + result.output()).isZero();
    return result.output();
  }

  private static boolean isHealthy(int port) throws InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
