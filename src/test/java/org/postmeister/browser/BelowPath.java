package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postmeister.testing.Browser;
import org.postmeister.testing.TestAccounts;

/**
 * Console and API below /mail of a host that may have other things, too: they ask for nothing
 * outside it.
 *
 * @param host such as http://localhost:8080
 */
record BelowPath(String host) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private String url(String path) {
    return host + "/mail" + path;
  }

  void theConsoleStaysThere() {
    try (BrowserContext context =
        Browser.get()
            .newContext(new com.microsoft.playwright.Browser.NewContextOptions().setLocale("en"))) {
      Page page = context.newPage();
      List<String> elsewhere = new CopyOnWriteArrayList<>();
      List<String> channels = new CopyOnWriteArrayList<>();
      page.onResponse(response -> {
        if (!response.url().startsWith(url("/")) || response.status() >= 400) {
          elsewhere.add(response.status() + " " + response.url());
        }
      });
      page.onWebSocket(socket -> channels.add(socket.url()));

      ProxyIT.signIn(page, url("/system/mail-server"));
      assertThat(context.cookies())
          .filteredOn(cookie -> !cookie.name.equals("POSTMEISTER_NODE"))
          .hasSize(3)
          .allMatch(cookie -> cookie.path.matches("/mail/?"));
      ProxyIT.field(page, "Mail server").fill("mail.example.com");
      ProxyIT.field(page, "Sender address").fill("post@example.com");
      ProxyIT.button(page, "Save").click();
      page.locator("vaadin-notification-card").getByText("Saved").waitFor();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tenants").setExact(true))
          .click();
      page.waitForURL(url("/tenants"));
      page.reload();
      page.locator("h1").first().waitFor();

      page.locator("[aria-label='Account " + TestAccounts.ADMIN + "']").first().click();
      page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out")).click();
      page.waitForURL(url("/login"));
      page.locator("input[name=username]").waitFor();
      assertThat(elsewhere).isEmpty();
      assertThat(channels)
          .isNotEmpty()
          .allMatch(url -> url.startsWith(url("/").replaceFirst("http", "ws")));

      // The page of errors and what it consists of.
      page.navigate(url("/VAADIN/nothing"));
      assertThat(elsewhere).containsExactly("404 " + url("/VAADIN/nothing"));
      page.getByRole(AriaRole.LINK).click();
      page.waitForURL(url("/login"));
    }
  }

  void theApiStaysThere(String token) throws Exception {
    assertThat(get(url("/api/v1/system/mail-server"), token).body()).contains("mail.example.com");
    HttpResponse<String> made =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(url("/api/v1/tenants")))
                .header("Authorization", token)
                .header("Content-Type", "application/json")
                // It goes another way through nginx.
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"acme\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    URI tenant = made.uri().resolve(made.headers().firstValue("Location").orElseThrow());
    assertThat(tenant).hasPath("/mail/api/v1/tenants/acme");
    assertThat(get(tenant.toString(), token).statusCode()).isEqualTo(200);
    assertThat(get(url("/api/v1/openapi.json"), token).body())
        .contains("\"servers\":[{\"url\":\"/mail\"");
    assertThat(get(url("/api/v1/docs"), token).headers().firstValue("Location").orElse(""))
        .endsWith("/mail/api/v1/swagger-ui/index.html");
  }

  private static HttpResponse<String> get(String url, String token) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", token).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
