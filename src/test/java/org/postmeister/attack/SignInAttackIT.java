package org.postmeister.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;

/** Attacks on how people sign in: passwords, links, forwarded addresses, and what logs tell. */
class SignInAttackIT {

  private final AttackTarget target = AttackTarget.get();

  // Links outlive the rights they were sent for. While there is no mail, links are shown.

  @Test
  void aLinkForATenantMakesNoSystemAdministrator() throws Exception {
    String invited =
        target
            .call(
                target.system,
                "POST",
                "/accounts",
                """
                {"email": "x@no-mail.example", "name": "A", "role": "TENANT_ADMIN",
                 "tenants": ["acme"]}
                """)
            .body();
    target.application.api("PATCH", "/accounts/x@no-mail.example", "{\"role\": \"SYSTEM_ADMIN\"}");
    String token =
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> target.lastLinkFor("x@no-mail.example"), found -> !found.isEmpty());

    assertThat(invited).contains("sentTo").doesNotContain("\"link\"");
    target.accept(token, 404);
  }

  // Locking somebody out. The proxies of this machine are believed.

  @Test
  void strangersDoNotLockOutWhoIsKnown() throws Exception {
    target.account("victim@example.org", "\"SYSTEM_ADMIN\"");
    ConsoleSession known = new ConsoleSession(target.application);
    assertThat(known.signIn("victim@example.org", AttackTarget.PASSWORD)).doesNotContain("login");
    String right = AttackTarget.basic("victim@example.org", AttackTarget.PASSWORD);
    for (int i = 0; i < 130; i++) {
      target.call(
          AttackTarget.basic("victim@example.org", "wrong password " + i),
          "GET",
          "/system/platform",
          "",
          "X-Forwarded-For",
          "203.0.113." + i);
    }

    assertThat(
            target
                .call(right, "GET", "/system/platform", "", "X-Forwarded-For", "198.51.100.9")
                .statusCode())
        .as("from where nobody has signed in before")
        .isEqualTo(429);
    assertThat(target.call(right, "GET", "/system/platform", "").statusCode())
        .as("from where the person has signed in before")
        .isEqualTo(200);
    assertThat(known.signIn("victim@example.org", AttackTarget.PASSWORD))
        .as("with the device that is known")
        .doesNotContain("throttled");
  }

  // Forwarded headers.

  @Test
  void noRequestSaysWhereTheConsoleIs() throws Exception {
    HttpResponse<String> answer =
        AttackTarget.HTTP.send(
            HttpRequest.newBuilder(URI.create(target.application.url("/tenants")))
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "https")
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("Location").orElse("")).doesNotContain("evil.example");
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
  }

  @Test
  void whatAClientMakesUpBehindATrustedProxyIsNoProxy() throws Exception {
    target.call(
        target.system,
        "GET",
        "/system/platform",
        "",
        "X-Forwarded-For",
        "203.0.113.200, 198.51.100.200");

    assertThat(target.application.output()).doesNotContain("POSTMEISTER_TRUSTED_PROXIES");
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
            AttackTarget.HTTP.send(
                behind
                    .request("/system/platform", AttackTarget.basic("sadmin", "wrong password"))
                    .header("X-Forwarded-For", "203.0.113." + i)
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        refused += answer.statusCode() == 429 ? 1 : 0;
      }
      HttpResponse<String> page =
          AttackTarget.HTTP.send(
              HttpRequest.newBuilder(URI.create(behind.url("/tenants")))
                  .header("X-Forwarded-Host", "evil.example")
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(refused).as("all seven count as one address").isEqualTo(2);
      assertThat(page.headers().firstValue("Location")).hasValue("/login");
      assertThat(AttackTarget.raw(behind, "GET /tenants HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
          .contains("Location: /login", "Secure; HttpOnly")
          .doesNotContain("evil.example");
      assertThat(
              AttackTarget.raw(
                  behind,
                  "POST /login HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n"
                      + "Content-Length: 0\r\n\r\n"))
          .startsWith("HTTP/1.1 403");
      assertThat(behind.output()).containsOnlyOnce("add it to POSTMEISTER_TRUSTED_PROXIES");
    }
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
              .formatted(target.server.port()));
      String message =
          "{\"to\": [\"a@example.org\"], \"subject\": \"a\", \"text\": \"nobodys business\"}";
      talkative.api("POST", "/tenants/acme/messages", message);
      talkative.api(
          "POST", "/invitations/" + token, "{\"password\": \"" + AttackTarget.PASSWORD + "\"}");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> target.server.commands().contains("nobodys business"));

      assertThat(talkative.output()).contains("TRACE").contains("/api/v1/invitations/***");
      // Not the whole log, should it fail.
      for (String secret : List.of(token, "nobodys business", AttackTarget.PASSWORD)) {
        assertThat(talkative.output().lines().filter(line -> line.contains(secret)).limit(3))
            .isEmpty();
      }
    }
  }
}
