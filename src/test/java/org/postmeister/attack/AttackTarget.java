package org.postmeister.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestAccounts;
import org.springframework.util.FileSystemUtils;

/**
 * The one application that is attacked, with three tenants and a mail server that takes everything,
 * and the requests of those who attack it. Started when it is first asked for; it ends with the
 * test run.
 */
final class AttackTarget {

  static final String PASSWORD = "a long enough password";
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static @Nullable AttackTarget target;

  final ScriptedSmtpServer server = new ScriptedSmtpServer();
  final PackagedApplication application;
  final String system = basic(TestAccounts.ADMIN, TestAccounts.ADMIN_PASSWORD);
  final String acmeAdmin;

  private AttackTarget() throws Exception {
    Path data = Files.createTempDirectory("postmeister-attacked");
    application =
        PackagedApplication.start(data, Map.of("POSTMEISTER_DELIVERY_TENANT_PER_DAY", "20"));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              application.close();
              server.close();
              FileSystemUtils.deleteRecursively(data.toFile());
            }));
    for (String tenant : List.of("acme", "other", "quota")) {
      application.api("POST", "/tenants", "{\"name\": \"" + tenant + "\"}");
    }
    acmeAdmin = account("acme@example.org", "\"TENANT_ADMIN\", \"tenants\": [\"acme\"]");
    application.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d,
         "senderAddress": "noreply@example.com", "authentication": {"mode": "NONE"}}
        """
            .formatted(server.port()));
  }

  static synchronized AttackTarget get() {
    if (target == null) {
      try {
        target = new AttackTarget();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return target;
  }

  static String basic(String login, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** Somebody who has chosen a password; while there is no mail, the link is in the answer. */
  String account(String email, String role) throws Exception {
    accept(invite(email, role), 204);
    return basic(email, PASSWORD);
  }

  String invite(String email, String role) {
    String created =
        application.api(
            "POST",
            "/accounts",
            "{\"email\": \"%s\", \"name\": \"A\", \"role\": %s}".formatted(email, role));
    if (created.contains("\"link\"")) {
      String link = JsonPath.read(created, "$.invitation.link");
      return link.substring(link.lastIndexOf('/') + 1);
    }
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> lastLinkFor(email), token -> !token.isEmpty());
  }

  String lastLinkFor(String email) {
    String recipient = "";
    String token = "";
    for (String line : server.commands()) {
      if (line.startsWith("RCPT TO:")) {
        recipient = line;
      } else if (line.contains("/invitation/") && recipient.equals("RCPT TO:<" + email + ">")) {
        token = line.replaceFirst(".*/invitation/([\\w-]+).*", "$1");
      }
    }
    return token;
  }

  void accept(String token, int expected) throws Exception {
    assertThat(
            call("", "POST", "/invitations/" + token, "{\"password\": \"" + PASSWORD + "\"}")
                .statusCode())
        .isEqualTo(expected);
  }

  HttpResponse<String> call(
      String authorization, String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(application.url("/api/v1" + path)))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(String members) throws Exception {
    return call(acmeAdmin, "POST", "/tenants/acme/messages", "{" + members + "}");
  }

  /** What HttpClient would not send; returns the beginning of the answer. */
  static String raw(PackagedApplication to, String request) throws IOException {
    int port = URI.create(to.url("/")).getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      byte[] answer = new byte[8192];
      int length = socket.getInputStream().read(answer);
      return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
    }
  }
}
