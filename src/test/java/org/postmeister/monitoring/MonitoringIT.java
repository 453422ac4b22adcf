package org.postmeister.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedSubmission;
import org.postmeister.testing.ScriptedSmtpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Prometheus and a log store get from a running Postmeister. */
class MonitoringIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String LINK = "4fK2x9_-4fK2x9_-4fK2x9_-4fK2x9_-4fK2x9_-4fK";

  @TempDir private static Path data;
  private static ScriptedSmtpServer server;
  private static PackagedSubmission submission;
  private static String token;

  @BeforeAll
  static void start() throws IOException {
    server = new ScriptedSmtpServer();
    submission =
        PackagedSubmission.start(
            data,
            server.port(),
            Map.of(
                "POSTMEISTER_SUBMISSION_ALLOW_PLAIN", "127.0.0.0/8",
                "LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs",
                // Spring says then which addresses are asked for.
                "LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_WEB", "DEBUG"));
    token =
        JsonPath.read(
            submission
                .application()
                .api("POST", "/api-tokens", "{\"name\": \"prometheus\", \"scopes\": [\"admin\"]}"),
            "$.token");
  }

  @AfterAll
  static void stop() {
    submission.close();
    server.close();
  }

  @Test
  void allMetricsOfAlertsAndDashboardAreThere() throws Exception {
    Set<String> wanted = new TreeSet<>(MonitoringFiles.metricsOfRules());
    wanted.addAll(MonitoringFiles.metricsOfDashboard());
    // Prometheus itself has these.
    wanted.removeAll(Set.of("up", "ALERTS"));

    submit("a@example.org", submission.token());
    assertThatThrownBy(() -> submit("a@example.org", "wrong"))
        .isInstanceOf(AuthenticationFailedException.class);
    server.on("RCPT TO:<b@example.org>", "421 4.3.2 Maintenance");
    submit("b@example.org", submission.token());

    Awaitility.await().untilAsserted(() -> assertThat(metrics()).containsAll(wanted));
    assertThat(get("/actuator/prometheus"))
        .as("the disk that can fill up")
        .contains("disk_free_bytes{path=\"" + data.toAbsolutePath() + "\"}");
  }

  @Test
  void aLogForMachinesKeepsSecretsToo() throws Exception {
    get("/api/v1/invitations/" + LINK);

    JsonMapper mapper = new JsonMapper();
    List<JsonNode> lines = submission.application().output().lines().map(mapper::readTree).toList();
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.path("@timestamp").isString()).isTrue())
        .extracting(line -> line.path("message").asString())
        .anyMatch(message -> message.contains("/api/v1/invitations/***"));
    assertThat(submission.application().output()).doesNotContain(LINK, token);
  }

  private static Set<String> metrics() throws IOException, InterruptedException {
    return get("/actuator/prometheus")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceAll("[{ ].*", ""))
        .collect(Collectors.toSet());
  }

  private static String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(submission.application().url(path)))
            .header("Authorization", "Bearer " + token)
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static void submit(String recipient, String password) throws MessagingException {
    Properties properties = new Properties();
    properties.put("mail.smtp.auth", "true");
    Session session = Session.getInstance(properties);
    MimeMessage message = new MimeMessage(session);
    message.setFrom(PackagedSubmission.SENDER);
    message.setText("t");
    message.saveChanges();
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect("localhost", submission.port(), PackagedSubmission.TENANT, password);
      transport.sendMessage(message, new Address[] {new InternetAddress(recipient)});
    }
  }
}
