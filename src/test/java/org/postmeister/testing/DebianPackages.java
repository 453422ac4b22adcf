package org.postmeister.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets programs that tests need, where the operating system has them and the user may install. */
public final class DebianPackages {

  private static final Path LOCK =
      Path.of(System.getProperty("java.io.tmpdir"), "postmeister-packages.lock");

  private DebianPackages() {}

  /** Whether packages can be installed here. */
  static boolean canInstall() {
    return Files.isExecutable(Path.of("/usr/bin/apt-get"))
        && System.getProperty("user.name").equals("root");
  }

  /**
   * Why a program cannot be used here, empty if it can; installs it first where that is possible.
   *
   * @param packages that it comes with
   */
  public static Optional<String> whyNot(Path program, String... packages) {
    boolean there = Files.isExecutable(program) || (canInstall() && install(packages));
    return there && Files.isExecutable(program)
        ? Optional.empty()
        : Optional.of(
            program.getFileName()
                + " is not installed (Debian: apt-get install "
                + String.join(" ", packages)
                + ")");
  }

  /**
   * Gets the files of packages that exclude what is installed.
   *
   * @param libraries that they need and that can be installed
   * @return where their files are; null if that does not work, and what was said is printed
   */
  static @Nullable Path download(Path directory, List<String> libraries, String... packages)
      throws IOException {
    if (!canInstall() || !install(libraries.toArray(String[]::new))) {
      return null;
    }
    Files.createDirectories(directory);
    for (String name : packages) {
      String get =
          "cd '%s' && apt-get download -qq %s && dpkg -x %s_*.deb files"
              .formatted(directory, name, name);
      if (!runAlone(List.of("sh", "-c", get))) {
        return null;
      }
    }
    return directory.resolve("files");
  }

  /**
   * Installs packages.
   *
   * @return whether that worked; if not, what apt-get said is printed
   */
  static boolean install(String... packages) {
    log("Installing " + String.join(", ", packages) + " for the tests");
    List<String> install =
        new ArrayList<>(List.of("apt-get", "install", "-y", "-qq", "--no-install-recommends"));
    install.addAll(List.of(packages));
    return runAlone(List.of("apt-get", "update", "-qq")) && runAlone(install);
  }

  // A second apt-get would fail, and not wait.
  private static boolean runAlone(List<String> command) {
    try {
      return OneProcess.at(LOCK, () -> run(command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean run(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      // Nothing may be asked, and no service may be started: tests start what they need themselves.
      builder.environment().putAll(Map.of("DEBIAN_FRONTEND", "noninteractive", "RUNLEVEL", "1"));
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes());
      boolean done = process.waitFor() == 0;
      if (!done) {
        log(String.join(" ", command) + " failed: " + output);
      }
      return done;
    } catch (IOException e) {
      log(String.join(" ", command) + " failed: " + e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void log(String text) {
    System.getLogger("tests").log(System.Logger.Level.INFO, text);
  }
}
