package org.postmeister.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A mail server as a peer, with a directory and a process of its own. */
abstract class PeerProcess implements MailPeer {

  private final Path directory;
  private Process process;

  PeerProcess(String name) throws IOException {
    // Mail servers give up root; everything must be readable for their own user.
    directory = Files.createTempDirectory(Path.of("/var/tmp"), "postmeister-" + name);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(mail());
    run("chown", "nobody", mail().toString());
  }

  final Path directory() {
    return directory;
  }

  /** A Maildir of its own. */
  final Path mail() {
    return directory.resolve("mail");
  }

  final void start(int port, String... command) throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    Awaitility.await()
        .failFast(command[0] + " has ended", () -> !process.isAlive())
        .until(() -> isListening(port));
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public List<String> received() {
    Path arrived = mail().resolve("new");
    if (!Files.isDirectory(arrived)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(arrived)) {
      List<String> messages = new ArrayList<>();
      for (Path file : files.toList()) {
        messages.add(Files.readString(file, StandardCharsets.UTF_8));
      }
      return messages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String log() {
    StringBuilder log = new StringBuilder();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(file -> file.toString().matches(".*(output|log)")).toList()) {
        log.append(Files.readString(file));
      }
      return log.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Makes sure that there is a user of this name, as packages do. */
  static void ensureUser(String name) throws IOException {
    try {
      run("id", name);
    } catch (IllegalStateException missing) {
      run("useradd", "--system", "--no-create-home", name);
    }
  }

  @Override
  public void close() {
    try {
      if (process != null) {
        process.destroy();
        process.waitFor();
      }
      run("rm", "-r", directory.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
