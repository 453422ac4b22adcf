package org.postmeister.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.jayway.jsonpath.JsonPath;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.postmeister.testing.Browser;
import org.postmeister.testing.TestAccounts;

/** Attacks on the console's pages, events and push channel, on the jar as it is shipped. */
class ConsoleAttackIT {

  private static final boolean LONG = "long".equals(System.getProperty("postmeister.test.attacks"));
  private final AttackTarget target = AttackTarget.get();

  // A removed administrator keeps full power over an open WebSocket.

  @Test
  void nothingIsTakenOverThePushChannel() throws Exception {
    ConsoleSession session = new ConsoleSession(target.application);
    session.signIn(TestAccounts.ADMIN, TestAccounts.ADMIN_PASSWORD);
    session.open("");
    String event = session.events(0, ConsoleSession.navigation("system/accounts"));
    ConsoleSession.Push text = session.openPush(target.application.url(""));
    text.send(event.length() + "|" + event);
    ConsoleSession.Push binary = session.openPush(target.application.url(""));
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
    target.account("gone@example.org", "\"SYSTEM_ADMIN\"");
    ConsoleSession session = new ConsoleSession(target.application);
    session.signIn("gone@example.org", AttackTarget.PASSWORD);
    session.open("");
    ConsoleSession.Push push = session.openPush(target.application.url(""));
    assertThat(push.closed.isDone()).isFalse();

    target.application.api("PATCH", "/accounts/gone@example.org", "{\"active\": false}");
    assertThat(push.closed.get(10, TimeUnit.SECONDS)).isNotNull();
    target.application.api("PATCH", "/accounts/gone@example.org", "{\"active\": true}");

    assertThat(session.send(session.events(0, ConsoleSession.navigation("system/accounts"))).body())
        .doesNotContain("gone@example.org");
    assertThat(session.get("/system/accounts").headers().firstValue("Location").orElse(""))
        .contains("/login");
  }

  @Test
  void aForeignPageOpensNoPushChannel() throws Exception {
    ConsoleSession session = new ConsoleSession(target.application);
    session.signIn(TestAccounts.ADMIN, TestAccounts.ADMIN_PASSWORD);
    session.open("");

    assertThat(catchThrowable(() -> session.openPush("https://evil.example"))).isNotNull();
  }

  @Test
  void forgedEventsOfComponentsGainNothing() throws Exception {
    target.account("forger@example.org", "\"TENANT_ADMIN\", \"tenants\": [\"acme\"]");
    ConsoleSession session = new ConsoleSession(target.application);
    session.signIn("forger@example.org", AttackTarget.PASSWORD);
    session.open("tenants/acme");
    int before = JsonPath.read(target.call(target.system, "GET", "/tenants", "").body(), "$.total");
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

    assertThat(
            JsonPath.<Integer>read(
                target.call(target.system, "GET", "/tenants", "").body(), "$.total"))
        .isEqualTo(before);
    assertThat(target.call(target.system, "GET", "/api-tokens", "").body())
        .doesNotContain("forger");
    assertThat(target.call(target.system, "GET", "/accounts?query=forger", "").body())
        .contains("TENANT_ADMIN");
  }

  // Hardening.

  @Test
  void pagesSayWhatBrowsersMayDo() throws Exception {
    HttpResponse<String> page =
        AttackTarget.HTTP.send(
            HttpRequest.newBuilder(URI.create(target.application.url("/login"))).build(),
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
      target.application.api(
          "POST",
          "/tenants",
          "{\"name\": \"xss%d\", \"displayName\": \"%s\", \"description\": \"%s\"}"
              .formatted(i, vector, vector));
      assertThat(
              target
                  .call(
                      target.system,
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
      page.navigate(target.application.url("/login"));
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
        page.navigate(target.application.url(path));
        page.locator("h1").first().waitFor();
        assertThat(page.evaluate("() => window.hacked === undefined")).as(path).isEqualTo(true);
      }
    }
    assertThat(refused).isEmpty();
    for (int i = 0; i < vectors.size(); i++) {
      target.call(target.system, "DELETE", "/tenants/xss" + i, "");
    }
  }
}
