package org.postmeister.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A proxy from Debian's packages in front of nodes on this machine, with the configuration in
 * docker/ but for names and ports.
 */
public final class Proxy implements AutoCloseable {

  /** Those that there is a configuration for. */
  public enum Kind {
    NGINX("/usr/sbin/nginx", "nginx-light", "docker/nginx/postmeister.conf"),
    HAPROXY("/usr/sbin/haproxy", "haproxy", "docker/haproxy/haproxy.cfg");

    private final Path program;
    private final String aptName;
    private final Path configuration;

    Kind(String program, String aptName, String configuration) {
      this.program = Path.of(program);
      this.aptName = aptName;
      this.configuration = Path.of(configuration);
    }

    /** Why it cannot be used here, empty if it can. */
    public Optional<String> whyNot() {
      return DebianPackages.whyNot(program, aptName);
    }
  }

  // Nobody listens there.
  private static final int DISCARD = 9;

  private final Process process;
  private final int port;
  private final int submissionPort;

  private Proxy(Process process, int port, int submissionPort) {
    this.process = process;
    this.port = port;
    this.submissionPort = submissionPort;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param nodes node1 and node2 of the configuration
   */
  public static Proxy start(Kind kind, List<URI> nodes) throws IOException {
    return start(kind, nodes, List.of(DISCARD, DISCARD));
  }

  /**
   * The same, and messages come over SMTP.
   *
   * @param submissionPorts of the nodes
   */
  public static Proxy start(Kind kind, List<URI> nodes, List<Integer> submissionPorts)
      throws IOException {
    return start(kind, nodes, submissionPorts, Files.readString(kind.configuration));
  }

  /** Starts it with the lines that are commented out: below /mail as well. */
  public static Proxy startBelowPath(Kind kind, List<URI> nodes) throws IOException {
    return start(
        kind,
        nodes,
        List.of(DISCARD, DISCARD),
        Files.readString(kind.configuration).replaceAll("(?m)^( *)#(?! \\S)", "$1"));
  }

  private static Proxy start(
      Kind kind, List<URI> nodes, List<Integer> submissionPorts, String written)
      throws IOException {
    int port = PackagedApplication.freePort();
    int submissionPort = PackagedApplication.freePort();
    String configuration = written;
    for (int i = 0; i < nodes.size(); i++) {
      configuration =
          configuration
              .replace("node" + (i + 1) + ":8080", "127.0.0.1:" + nodes.get(i).getPort())
              .replace("node" + (i + 1) + ":587", "127.0.0.1:" + submissionPorts.get(i));
    }
    Path directory = Files.createTempDirectory("proxy");
    Path file = directory.resolve("configuration");
    Files.writeString(
        file,
        switch (kind) {
          case NGINX ->
              nginx(configuration.replace("listen 80;", "listen 127.0.0.1:" + port + ";"));
          case HAPROXY ->
              configuration
                  .replace("bind :80\n", "bind 127.0.0.1:" + port + "\n")
                  .replace("bind :587\n", "bind 127.0.0.1:" + submissionPort + "\n");
        });
    List<String> command =
        switch (kind) {
          case NGINX ->
              List.of(
                  kind.program.toString(),
                  "-p",
                  directory.toString(),
                  "-e",
                  "error.log",
                  "-c",
                  file.toString());
          case HAPROXY -> List.of(kind.program.toString(), "-db", "-f", file.toString());
        };
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    Proxy proxy = new Proxy(process, port, submissionPort);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .failFast(() -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(directory.resolve("output")));
          }
        })
        .until(proxy::listens);
    return proxy;
  }

  // As Debian's nginx.conf includes it, with all files in one directory.
  private static String nginx(String included) {
    return """
    daemon off;
    pid nginx.pid;
    events {
      worker_connections 1024;
    }
    http {
      access_log off;
      client_body_temp_path body;
      proxy_temp_path proxied;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
    %s
    }
    """
        .formatted(included);
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  public String url(String path) {
    return "http://localhost:" + port + path;
  }

  /** Where it takes messages over SMTP. */
  public int submissionPort() {
    return submissionPort;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
