package org.postmeister.bench;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.common.config.RequestLimits;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestAccounts;

/**
 * What each operation costs with the largest input that it takes, in processor time of the packaged
 * jar: nothing may grow with the square. Prints a table for docs/security.md.
 */
class LargestInputsBenchmark {

  private static final int TIMES = 5;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String LOGIN =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(
                  (TestAccounts.ADMIN + ":" + TestAccounts.ADMIN_PASSWORD)
                      .getBytes(StandardCharsets.UTF_8));

  private static final List<String> HEADERS =
      List.of(
          "References",
          "In-Reply-To",
          "Comments",
          "Keywords",
          "List-Id",
          "List-Help",
          "List-Archive",
          "List-Owner",
          "List-Post",
          "List-Subscribe",
          "List-Unsubscribe",
          "List-Unsubscribe-Post",
          "Auto-Submitted",
          "Precedence",
          "Importance",
          "Priority",
          "Sensitivity",
          "X-Priority",
          "Feedback-ID",
          "Organization",
          "Thread-Topic",
          "User-Agent",
          "X-Mailer",
          "X-Report-Abuse");

  @TempDir private Path data;
  private PackagedApplication application;
  private String token;

  @Test
  void print() throws Exception {
    try (ScriptedSmtpServer server = new ScriptedSmtpServer();
        PackagedApplication started =
            PackagedApplication.start(data, Map.of("POSTMEISTER_DELIVERY_RETRY_INITIAL", "1h"))) {
      application = started;
      application.api("POST", "/tenants", "{\"name\": \"acme\"}");
      application.api(
          "PUT",
          "/system/mail-server",
          """
          {"enabled": true, "host": "localhost", "port": %d, "senderAddress": "a@example.com",
           "authentication": {"mode": "NONE"}}
          """
              .formatted(server.port()));
      application.api("PUT", "/system/support", "{\"address\": \"s@example.org\"}");
      token =
          "Bearer "
              + JsonPath.<String>read(
                  application.api("POST", "/api-tokens", "{\"name\": \"t\"}"), "$.token");
      System.out.println("| operation | largest input | status | processor time, ms |");
      System.out.println("|---|---|---|---|");
      measureAll();
    }
  }

  private void measureAll() throws Exception {
    String body = "\"subject\": \"" + "s".repeat(998) + "\", \"text\": \"a\"";
    measure(
        "POST …/messages",
        "1 recipient",
        "POST",
        "/tenants/acme/messages",
        "{\"to\": [\"a@example.org\"], " + body + "}");
    measure(
        "POST …/messages",
        "500 recipients",
        "POST",
        "/tenants/acme/messages",
        "{\"to\": [" + many(500, "\"recipient#@example.org\"") + "], " + body + "}");
    measure(
        "POST …/messages",
        "24 headers of 23 KB",
        "POST",
        "/tenants/acme/messages",
        "{\"to\": [\"a@example.org\"], "
            + body
            + ", \"headers\": {"
            + HEADERS.stream()
                .map(name -> "\"" + name + "\": \"" + "<r@example.org> ".repeat(60) + "\"")
                .collect(Collectors.joining(", "))
            + "}}");
    measure(
        "POST …/messages",
        "100 files of 180 KB",
        "POST",
        "/tenants/acme/messages",
        "{\"to\": [\"a@example.org\"], "
            + body
            + ", \"attachments\": ["
            + many(
                100,
                "{\"name\": \"f#\", \"contentType\": \"text/plain\", \"content\": \""
                    + "QUFB".repeat(60_000)
                    + "\"}")
            + "]}");
    measure(
        "POST …/messages",
        "text of 24 MB",
        "POST",
        "/tenants/acme/messages",
        "{\"to\": [\"a@example.org\"], \"subject\": \"a\", \"text\": \""
            + "a line of some words\\n".repeat(1_100_000)
            + "\"}");
    measure(
        "POST …/messages",
        "200,000 headers, refused",
        "POST",
        "/tenants/acme/messages",
        "{\"to\": [\"a@example.org\"], "
            + body
            + ", \"headers\": {"
            + many(200_000, "\"X-#\": \"a\"")
            + "}}");
    measure(
        "POST …/messages",
        "500 bad recipients, refused",
        "POST",
        "/tenants/acme/messages",
        "{\"to\": [" + many(500, "\"recipient#@" + "a.".repeat(100) + ".\"") + "], " + body + "}");
    measure(
        "POST …/messages",
        "depth of 10,000, refused",
        "POST",
        "/tenants/acme/messages",
        "{\"headers\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}");
    measure(
        "POST …/support-requests",
        "20,000 characters, 10 files of 1 MB",
        "POST",
        "/tenants/acme/support-requests",
        "{\"subject\": \"a\", \"message\": \""
            + "m".repeat(20_000)
            + "\", \"attachments\": ["
            + many(
                10,
                "{\"name\": \"f#\", \"contentType\": \"text/plain\", \"content\": \""
                    + "QUFB".repeat(330_000)
                    + "\"}")
            + "]}");
    measure(
        "GET /tenants",
        "500 a page, every filter of 500 characters",
        "GET",
        "/tenants?size=500&query="
            + "q".repeat(500)
            + "&name="
            + "n".repeat(500)
            + "&sender="
            + "s".repeat(500),
        "");
    measure(
        "GET …/messages",
        "1,000, a text of 500 characters",
        "GET",
        "/tenants/acme/messages?limit=1000&query=" + "q".repeat(500),
        "");
    measure("GET /audit", "1,000", "GET", "/audit?limit=1000", "");
    measure(
        "POST /accounts",
        RequestLimits.NAMES + " tenants",
        "POST",
        "/accounts",
        "{\"email\": \"a@example.org\", \"name\": \"A\", \"role\": \"TENANT_ADMIN\", \"tenants\": ["
            + many(RequestLimits.NAMES, "\"tenant#\"")
            + "]}");
    measure(
        "PUT /system/mail-server",
        "64 KB, refused",
        "PUT",
        "/system/mail-server",
        "{\"host\": \"" + "h".repeat(64_000) + "\"}");
    measure(
        "POST /invitations/x",
        "72 characters",
        "POST",
        "/invitations/x",
        "{\"password\": \"" + "aB1!".repeat(18) + "\"}");
    measure(
        "POST /invitations/x",
        "62 KB, refused",
        "POST",
        "/invitations/x",
        "{\"password\": \"" + "p".repeat(62_000) + "\"}");
  }

  private static String many(int count, String each) {
    return IntStream.range(0, count)
        .mapToObj(i -> each.replace("#", Integer.toString(i)))
        .collect(Collectors.joining(", "));
  }

  private void measure(String name, String input, String method, String path, String body)
      throws Exception {
    long[] millis = new long[TIMES];
    int status = 0;
    for (int i = 0; i < TIMES; i++) {
      long before = processorMillis();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(application.url("/api/v1" + path)))
              .timeout(Duration.ofMinutes(2))
              .header("Authorization", path.startsWith("/accounts") ? LOGIN : token)
              .method(method, HttpRequest.BodyPublishers.ofString(body));
      if (!body.isEmpty()) {
        request.header("Content-Type", "application/json");
      }
      status = HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      millis[i] = processorMillis() - before;
    }
    Arrays.sort(millis);
    System.out.printf("| %s | %s | %d | %d |%n", name, input, status, millis[TIMES / 2]);
  }

  // User and system time of the process (proc(5)), in hundredths of a second.
  private long processorMillis() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + application.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10;
  }
}
