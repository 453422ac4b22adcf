package org.postmeister.testing;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The jar as it is shipped, in a process of its own: extracted as in the Docker image where the
 * build says so, or the file itself.
 */
public final class PackagedApplication implements AutoCloseable {

  private static final Path JAR =
      Path.of(System.getProperty("postmeister.test.jar", "target/postmeister.jar"))
          .toAbsolutePath();

  /** Where the jar is extracted to, {@code null} to start the file itself. */
  private static final @Nullable String EXTRACTED =
      System.getProperty("postmeister.test.extracted");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Path log;
  private final int port;
  private final String contextPath;

  private PackagedApplication(Process process, Path log, int port, String contextPath) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.contextPath = contextPath;
  }

  /** Starts it and waits until it can serve. */
  public static PackagedApplication start(Path dataDirectory, Map<String, String> environment) {
    return launch(dataDirectory, environment).untilReady();
  }

  /** Starts it on the port of one that has ended. */
  public static PackagedApplication restart(
      PackagedApplication ended, Path dataDirectory, Map<String, String> environment) {
    Map<String, String> same = new HashMap<>(environment);
    same.put("SERVER_PORT", Integer.toString(ended.port));
    return start(dataDirectory, same);
  }

  /** Starts the very file, which is not extracted, and waits until it can serve. */
  public static PackagedApplication startFile(Path dataDirectory, Map<String, String> environment) {
    return launch(dataDirectory, environment, fileArguments()).untilReady();
  }

  /** Starts another version, and waits until it can serve. */
  public static PackagedApplication startOther(
      Path jar, Path dataDirectory, Map<String, String> environment) {
    return launch(dataDirectory, environment, List.of("-jar", jar.toString())).untilReady();
  }

  /**
   * Starts it with another configuration of the DNS, and waits until it can serve; only as root.
   *
   * @param resolver stands in the place of /etc/resolv.conf, for this process alone
   */
  public static PackagedApplication startWithResolver(
      Path resolver, Path dataDirectory, Map<String, String> environment) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "sh",
                "-c",
                "mount --bind '" + resolver + "' /etc/resolv.conf && exec \"$@\"",
                "sh"));
    command.addAll(java());
    command.addAll(arguments());
    return launchCommand(dataDirectory, environment, command).untilReady();
  }

  private PackagedApplication untilReady() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .failFast("Postmeister has ended:", () -> !process.isAlive())
        .until(this::isReady);
    return this;
  }

  /** Starts it without waiting. */
  public static PackagedApplication launch(
      Path dataDirectory, Map<String, String> environment, String... arguments) {
    List<String> all = new ArrayList<>(arguments());
    all.addAll(List.of(arguments));
    return launch(dataDirectory, environment, all);
  }

  private static List<String> arguments() {
    return EXTRACTED == null
        ? fileArguments()
        : ExtractedJar.arguments(JAR, Path.of(EXTRACTED), java());
  }

  private static List<String> fileArguments() {
    return List.of("-jar", JAR.toString());
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // As the JVM chooses, unless it is only for a short while.
        System.getProperty("postmeister.test.jit", "-XX:+TieredCompilation"));
  }

  private static PackagedApplication launch(
      Path dataDirectory, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(java());
    command.addAll(arguments);
    return launchCommand(dataDirectory, environment, command);
  }

  private static PackagedApplication launchCommand(
      Path dataDirectory, Map<String, String> environment, List<String> command) {
    try {
      int port =
          environment.containsKey("SERVER_PORT")
              ? Integer.parseInt(environment.get("SERVER_PORT"))
              : freePort();
      Path log = Files.createTempFile("postmeister", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      Map<String, String> all = new HashMap<>();
      all.put("POSTMEISTER_DATA_DIR", dataDirectory.toString());
      all.put("POSTMEISTER_ADMIN_PASSWORD", TestAccounts.ADMIN_PASSWORD);
      all.put("SERVER_PORT", Integer.toString(port));
      all.putAll(environment);
      // A database given for the other tests is not meant for this process.
      builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_DATASOURCE_"));
      builder.environment().putAll(all);
      return new PackagedApplication(
          builder.start(), log, port, environment.getOrDefault("SERVER_SERVLET_CONTEXT_PATH", ""));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public String url(String path) {
    return "http://localhost:" + port + contextPath + path;
  }

  /**
   * Calls the HTTP API as the first system administrator.
   *
   * @return the answer's body
   */
  public String api(String method, String path, String body) {
    String login = TestAccounts.ADMIN + ":" + TestAccounts.ADMIN_PASSWORD;
    try {
      HttpResponse<String> response =
          HTTP.send(
              request(
                      path,
                      "Basic "
                          + Base64.getEncoder()
                              .encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 400) {
        throw new IllegalStateException(method + " " + path + ": " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Makes an API token of the system; as it is sent. */
  public String token() {
    return "Bearer "
        + JsonPath.<String>read(api("POST", "/api-tokens", "{\"name\": \"t\"}"), "$.token");
  }

  /**
   * Makes the tenant "acme", which uses the system's mail server.
   *
   * @param mailServer port of that, on this machine, without encryption or a login
   */
  public void sendsThrough(int mailServer) {
    api("POST", "/tenants", "{\"name\": \"acme\"}");
    api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d, "encryption": "NONE",
         "senderAddress": "noreply@example.com", "authentication": {"mode": "NONE"}}
        """
            .formatted(mailServer));
  }

  /** Begins a request to the HTTP API. */
  public HttpRequest.Builder request(String path, String authorization) {
    return HttpRequest.newBuilder(URI.create(url("/api/v1" + path)))
        .timeout(Duration.ofMinutes(1))
        .header("Authorization", authorization)
        .header("Content-Type", "application/json");
  }

  /** What it tells Prometheus. */
  public String metrics(String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url("/actuator/prometheus")))
            .header("Authorization", token)
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Ends it at once, without a chance to do anything about it. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** Lets it stand still, as a machine does that is being moved. */
  public void freeze() {
    signal("STOP");
  }

  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The number of its process. */
  public long pid() {
    return process.pid();
  }

  /** Waits until it has ended by itself. */
  public int exitCode() {
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException("Postmeister does not end: " + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All that it has printed. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A port that was free a moment ago, and that no connection of a client gets meanwhile: those are
   * from 32768 on.
   */
  public static int freePort() {
    for (int tries = 0; tries < 100; tries++) {
      try (ServerSocket socket =
          new ServerSocket(ThreadLocalRandom.current().nextInt(10_000, 32_768))) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // It is in use.
      }
    }
    throw new IllegalStateException("There is no free port");
  }

  private boolean isReady() {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url("/actuator/health"))).build();
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    exitCode();
  }
}
