package org.postmeister.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.ScriptedSmtpServer;

/**
 * What whoever operates Postmeister sees of delivery: metrics, health, and a queue that is full.
 */
class OperationsIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String MESSAGE =
      "{\"to\": [\"ada@example.org\"], \"subject\": \"s\", \"text\": \"t\"}";

  @TempDir private static Path data;
  private static PackagedApplication application;
  private static ScriptedSmtpServer server;
  private static String token;

  @BeforeAll
  static void start() {
    server = new ScriptedSmtpServer();
    application =
        PackagedApplication.start(
            data,
            Map.of(
                "POSTMEISTER_DELIVERY_TENANT_QUEUE_LIMIT", "3",
                "POSTMEISTER_DELIVERY_RETRY_INITIAL", "1h"));
    application.sendsThrough(server.port());
    token = application.token();
  }

  @AfterAll
  static void stop() {
    application.close();
    server.close();
  }

  private static HttpResponse<String> send() throws IOException, InterruptedException {
    return HTTP.send(
        application
            .request("/tenants/acme/messages", token)
            .POST(HttpRequest.BodyPublishers.ofString(MESSAGE))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path, String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(application.url(path)));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aFullQueueAPausedServerAndMetricsCanBeSeen() throws Exception {
    assertThat(send().statusCode()).isEqualTo(202);
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(get("/actuator/prometheus", token).body())
                .contains(
                    "postmeister_delivery_attempts_total{outcome=\"delivered\",reason=\"none\",route=\"system\"}"
                        + " 1.0",
                    "postmeister_delivery_accepted_total{route=\"system\"} 1.0",
                    "postmeister_delivery_latency_seconds_count 1",
                    "postmeister_delivery_latency_seconds_bucket"));
    assertThat(get("/actuator/health", "").body()).contains("\"status\":\"UP\"");

    server.on("MAIL", "421 4.3.2 Maintenance");
    HttpResponse<String> full =
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(OperationsIT::send, answer -> answer.statusCode() != 202);

    assertThat(full.statusCode()).isEqualTo(429);
    assertThat(full.headers().firstValue("Retry-After")).hasValue("30");
    assertThat(full.body()).contains("\"rate_limited\"", "messages are already waiting");
    HttpResponse<String> health = get("/actuator/health", "");
    assertThat(health.statusCode()).as("it can serve").isEqualTo(200);
    assertThat(health.body()).contains("\"status\":\"DEGRADED\"").doesNotContain("Maintenance");
    assertThat(get("/actuator/prometheus", token).body())
        .contains(
            "postmeister_delivery_pauses_total{reason=\"server_unavailable\",route=\"system\"}",
            "postmeister_delivery_queue_depth",
            "postmeister_delivery_queue_age_seconds",
            "postmeister_delivery_connections{state=\"active\"}",
            "postmeister_delivery_connections{state=\"idle\"}")
        .doesNotContain("acme", "example.org");
  }

  @Test
  void metricsAreForSystemAdministrators() throws Exception {
    String tenants =
        JsonPath.read(
            application.api("POST", "/api-tokens", "{\"name\": \"u\", \"tenant\": \"acme\"}"),
            "$.token");

    assertThat(get("/actuator/prometheus", "").statusCode()).isEqualTo(401);
    assertThat(get("/actuator/prometheus", "Bearer " + tenants).statusCode()).isEqualTo(403);
  }
}
