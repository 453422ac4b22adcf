package org.postmeister.packaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postmeister.testing.Programs.Ended;

/**
 * This machine's file system as somebody sees it who may change everything, and whose changes are
 * gone afterwards (overlayfs in a mount namespace of its own): to really install packages.
 */
final class PrivateRoot implements AutoCloseable {

  private static final String READY = "ready";

  private final Path directory;
  private final Process holder;

  private PrivateRoot(Path directory, Process holder) {
    this.directory = directory;
    this.holder = holder;
  }

  /** Why there cannot be one here, empty if there can. */
  static Optional<String> whyNot(Path directory) {
    try (PrivateRoot _ = open(directory)) {
      return Optional.empty();
    } catch (IOException | IllegalStateException e) {
      return Optional.of("no file system can be laid over this one: " + e.getMessage());
    }
  }

  /**
   * @param directory empty, on which it is mounted
   */
  static PrivateRoot open(Path directory) throws IOException {
    String script =
        """
        set -e
        mount -t tmpfs -o size=2g tmpfs '%1$s'
        mkdir '%1$s/changed' '%1$s/work' '%1$s/root'
        mount -t overlay overlay -o lowerdir=/,upperdir='%1$s/changed',workdir='%1$s/work' '%1$s/root'
        mount -t proc proc '%1$s/root/proc'
        mount --bind /dev '%1$s/root/dev'
        chmod 1777 '%1$s/root/tmp'
        echo ready
        exec sleep 1800
        """
            .formatted(directory);
    Process holder =
        new ProcessBuilder("unshare", "--mount", "--propagation", "private", "sh", "-c", script)
            .redirectErrorStream(true)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    if (!READY.equals(line)) {
      holder.destroyForcibly();
      throw new IllegalStateException(String.valueOf(line));
    }
    return new PrivateRoot(directory, holder);
  }

  /** Copies a file there. */
  void copy(Path file, String to) throws IOException, InterruptedException {
    Process copying = new ProcessBuilder(inside("cat > " + to)).start();
    try (var output = copying.getOutputStream()) {
      Files.copy(file, output);
    }
    if (copying.waitFor() != 0) {
      throw new IOException(file + " cannot be copied to " + to);
    }
  }

  /** Runs a shell script there to its end. */
  Ended run(String script) throws IOException, InterruptedException {
    Process process = start(script);
    process.getOutputStream().close();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(script + " does not end");
      }
      return new Ended(process.exitValue(), said);
    }
  }

  /** Starts a shell script there. */
  Process start(String script) throws IOException {
    return new ProcessBuilder(inside(script)).redirectErrorStream(true).start();
  }

  private List<String> inside(String script) {
    return new ArrayList<>(
        List.of(
            "nsenter",
            "--target",
            Long.toString(holder.pid()),
            "--mount",
            "chroot",
            directory.resolve("root").toString(),
            "sh",
            "-c",
            "cd / && " + script));
  }

  @Override
  public void close() {
    holder.destroyForcibly();
    try {
      holder.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
