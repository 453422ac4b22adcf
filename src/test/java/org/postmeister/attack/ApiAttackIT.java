package org.postmeister.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.testing.ScriptedSmtpServer;

/** Attacks over the HTTP API, on the jar as it is shipped. */
class ApiAttackIT {

  private final AttackTarget target = AttackTarget.get();

  // One address stops everybody's mail.

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

    assertThat(target.send(json).statusCode()).isEqualTo(422);
    assertThat(
            target
                .call(
                    target.system,
                    "POST",
                    "/accounts",
                    "{\"email\": \"%s\", \"name\": \"A\", \"role\": \"SYSTEM_ADMIN\"}"
                        .formatted(address))
                .statusCode())
        .isEqualTo(422);
    assertThat(target.call(target.system, "GET", "/tenants/acme/messages", "").statusCode())
        .isEqualTo(200);
  }

  // Cost that grows with the square.

  @ParameterizedTest
  @ValueSource(ints = {51, 40_000, 200_000})
  void manyHeadersAreRefusedBeforeTheyCost(int count) throws Exception {
    String headers =
        IntStream.range(0, count)
            .mapToObj(i -> "\"List-Id" + i + "\": \"a\"")
            .collect(Collectors.joining(","));

    assertThat(
            target
                .send(
                    "\"to\": [\"a@example.org\"], \"subject\": \"a\", \"text\": \"b\", \"headers\":"
                        + " {"
                        + headers
                        + "}")
                .statusCode())
        .isIn(400, 422);
  }

  // Cross-site requests with Basic that the browser has cached.

  @Test
  void pagesOfOtherSitesChangeNothing() throws Exception {
    target.account("kept@example.org", "\"TENANT_ADMIN\", \"tenants\": [\"acme\"]");
    for (String[] header :
        new String[][] {{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}}) {
      assertThat(
              target
                  .call(target.system, "POST", "/accounts/kept@example.org/invitation", "", header)
                  .statusCode())
          .isEqualTo(403);
    }
    assertThat(
            target
                .call(
                    AttackTarget.basic("kept@example.org", AttackTarget.PASSWORD),
                    "GET",
                    "/tenants/acme/mail-route",
                    "")
                .statusCode())
        .isEqualTo(200);
  }

  // A system token becomes a person.

  @Test
  void aTokenDoesNotRedirectTheSystemsMail() throws Exception {
    String token =
        "Bearer "
            + JsonPath.<String>read(
                target.application.api("POST", "/api-tokens", "{\"name\": \"t\"}"), "$.token");

    assertThat(
            target
                .call(
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

  // Quotas count all mail that a tenant causes.

  @Test
  void testMailsAreNoWayPastAQuota() throws Exception {
    String admin =
        target.account("quota@example.org", "\"TENANT_ADMIN\", \"tenants\": [\"quota\"]");
    int sent = 0;
    int refused = 0;
    for (int i = 0; i < 25; i++) {
      HttpResponse<String> answer =
          target.call(
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

  // and what held: nothing gets into a message or a conversation that is not meant to.

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
              target
                  .send(
                      "\"to\": [\"a@example.org\"], \"subject\": \"a%sb\", \"text\": \"b\""
                          .formatted(injection))
                  .statusCode())
          .isEqualTo(422);
      assertThat(
              target
                  .send(
                      "\"to\": [\"a%s@example.org\"], \"subject\": \"a\", \"text\": \"b\""
                          .formatted(injection))
                  .statusCode())
          .isEqualTo(422);
      assertThat(
              target
                  .send(
                      ("\"to\": [\"a@example.org\"], \"subject\": \"a\", \"text\": \"b\","
                              + " \"headers\": {\"List-Id\": \"a%s\"}")
                          .formatted(injection))
                  .statusCode())
          .isEqualTo(422);
    }
    target.server.on("MAIL FROM:<evil@example.org>", ScriptedSmtpServer.HANG_UP);
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
          target.send(
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
                  () ->
                      target
                          .call(target.acmeAdmin, "GET", "/tenants/acme/messages/" + id, "")
                          .body(),
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

    assertThat(
            target
                .call(target.acmeAdmin, "PUT", "/tenants/acme/mail-server", settings)
                .statusCode())
        .isEqualTo(422);
    assertThat(
            target
                .call(
                    target.acmeAdmin,
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
        assertThat(
                target
                    .call(target.acmeAdmin, method, "/tenants/" + tenant + path, body)
                    .statusCode())
            .as(operation + " of " + tenant)
            .isIn(400, 403, 404, 422);
      }
    }
    for (String path :
        List.of("/system/platform", "/system/mail-server", "/accounts", "/audit", "/api-tokens")) {
      assertThat(target.call(target.acmeAdmin, "GET", path, "").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void noOtherSpellingOfAnAddressPassesBy() throws Exception {
    String large = "x".repeat(100_000);
    for (String path :
        List.of("/%61pi/v1/invitations/x", "/api/v1/%69nvitations/x", "/ap%69/v1/invitations/x")) {
      assertThat(
              AttackTarget.raw(
                  target.application,
                  "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(path, large.length(), large)))
          .as(path)
          .startsWith("HTTP/1.1 413");
      assertThat(
              AttackTarget.raw(
                  target.application,
                  "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/yaml\r\nContent-Length: 4\r\n\r\na: b"
                      .formatted(path)))
          .as(path)
          .startsWith("HTTP/1.1 415");
    }
    String parameters =
        IntStream.range(0, 60).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("&"));
    assertThat(target.call(target.system, "GET", "/tenants?" + parameters, "").statusCode())
        .isEqualTo(400);
  }
}
