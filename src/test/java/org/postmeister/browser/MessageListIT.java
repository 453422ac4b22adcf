package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.ScriptedSmtpServer;

/** What a tenant's administrator does with the list of messages, in browsers of both languages. */
class MessageListIT {

  private static final String PASSWORD = "a long enough password";
  private static final String PERSON = "ada@acme.example";

  @TempDir private static Path data;
  private static PackagedApplication application;
  private static ScriptedSmtpServer server;

  @BeforeAll
  static void start() {
    server = new ScriptedSmtpServer();
    server.on("RCPT TO:<later@example.org>", "451 4.7.1 Greylisted, come back later");
    server.on("RCPT TO:<nobody@example.org>", "550 5.1.1 No such mailbox");
    application =
        PackagedApplication.start(data, Map.of("POSTMEISTER_DELIVERY_RETRY_INITIAL", "1h"));
    String invited =
        application.api(
            "POST",
            "/tenants",
            """
            {"name": "acme", "displayName": "Acme",
             "administrator": {"email": "%s", "name": "Ada"}}
            """
                .formatted(PERSON));
    String link = JsonPath.read(invited, "$.invitation.link");
    application.api(
        "POST",
        "/invitations/" + link.substring(link.lastIndexOf('/') + 1),
        "{\"password\": \"" + PASSWORD + "\"}");
    application.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d, "encryption": "NONE",
         "senderAddress": "noreply@example.com", "authentication": {"mode": "NONE"}}
        """
            .formatted(server.port()));
    send("Alpha", "ada@example.org");
    send("Beta", "later@example.org");
    send("Gamma", "nobody@example.org");
  }

  @AfterAll
  static void stop() {
    application.close();
    server.close();
  }

  private static void send(String subject, String recipient) {
    application.api(
        "POST",
        "/tenants/acme/messages",
        """
        {"to": ["%s"], "subject": "%s", "text": "Hello"}
        """
            .formatted(recipient, subject));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void isReadFilteredSteeredAndTakenHome(String language) throws IOException {
    Words words = Words.of(language);
    try (ConsolePage console =
        new ConsolePage(application, language, ColorScheme.LIGHT, 1280, 900)) {
      console.signIn(PERSON, PASSWORD);
      console.open("/messages");
      chooseColumn(console, words);
      saveAndUseAFilter(console, words);
      goThroughTheList(console, words);
      retryOne(console, words);
      takeHome(console, words);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void onAPhoneListsAreCardsAndTabsAChoice(String language) {
    Words words = Words.of(language);
    try (ConsolePage console = new ConsolePage(application, language, ColorScheme.DARK, 390, 844)) {
      console.signIn(PERSON, PASSWORD);
      console.open("/messages");
      Page page = console.page();
      page.locator("main .row-card").first().waitFor();
      assertThat(page.locator("main .row-card:visible").count()).isEqualTo(3);
      assertThat(header(page, words.get("messages.subject")).count()).isZero();
      page.getByText(words.get("filters.more")).click();
      console.choose(words.get("messages.state"), words.get("MessageStatus.REFUSED"));
      console.see(words.get("messages.count", 1));
      assertThat(console.accessibilityViolations()).isEmpty();

      console.open("/tenants/acme");
      Locator choice = page.locator("main vaadin-select-value-button:visible").first();
      choice.waitFor();
      assertThat(choice.innerText()).isEqualTo(words.get("tenant.tab.server"));
      assertThat(page.locator("vaadin-tab:visible").count()).isZero();
      choice.click();
      page.getByRole(
              AriaRole.OPTION,
              new Page.GetByRoleOptions().setName(words.get("tenant.tab.tokens")).setExact(true))
          .click();
      console.see(words.get("token.new"));
    }
  }

  private static void chooseColumn(ConsolePage console, Words words) {
    Page page = console.page();
    assertThat(header(page, words.get("messages.route")).count()).isZero();
    menuItem(page, words.get("grid.columns")).click();
    menuItem(page, words.get("messages.route")).click();
    header(page, words.get("messages.route")).waitFor();
    page.keyboard().press("Escape");
    page.waitForURL(url -> url.contains("columns=") && url.contains("ROUTE"));
    page.reload();
    header(page, words.get("messages.route")).waitFor();
  }

  private static void saveAndUseAFilter(ConsolePage console, Words words) {
    Page page = console.page();
    console.open("/messages");
    console.choose(words.get("messages.state"), words.get("MessageStatus.REFUSED"));
    console.see(words.get("messages.count", 1));
    menuItem(page, words.get("messages.filters")).click();
    menuItem(page, words.get("messages.filters.save")).click();
    console.fill(words.get("messages.filters.name"), "Bad ones");
    console.clickInDialog(words.get("messages.filters.save.now"));

    console.open("/messages");
    console.see(words.get("messages.count", 3));
    menuItem(page, words.get("messages.filters")).click();
    menuItem(page, "Bad ones").click();
    console.see(words.get("messages.count", 1));
    page.waitForURL(url -> url.contains("status=REFUSED"));
    assertThat(subjects(page)).containsExactly("Gamma");
  }

  private static void goThroughTheList(ConsolePage console, Words words) {
    Page page = console.page();
    console.open("/messages");
    page.getByText("nobody@example.org").first().click();
    Locator drawer = page.locator(".detail");
    drawer.getByText("No such mailbox").first().waitFor();
    page.keyboard().press("ArrowDown");
    drawer.getByText("Greylisted, come back later").first().waitFor();
    page.keyboard().press("ArrowDown");
    drawer
        .getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setName("Alpha"))
        .first()
        .waitFor();
    assertThat(console.accessibilityViolations()).isEmpty();
    console.click(words.get("messages.close"));
    drawer.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  private static void retryOne(ConsolePage console, Words words) {
    Page page = console.page();
    select(page, "Beta");
    console.see(words.get("messages.bulk.count", 1));
    assertThat(console.accessibilityViolations()).isEmpty();
    console.click(words.get("messages.retry"));
    console.see(words.get("messages.retry.text", 1));
    console.clickInDialog(words.get("messages.retry"));
    console.see(words.get("messages.done", 1, 0));
  }

  private static void takeHome(ConsolePage console, Words words) throws IOException {
    Page page = console.page();
    assertThat(downloaded(page, page.getByText(words.get("messages.export")).first()))
        .contains("Alpha", "Beta", "Gamma", "nobody@example.org");
    page.getByText("Alpha").first().click();
    page.waitForURL(url -> url.contains("/messages/"));
    assertThat(downloaded(page, page.getByText(words.get("message.raw")).first()))
        .contains("Subject: Alpha", "To: ada@example.org");
  }

  private static String downloaded(Page page, Locator link) throws IOException {
    Download download = page.waitForDownload(link::click);
    try (InputStream content = download.createReadStream()) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Locator menuItem(Page page, String text) {
    return page.getByRole(
        AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(text).setExact(true));
  }

  private static Locator header(Page page, String text) {
    return page.locator("vaadin-grid-cell-content")
        .filter(
            new Locator.FilterOptions()
                .setHas(page.getByText(text, new Page.GetByTextOptions().setExact(true))))
        .locator("visible=true");
  }

  private static List<String> subjects(Page page) {
    return page.locator("main vaadin-grid-cell-content a:visible").allInnerTexts();
  }

  // The box in the same row.
  private static void select(Page page, String subject) {
    page.evaluate(
        """
        subject => {
          const middle = element => {
            const box = element.getBoundingClientRect();
            return box.top + box.height / 2;
          };
          const link = [...document.querySelectorAll('main vaadin-grid a')]
            .find(one => one.textContent === subject && one.offsetParent);
          [...document.querySelectorAll('main vaadin-grid vaadin-checkbox')]
            .sort((a, b) => Math.abs(middle(a) - middle(link)) - Math.abs(middle(b) - middle(link)))
            [0].click();
        }
        """,
        subject);
  }
}
