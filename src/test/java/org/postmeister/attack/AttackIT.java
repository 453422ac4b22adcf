package org.postmeister.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.testing.Browser;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestAccounts;
import org.postmeister.testing.TestAuthority;

/**
 * Attacks from outside on the jar as it is shipped. Short in each build; with {@code
 * -Dpostmeister.test.attacks=long} as many and as long as somebody who means it.
 */
class AttackIT {

  private static final boolean LONG = "long".equals(System.getProperty("postmeister.test.attacks"));
  private static final String PASSWORD = "a long enough password";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private static Path data;
  private static ScriptedSmtpServer server;
  private static PackagedApplication application;
  private static String system;
  private static String acmeAdmin;

  @BeforeAll
  static void start() throws Exception {
    server = new ScriptedSmtpServer();
    application =
        PackagedApplication.start(data, Map.of("POSTMEISTER_DELIVERY_TENANT_PER_DAY", "20"));
    system = basic(TestAccounts.ADMIN, TestAccounts.ADMIN_PASSWORD);
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

  @AfterAll
  static void stop() {
    application.close();
    server.close();
  }

  private static String basic(String login, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** Somebody who has chosen a password; while there is no mail, the link is in the answer. */
  private static String account(String email, String role) throws Exception {
    accept(invite(email, role), 204);
    return basic(email, PASSWORD);
  }

  private static String invite(String email, String role) {
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

  private static String lastLinkFor(String email) {
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

  private static void accept(String token, int expected) throws Exception {
    assertThat(
            call("", "POST", "/invitations/" + token, "{\"password\": \"" + PASSWORD + "\"}")
                .statusCode())
        .isEqualTo(expected);
  }

  private static HttpResponse<String> call(
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

  private static HttpResponse<String> send(String members) throws Exception {
    return call(acmeAdmin, "POST", "/tenants/acme/messages", "{" + members + "}");
  }

  // 1. One address stops everybody's mail.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x@1..",
        "x@0x7f.①",
        "x@①",
        "x@a。。",
        "x@１.１",
        "x@0x7f．1",
        "x@⒈",
        "x@1。",
        "x@٣.٣",
        "x@²."
      })
  void noAddressIsTakenThatIsNotReadBack(String address) throws Exception {
    String json = "\"to\": [\"" + address + "\"], \"subject\": \"a\", \"text\": \"b\"";

    assertThat(send(json).statusCode()).isEqualTo(422);
    assertThat(
            call(
                    system,
                    "POST",
                    "/accounts",
                    "{\"email\": \"%s\", \"name\": \"A\", \"role\": \"SYSTEM_ADMIN\"}"
                        .formatted(address))
                .statusCode())
        .isEqualTo(422);
    assertThat(call(system, "GET", "/tenants/acme/messages", "").statusCode()).isEqualTo(200);
  }

  // 2. A removed administrator keeps full power over an open WebSocket.

  @Test
  void nothingIsTakenOverThePushChannel() throws Exception {
    ConsoleSession session = new ConsoleSession(application);
    session.signIn(TestAccounts.ADMIN, TestAccounts.ADMIN_PASSWORD);
    session.open("");
    String event = session.events(0, ConsoleSession.navigation("system/accounts"));
    ConsoleSession.Push text = session.openPush(application.url(""));
    text.send(event.length() + "|" + event);
    ConsoleSession.Push binary = session.openPush(application.url(""));
    binary.sendBinary(event.getBytes(StandardCharsets.UTF_8));

    assertThat(text.closed.get(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(binary.closed.get(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(text.received).noneMatch(answer -> answer.contains("changes"));
    assertThat(session.postToPush(event).statusCode()).isEqualTo(405);
    // The server still waits for the first event: none of these was one.
    HttpResponse<String> asked = session.send(session.events(0));
    assertThat(asked.body()).contains("\"clientId\":1");
  }

  @Test
  void pushAndSessionEndWithTheAccountsRights() throws Exception {
    account("gone@example.org", "\"SYSTEM_ADMIN\"");
    ConsoleSession session = new ConsoleSession(application);
    session.signIn("gone@example.org", PASSWORD);
    session.open("");
    ConsoleSession.Push push = session.openPush(application.url(""));
    assertThat(push.closed.isDone()).isFalse();

    application.api("PATCH", "/accounts/gone@example.org", "{\"active\": false}");
    assertThat(push.closed.get(10, TimeUnit.SECONDS)).isNotNull();
    application.api("PATCH", "/accounts/gone@example.org", "{\"active\": true}");

    assertThat(session.send(session.events(0, ConsoleSession.navigation("system/accounts"))).body())
        .doesNotContain("gone@example.org");
    assertThat(session.get("/system/accounts").headers().firstValue("Location").orElse(""))
        .contains("/login");
  }

  @Test
  void aForeignPageOpensNoPushChannel() throws Exception {
    ConsoleSession session = new ConsoleSession(application);
    session.signIn(TestAccounts.ADMIN, TestAccounts.ADMIN_PASSWORD);
    session.open("");

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> session.openPush("https://evil.example")))
        .isNotNull();
  }

  @Test
  void forgedEventsOfComponentsGainNothing() throws Exception {
    account("forger@example.org", "\"TENANT_ADMIN\", \"tenants\": [\"acme\"]");
    ConsoleSession session = new ConsoleSession(application);
    session.signIn("forger@example.org", PASSWORD);
    session.open("tenants/acme");
    int before = JsonPath.read(call(system, "GET", "/tenants", "").body(), "$.total");
    session.send(session.events(0, ConsoleSession.navigation("tenants/acme")));
    int nodes = LONG ? 600 : 120;
    int client = 1;
    for (String route :
        List.of("tenants", "system/accounts", "system/api-tokens", "system/mail-server", "audit")) {
      assertThat(session.send(session.events(client++, ConsoleSession.navigation(route))).body())
          .as(route)
          .doesNotContain("sadmin@", "other");
    }
    for (int node = 1; node < nodes; node++) {
      HttpResponse<String> _ =
          session.send(
              session.events(
                  client++,
                  "{\"type\":\"event\",\"node\":%d,\"event\":\"click\",\"data\":{}}"
                      .formatted(node),
                  "{\"type\":\"mSync\",\"node\":%d,\"feature\":1,\"property\":\"value\",\"value\":\"x\"}"
                      .formatted(node),
                  "{\"type\":\"publishedEventHandler\",\"node\":%d,\"templateEventMethodName\":\"confirm\",\"templateEventMethodArgs\":[],\"promise\":1}"
                      .formatted(node)));
    }

    assertThat(JsonPath.<Integer>read(call(system, "GET", "/tenants", "").body(), "$.total"))
        .isEqualTo(before);
    assertThat(call(system, "GET", "/api-tokens", "").body()).doesNotContain("forger");
    assertThat(call(system, "GET", "/accounts?query=forger", "").body()).contains("TENANT_ADMIN");
  }

  // 3. Links outlive the rights they were sent for. While there is no mail, links are shown.

  @Test
  void aLinkForATenantMakesNoSystemAdministrator() throws Exception {
    String invited =
        call(
                system,
                "POST",
                "/accounts",
                """
                {"email": "x@no-mail.example", "name": "A", "role": "TENANT_ADMIN",
                 "tenants": ["acme"]}
                """)
            .body();
    application.api("PATCH", "/accounts/x@no-mail.example", "{\"role\": \"SYSTEM_ADMIN\"}");
    String token =
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> lastLinkFor("x@no-mail.example"), found -> !found.isEmpty());

    assertThat(invited).contains("sentTo").doesNotContain("\"link\"");
    accept(token, 404);
  }

  // 4. Slow bodies stop everything.

  @ParameterizedTest
  @EnumSource(SlowConnections.Kind.class)
  void slowConnectionsStopNobody(SlowConnections.Kind kind) throws Exception {
    int count = LONG ? 2000 : 220;
    Duration length = Duration.ofSeconds(LONG ? 40 : 2);
    int port = URI.create(application.url("/")).getPort();
    long slowest = 0;
    long ended;
    try (SlowConnections slow = new SlowConnections(kind, port, count)) {
      long end = System.nanoTime() + length.toNanos();
      while (System.nanoTime() < end) {
        for (String path : List.of("/login", "/actuator/health")) {
          long begun = System.nanoTime();
          HttpResponse<Void> answer =
              HTTP.send(
                  HttpRequest.newBuilder(URI.create(application.url(path)))
                      .timeout(Duration.ofSeconds(30))
                      .build(),
                  HttpResponse.BodyHandlers.discarding());
          slowest = Math.max(slowest, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
          assertThat(answer.statusCode()).isEqualTo(200);
        }
        slow.drip();
        TimeUnit.MILLISECONDS.sleep(300);
      }
      ended = slow.ended();
    }
    // Shown, and not asserted: docs/security.md has the figures of a quiet machine.
    System.out.printf(
        "%d slow connections (%s): slowest answer %d ms, %d ended after %d s%n",
        count, kind, slowest, ended, length.toSeconds());
  }

  @Test
  void whatDripsIsEnded() throws Exception {
    int port = URI.create(application.url("/")).getPort();
    List<SlowConnections> all = new ArrayList<>();
    try {
      for (SlowConnections.Kind kind :
          List.of(
              SlowConnections.Kind.HEADERS,
              SlowConnections.Kind.FORM,
              SlowConnections.Kind.BODY,
              SlowConnections.Kind.CHUNKS)) {
        all.add(new SlowConnections(kind, port, 2));
      }
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> {
            all.forEach(SlowConnections::drip);
            return all.stream().allMatch(slow -> slow.ended() == 2);
          });
    } finally {
      for (SlowConnections slow : all) {
        slow.close();
      }
    }
  }

  @Test
  void whatNeverEndsItsHandshakeIsEnded(@TempDir Path other) throws Exception {
    String pem = "file:" + TestAuthority.pem(other);
    try (PackagedApplication secured =
            PackagedApplication.launch(
                other,
                Map.of("SERVER_SSL_CERTIFICATE", pem, "SERVER_SSL_CERTIFICATE_PRIVATE_KEY", pem));
        HttpClient https = HttpClient.newBuilder().sslContext(TestAuthority.trusting()).build()) {
      URI login = URI.create(secured.url("/login").replace("http:", "https:"));
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .ignoreException(IOException.class)
          .until(() -> status(https, login) == 200);
      try (SlowConnections slow =
          new SlowConnections(SlowConnections.Kind.TLS_HANDSHAKE, login.getPort(), 50)) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> {
              assertThat(status(https, login)).isEqualTo(200);
              return slow.ended() == 50;
            });
      }
    }
  }

  private static int status(HttpClient client, URI address)
      throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  // 5. Cost that grows with the square.

  @ParameterizedTest
  @ValueSource(ints = {51, 40_000, 200_000})
  void manyHeadersAreRefusedBeforeTheyCost(int count) throws Exception {
    String headers =
        IntStream.range(0, count)
            .mapToObj(i -> "\"List-Id" + i + "\": \"a\"")
            .collect(Collectors.joining(","));

    assertThat(
            send("\"to\": [\"a@example.org\"], \"subject\": \"a\", \"text\": \"b\", \"headers\": {"
                    + headers
                    + "}")
                .statusCode())
        .isIn(400, 422);
  }

  // 6. Cross-site requests with Basic that the browser has cached.

  @Test
  void pagesOfOtherSitesChangeNothing() throws Exception {
    account("kept@example.org", "\"TENANT_ADMIN\", \"tenants\": [\"acme\"]");
    for (String[] header :
        new String[][] {{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}}) {
      assertThat(
              call(system, "POST", "/accounts/kept@example.org/invitation", "", header)
                  .statusCode())
          .isEqualTo(403);
    }
    assertThat(
            call(basic("kept@example.org", PASSWORD), "GET", "/tenants/acme/mail-route", "")
                .statusCode())
        .isEqualTo(200);
  }

  // 7. A system token becomes a person.

  @Test
  void aTokenDoesNotRedirectTheSystemsMail() throws Exception {
    String token =
        "Bearer "
            + JsonPath.<String>read(
                application.api("POST", "/api-tokens", "{\"name\": \"t\"}"), "$.token");

    assertThat(
            call(
                    token,
                    "PUT",
                    "/system/mail-server",
                    """
                    {"enabled": true, "host": "localhost", "port": 2525,
                     "senderAddress": "noreply@example.com", "authentication": {"mode": "NONE"}}
                    """)
                .statusCode())
        .isEqualTo(403);
  }

  // 8. Locking somebody out. The proxies of this machine are believed.

  @Test
  void strangersDoNotLockOutWhoIsKnown() throws Exception {
    account("victim@example.org", "\"SYSTEM_ADMIN\"");
    ConsoleSession known = new ConsoleSession(application);
    assertThat(known.signIn("victim@example.org", PASSWORD)).doesNotContain("login");
    String right = basic("victim@example.org", PASSWORD);
    for (int i = 0; i < 130; i++) {
      call(
          basic("victim@example.org", "wrong password " + i),
          "GET",
          "/system/platform",
          "",
          "X-Forwarded-For",
          "203.0.113." + i);
    }

    assertThat(
            call(right, "GET", "/system/platform", "", "X-Forwarded-For", "198.51.100.9")
                .statusCode())
        .as("from where nobody has signed in before")
        .isEqualTo(429);
    assertThat(call(right, "GET", "/system/platform", "").statusCode())
        .as("from where the person has signed in before")
        .isEqualTo(200);
    assertThat(known.signIn("victim@example.org", PASSWORD))
        .as("with the device that is known")
        .doesNotContain("throttled");
  }

  // 9. Forwarded headers.

  @Test
  void noRequestSaysWhereTheConsoleIs() throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(application.url("/tenants")))
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "https")
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("Location").orElse("")).doesNotContain("evil.example");
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
  }

  @Test
  void whoIsNoTrustedProxyIsNotBelieved(@TempDir Path other) throws Exception {
    try (PackagedApplication behind =
        PackagedApplication.start(
            other,
            Map.of(
                "POSTMEISTER_TRUSTED_PROXIES", "192.0.2.1",
                "POSTMEISTER_PUBLIC_URL", "https://console.example"))) {
      int refused = 0;
      for (int i = 0; i < 7; i++) {
        HttpResponse<String> answer =
            HTTP.send(
                behind
                    .request("/system/platform", basic("sadmin", "wrong password"))
                    .header("X-Forwarded-For", "203.0.113." + i)
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        refused += answer.statusCode() == 429 ? 1 : 0;
      }
      HttpResponse<String> page =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(behind.url("/tenants")))
                  .header("X-Forwarded-Host", "evil.example")
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(refused).as("all seven count as one address").isEqualTo(2);
      assertThat(page.headers().firstValue("Location")).hasValue("/login");
      assertThat(raw(behind, "GET /tenants HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
          .contains("Location: /login", "Secure; HttpOnly")
          .doesNotContain("evil.example");
      assertThat(
              raw(
                  behind,
                  "POST /login HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n"
                      + "Content-Length: 0\r\n\r\n"))
          .startsWith("HTTP/1.1 403");
      assertThat(behind.output()).containsOnlyOnce("add it to POSTMEISTER_TRUSTED_PROXIES");
    }
  }

  // 10. Quotas count all mail that a tenant causes.

  @Test
  void testMailsAreNoWayPastAQuota() throws Exception {
    String admin = account("quota@example.org", "\"TENANT_ADMIN\", \"tenants\": [\"quota\"]");
    int sent = 0;
    int refused = 0;
    for (int i = 0; i < 25; i++) {
      HttpResponse<String> answer =
          call(
              admin,
              "POST",
              "/tenants/quota/mail-server/test",
              "{\"recipient\": \"a@example.org\"}");
      if (answer.statusCode() == 200) {
        sent++;
      } else {
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        refused++;
      }
    }

    // The invitation of this person may have counted too.
    assertThat(sent).isBetween(18, 20);
    assertThat(refused).isEqualTo(25 - sent);
  }

  // 11. and what held: nothing gets into a message or a conversation that is not meant to.

  @Test
  void noHeaderAndNoCommandIsSmuggledIn() throws Exception {
    List<String> injections =
        List.of(
            "\\r\\nBcc: v@example.org",
            "\\nBcc: v",
            "\\r Bcc: v",
            "\\u0000",
            "\\u2028x",
            "\\u0085x");
    for (String injection : injections) {
      assertThat(
              send("\"to\": [\"a@example.org\"], \"subject\": \"a%sb\", \"text\": \"b\""
                      .formatted(injection))
                  .statusCode())
          .isEqualTo(422);
      assertThat(
              send("\"to\": [\"a%s@example.org\"], \"subject\": \"a\", \"text\": \"b\""
                      .formatted(injection))
                  .statusCode())
          .isEqualTo(422);
      assertThat(
              send(("\"to\": [\"a@example.org\"], \"subject\": \"a\", \"text\": \"b\","
                          + " \"headers\": {\"List-Id\": \"a%s\"}")
                      .formatted(injection))
                  .statusCode())
          .isEqualTo(422);
    }
    server.on("MAIL FROM:<evil@example.org>", ScriptedSmtpServer.HANG_UP);
    List<Integer> ids = new ArrayList<>();
    List<String> ends =
        List.of(
            "\\r\\n.\\r\\n",
            "\\n.\\n",
            "\\r.\\r",
            "\\n.\\r\\n",
            "\\r\\n.\\n",
            "\\r\\n.\\r",
            "\\u0000\\r\\n.\\r\\n");
    for (String end : ends) {
      HttpResponse<String> accepted =
          send(
              "\"to\": [\"smuggled@example.org\"], \"subject\": \"a\","
                  + " \"text\": \"b%sMAIL FROM:<evil@example.org>%sx\"".formatted(end, end));
      assertThat(accepted.statusCode()).isEqualTo(202);
      ids.add(JsonPath.<Integer>read(accepted.body(), "$.id"));
    }
    // A server that takes any end of a line for one, and hangs up at what should be no command.
    for (int id : ids) {
      String message =
          Awaitility.await()
              .atMost(Duration.ofSeconds(30))
              .until(
                  () -> call(acmeAdmin, "GET", "/tenants/acme/messages/" + id, "").body(),
                  body -> !body.contains("\"QUEUED\""));
      assertThat(message).contains("\"status\":\"DELIVERED\"", "\"attemptCount\":1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "0.0.0.0",
        "0",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "[::1]",
        "::1",
        "[::]",
        "::ffff:127.0.0.1",
        "::ffff:7f00:1",
        "64:ff9b::7f00:1",
        "169.254.169.254",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "fd00::1",
        "fe80::1",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "127.0.0.1。",
        "１２７.0.0.1",
        "ｌｏｃａｌｈｏｓｔ",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255"
      })
  void noTenantReachesWhatIsInside(String host) throws Exception {
    String settings =
        """
        {"enabled": true, "host": "%s", "port": 25,
         "senderAddress": "a@example.com", "authentication": {"mode": "NONE"}}
        """
            .formatted(host);

    assertThat(call(acmeAdmin, "PUT", "/tenants/acme/mail-server", settings).statusCode())
        .isEqualTo(422);
    assertThat(
            call(
                    acmeAdmin,
                    "POST",
                    "/tenants/acme/mail-server/test",
                    "{\"recipient\": \"a@example.org\", \"settings\": " + settings + "}")
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void othersTenantsAreNotThere() throws Exception {
    for (String operation :
        List.of(
            "GET ",
            "PATCH ",
            "DELETE ",
            "GET /mail-server",
            "PUT /mail-server",
            "DELETE /mail-server",
            "POST /mail-server/test",
            "GET /mail-route",
            "GET /support",
            "PUT /support",
            "GET /messages",
            "POST /messages",
            "GET /messages/1",
            "POST /messages/1/retry",
            "POST /messages/1/cancel",
            "GET /api-tokens",
            "POST /api-tokens",
            "POST /support-requests",
            "GET /mail-policy",
            "PUT /mail-policy")) {
      String method = operation.substring(0, operation.indexOf(' '));
      String path = operation.substring(operation.indexOf(' ') + 1);
      String body = method.equals("GET") || method.equals("DELETE") ? "" : "{}";
      for (String tenant : List.of("other", "OTHER", "nowhere", "other%20", "acme%2F..%2Fother")) {
        assertThat(call(acmeAdmin, method, "/tenants/" + tenant + path, body).statusCode())
            .as(operation + " of " + tenant)
            .isIn(400, 403, 404, 422);
      }
    }
    for (String path :
        List.of("/system/platform", "/system/mail-server", "/accounts", "/audit", "/api-tokens")) {
      assertThat(call(acmeAdmin, "GET", path, "").statusCode()).isEqualTo(403);
    }
  }

  // 12. Hardening.

  @Test
  void pagesSayWhatBrowsersMayDo() throws Exception {
    HttpResponse<String> page =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(application.url("/login"))).build(),
            HttpResponse.BodyHandlers.ofString());
    String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    String nonce = policy.replaceFirst(".*'nonce-([^']+)'.*", "$1");

    assertThat(policy)
        .contains("default-src 'none'", "'strict-dynamic'", "frame-ancestors 'none'")
        .doesNotContain("script-src 'unsafe-inline'", "*");
    assertThat(page.body()).contains("nonce=\"" + nonce + "\"").doesNotContain("<script>");
    assertThat(page.headers().map())
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("referrer-policy", List.of("no-referrer"))
        .containsKey("permissions-policy");
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
  }

  @Test
  void noLogHasALinkOrATokenOrWhatAMailSays(@TempDir Path other) throws Exception {
    try (PackagedApplication talkative =
        PackagedApplication.start(other, Map.of("LOGGING_LEVEL_ROOT", "TRACE"))) {
      talkative.api("POST", "/tenants", "{\"name\": \"acme\"}");
      String created =
          talkative.api(
              "POST",
              "/accounts",
              "{\"email\": \"a@example.org\", \"name\": \"A\", \"role\": \"SYSTEM_ADMIN\"}");
      String link = JsonPath.read(created, "$.invitation.link");
      String token = link.substring(link.lastIndexOf('/') + 1);
      talkative.api(
          "PUT",
          "/system/mail-server",
          """
          {"enabled": true, "host": "localhost", "port": %d, "senderAddress": "n@example.com",
           "authentication": {"mode": "NONE"}}
          """
              .formatted(server.port()));
      String message =
          "{\"to\": [\"a@example.org\"], \"subject\": \"a\", \"text\": \"nobodys business\"}";
      talkative.api("POST", "/tenants/acme/messages", message);
      talkative.api("POST", "/invitations/" + token, "{\"password\": \"" + PASSWORD + "\"}");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> server.commands().contains("nobodys business"));

      assertThat(talkative.output()).contains("TRACE").contains("/api/v1/invitations/***");
      // Not the whole log, should it fail.
      for (String secret : List.of(token, "nobodys business", PASSWORD)) {
        assertThat(talkative.output().lines().filter(line -> line.contains(secret)).limit(3))
            .isEmpty();
      }
    }
  }

  @Test
  void noOtherSpellingOfAnAddressPassesBy() throws Exception {
    String large = "x".repeat(100_000);
    for (String path :
        List.of("/%61pi/v1/invitations/x", "/api/v1/%69nvitations/x", "/ap%69/v1/invitations/x")) {
      assertThat(
              raw(
                  application,
                  "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(path, large.length(), large)))
          .as(path)
          .startsWith("HTTP/1.1 413");
      assertThat(
              raw(
                  application,
                  "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/yaml\r\nContent-Length: 4\r\n\r\na: b"
                      .formatted(path)))
          .as(path)
          .startsWith("HTTP/1.1 415");
    }
    String parameters =
        IntStream.range(0, 60).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("&"));
    assertThat(call(system, "GET", "/tenants?" + parameters, "").statusCode()).isEqualTo(400);
  }

  /** What HttpClient would not send; returns the beginning of the answer. */
  private static String raw(PackagedApplication to, String request) throws IOException {
    int port = URI.create(to.url("/")).getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      byte[] answer = new byte[8192];
      int length = socket.getInputStream().read(answer);
      return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
    }
  }

  @Test
  void nothingThatIsShownRunsAsAScript() throws Exception {
    List<String> vectors =
        List.of(
            "<script>window.hacked=1</script>",
            "<img src=x onerror=window.hacked=1>",
            "<svg onload=window.hacked=1>",
            "\\\"><img src=x onerror=window.hacked=1>",
            "javascript:window.hacked=1",
            "${window.hacked=1}",
            "{{constructor.constructor('window.hacked=1')()}}",
            "</title><script>window.hacked=1</script>",
            "<iframe srcdoc='<script>parent.hacked=1</script>'>",
            "<a href=javascript:window.hacked=1>x</a>");
    for (int i = 0; i < vectors.size(); i++) {
      String vector = vectors.get(i);
      application.api(
          "POST",
          "/tenants",
          "{\"name\": \"xss%d\", \"displayName\": \"%s\", \"description\": \"%s\"}"
              .formatted(i, vector, vector));
      assertThat(
              call(
                      system,
                      "POST",
                      "/tenants/xss" + i + "/messages",
                      ("{\"to\": [\"a@example.org\"], \"subject\": \"%s\", \"text\": \"%s\","
                              + " \"html\": \"%s\"}")
                          .formatted(vector, vector, vector))
                  .statusCode())
          .isEqualTo(202);
    }
    List<String> refused = new ArrayList<>();
    try (BrowserContext context = Browser.get().newContext()) {
      Page page = context.newPage();
      page.onDialog(dialog -> refused.add("dialog"));
      page.navigate(application.url("/login"));
      page.locator("input[name=username]").fill(TestAccounts.ADMIN);
      page.locator("input[name=password]").fill(TestAccounts.ADMIN_PASSWORD);
      page.locator("vaadin-login-form vaadin-button[theme~=primary]").click();
      page.waitForURL(url -> !url.contains("/login"));
      page.onConsoleMessage(message -> {
        if (message.text().contains("Content Security Policy")) {
          refused.add(message.text());
        }
      });
      for (String path :
          List.of(
              "/", "/tenants", "/tenants/xss0", "/tenants/xss3", "/messages", "/system/audit")) {
        page.navigate(application.url(path));
        page.locator("h1").first().waitFor();
        assertThat(page.evaluate("() => window.hacked === undefined")).as(path).isEqualTo(true);
      }
    }
    assertThat(refused).isEmpty();
    for (int i = 0; i < vectors.size(); i++) {
      call(system, "DELETE", "/tenants/xss" + i, "");
    }
  }
}
