package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.ScriptedSmtpServer;

/** Long lists in a browser. */
class ListsIT {

  private static final int ROWS = 160;
  // Four fifths of it are used.
  private static final int QUOTA = 200;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path data;
  private static PackagedApplication application;
  private static ScriptedSmtpServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = new ScriptedSmtpServer();
    application =
        PackagedApplication.start(
            data, Map.of("POSTMEISTER_DELIVERY_TENANT_PER_DAY", Integer.toString(QUOTA)));
    application.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d, "encryption": "NONE",
         "senderAddress": "noreply@example.com", "authentication": {"mode": "NONE"}}
        """
            .formatted(server.port()));
    // Checking a password for each request would take longer than all the rest.
    String token =
        "Bearer "
            + JsonPath.read(
                application.api("POST", "/api-tokens", "{\"name\": \"lists\"}"), "$.token");
    for (int row = 0; row < ROWS; row++) {
      String name = "list-%03d".formatted(row);
      call(token, "POST", "/tenants", "{\"name\": \"%s\"}".formatted(name));
      call(
          token,
          "PUT",
          "/tenants/" + name + "/mail-server",
          """
          {"enabled": false, "host": "smtp.example.org", "senderAddress": "noreply@example.org"}
          """);
      call(
          token,
          "POST",
          "/tenants/list-000/messages",
          """
          {"to": ["somebody@example.org"], "subject": "Order %03d", "text": "Hello"}
          """
              .formatted(row));
    }
  }

  private static void call(String token, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        HTTP.send(
            application
                .request(path, token)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).describedAs(response.body()).isLessThan(300);
  }

  @AfterAll
  static void stop() {
    application.close();
    server.close();
  }

  @Test
  void theDashboardLeadsToThoseWhoHaveNearlyUsedUpTheirQuota() {
    try (ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      String sentence = "One tenant has used at least 80% of today’s quota of 200 messages.";
      Awaitility.await()
          .untilAsserted(() ->
              assertThat(console.open("/").page().locator(".dashboard").innerText())
                  .contains(sentence)
                  .doesNotContain("has used up"));

      console.text(sentence).click();

      console.see("1 tenant");
      assertThat(firstLink(console.page()).innerText()).isEqualTo("list-000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void columnsFitBesideEachOther(String language) {
    try (ConsolePage console =
        new ConsolePage(application, language, ColorScheme.LIGHT, 1280, 900)) {
      console.signIn();
      for (String list :
          List.of(
              "/tenants",
              "/messages",
              "/servers?state=OFF",
              "/system/accounts",
              "/system/api-tokens",
              "/system/audit",
              "/profile")) {
        rowsAreThere(console.open(list).page());
        for (int width : List.of(1280, 1600, 1920)) {
          console.page().setViewportSize(width, 900);
          Awaitility.await()
              .untilAsserted(() ->
                  assertThat(tooWide(console.page()))
                      .describedAs("too wide in %s at %s", list, width)
                      .isZero());
        }
        console.page().setViewportSize(1280, 900);
      }
    }
  }

  private static int tooWide(Page page) {
    return (int)
        page.evaluate(
            """
            (() => {
              const table = document.querySelector('main vaadin-grid').shadowRoot
                .querySelector('#table');
              return table.scrollWidth - table.clientWidth;
            })()
            """);
  }

  @Test
  void goingBackLeadsToWhereOneWas() {
    try (ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      goBack(console, "/tenants?query=list-&sort=name,desc", "Tenants");
      goBack(console, "/messages?query=order", "Messages");
      goBack(console, "/servers?state=OFF&query=list-", "Mail servers");
    }
  }

  private static void goBack(ConsolePage console, String address, String title) {
    Page page = console.open(address).page();
    rowsAreThere(page);
    assertThat(tooWide(page)).describedAs("too wide in %s", title).isZero();
    // In steps, as with a wheel: the list knows only then that it is longer.
    page.locator("main vaadin-grid").hover();
    while (firstRow(page) < 70) {
      page.mouse().wheel(0, 700);
      page.waitForTimeout(100);
      rowsAreThere(page);
    }
    page.waitForTimeout(500);
    int left = firstRow(page);

    firstLink(page).click();
    // Only when the page is there, and has told the server so.
    page.waitForURL(url -> !url.endsWith(address));
    page.waitForFunction(
        "Object.values(Vaadin.Flow.clients).every(client => !client.isActive?.())");
    page.waitForTimeout(500);
    page.goBack();
    page.waitForFunction(
        "title => document.querySelector('main h1')?.textContent === title", title);
    page.waitForFunction(
        // That row is at the top, or half of the one before it.
        "left => left - document.querySelector('main vaadin-grid')?._firstVisibleIndex in [0, 1]",
        left);
    rowsAreThere(page);
    assertThat(page.url()).endsWith(address);

    // Whoever opens the list anew begins at its start.
    page.locator("vaadin-side-nav-item[path=system\\/platform]").click();
    console.see("Version");
    page.locator(
            "vaadin-side-nav-item[path=%s]".formatted(address.substring(1, address.indexOf('?'))))
        .click();
    page.waitForFunction(
        "title => document.querySelector('main h1')?.textContent === title", title);
    rowsAreThere(page);
    page.waitForTimeout(300);
    assertThat(firstRow(page)).isZero();
  }

  private static int firstRow(Page page) {
    return ((Number)
            page.evaluate("document.querySelector('main vaadin-grid')._firstVisibleIndex ?? 0"))
        .intValue();
  }

  private static void rowsAreThere(Page page) {
    page.waitForFunction(
        """
        () => {
          const grid = document.querySelector('main vaadin-grid');
          return grid?._hasData && !grid.shadowRoot.querySelector('#items > tr[loading]');
        }
        """);
  }

  // Those further up may be there, too, out of sight.
  private static Locator firstLink(Page page) {
    page.evaluate(
        """
        () => {
          const grid = document.querySelector('main vaadin-grid');
          const top = grid.shadowRoot.querySelector('#header').getBoundingClientRect().bottom;
          document.querySelectorAll('[data-first]').forEach(link => delete link.dataset.first);
          [...grid.querySelectorAll('vaadin-grid-cell-content a')]
            .filter(link => link.textContent && link.getBoundingClientRect().top >= top)
            .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)[0]
            .dataset.first = '';
        }
        """);
    return page.locator("[data-first]");
  }
}
