package org.postmeister.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PrivateMariaDb;
import org.postmeister.testing.TestAuthority;

/** The packaged jar with MariaDB and a sink for mail, all on this machine. */
final class DeliveryBench implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(\\{[^}]*})? (\\S+)$");

  private final PrivateMariaDb database;
  private final SmtpSink sink = new SmtpSink();
  private final PackagedApplication node;
  private final String token;
  private final Path data;
  private final Map<String, String> environment = new HashMap<>();
  private final int submissionPort = PackagedApplication.freePort();
  private @Nullable DistantProxy proxy;
  private @Nullable PackagedApplication second;

  DeliveryBench(Path data) throws IOException {
    this(data, Duration.ZERO);
  }

  /**
   * @param distance of the database: a round trip
   */
  DeliveryBench(Path data, Duration distance) throws IOException {
    this(
        data,
        distance,
        System.getProperty("postmeister.bench.jvm", "-Xms512m -Xmx512m -XX:+UseParallelGC"));
  }

  /**
   * @param jvm its options
   */
  DeliveryBench(Path data, String jvm) throws IOException {
    this(data, Duration.ZERO, jvm);
  }

  private DeliveryBench(Path data, Duration distance, String jvm) throws IOException {
    database =
        PrivateMariaDb.start("--innodb-buffer-pool-size=512M", "--innodb-log-file-size=512M");
    this.data = data;
    environment.putAll(database.environment());
    environment.put("POSTMEISTER_SUBMISSION_PORT", Integer.toString(submissionPort));
    environment.put("POSTMEISTER_SUBMISSION_ADDRESS", "127.0.0.1");
    environment.put("POSTMEISTER_SUBMISSION_ALLOW_PLAIN", "127.0.0.0/8");
    // What cannot sign in, such as smtp-source.
    environment.put("POSTMEISTER_SUBMISSION_NETWORKS", "127.0.0.0/8=acme");
    environment.put("POSTMEISTER_TRUSTED_CERTIFICATES", TestAuthority.trusted().toString());
    if (distance.isPositive()) {
      URI url = URI.create(database.url().substring("jdbc:".length()));
      proxy = new DistantProxy(url.getPort(), distance);
      environment.put(
          "SPRING_DATASOURCE_URL",
          database.url().replace(":" + url.getPort() + "/", ":" + proxy.port() + "/"));
    }
    environment.put("JAVA_TOOL_OPTIONS", jvm);
    node = PackagedApplication.start(data, environment);
    node.api("POST", "/tenants", "{\"name\": \"acme\"}");
    useServer(sink.port());
    token = node.token();
  }

  void useServer(int port) {
    useServer(port, "NONE", "{\"mode\": \"NONE\"}", "null");
  }

  /** The same with other settings, as the HTTP API has them. */
  void useServer(int port, String encryption, String authentication, String limits) {
    node.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d, "encryption": "%s",
         "senderAddress": "noreply@example.com", "authentication": %s, "limits": %s}
        """
            .formatted(port, encryption, authentication, limits));
  }

  /** Starts another node beside the first. */
  void startSecond() {
    second = PackagedApplication.start(data, environment);
  }

  /** Where it takes messages over SMTP. */
  int submissionPort() {
    return submissionPort;
  }

  PrivateMariaDb database() {
    return database;
  }

  SmtpSink sink() {
    return sink;
  }

  PackagedApplication node() {
    return node;
  }

  String token() {
    return token;
  }

  HttpLoad load(String tenant, int octets) {
    return new HttpLoad(
        URI.create(node.url("/")).getPort(),
        "/api/v1/tenants/" + tenant + "/messages",
        token,
        """
        {"to": ["b@example.org"], "subject": "Message", "text": "%s"}
        """
            .formatted(("x".repeat(69) + "\\n").repeat(octets / 70)));
  }

  /** Calls the HTTP API as a program does. */
  String get(String path) throws IOException, InterruptedException {
    return HTTP.send(node.request(path, token).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** All samples of a metric, by their tags. */
  Map<String, Double> metric(String name) throws IOException, InterruptedException {
    Map<String, Double> samples = new HashMap<>();
    Matcher sample = SAMPLE.matcher(node.metrics(token));
    while (sample.find()) {
      if (sample.group(1).equals(name)) {
        samples.put(
            sample.group(2) == null ? "" : sample.group(2), Double.parseDouble(sample.group(3)));
      }
    }
    return samples;
  }

  /** Waits until the sink has so many; its counter is one message behind what it prints last. */
  long arrived(long count) throws IOException, InterruptedException {
    long seen = System.nanoTime();
    long last = -1;
    while (sink.messages() < count - 1) {
      Thread.sleep(5);
      if (sink.messages() != last) {
        last = sink.messages();
        seen = System.nanoTime();
      } else if (System.nanoTime() - seen > 30e9) {
        throw new IllegalStateException("Only " + last + " of " + count + " have arrived");
      }
    }
    return System.nanoTime();
  }

  @Override
  public void close() throws IOException {
    if (second != null) {
      second.close();
    }
    node.close();
    sink.close();
    if (proxy != null) {
      proxy.close();
    }
    database.close();
  }
}
