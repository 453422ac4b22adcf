package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.ScriptedSmtpServer;

/** How mail is and what helps, as system administrators see it in browsers of both languages. */
class OverviewIT {

  @TempDir private static Path data;
  private static PackagedApplication application;
  private static ScriptedSmtpServer server;

  @BeforeAll
  static void start() {
    server = new ScriptedSmtpServer();
    server.on("RCPT TO:<nobody@example.org>", "550 5.1.1 No such mailbox");
    application = PackagedApplication.start(data, Map.of());
    application.sendsThrough(server.port());
  }

  @AfterAll
  static void stop() {
    application.close();
    server.close();
  }

  private static void send(String recipient) {
    application.api(
        "POST",
        "/tenants/acme/messages",
        """
        {"to": ["%s"], "subject": "Order", "text": "Hello"}
        """
            .formatted(recipient));
  }

  /**
   * @param refused messages after this run
   */
  @ParameterizedTest
  @CsvSource({"en, 1", "de, 2"})
  void oneLookTellsHowMailIsAndTheNextClickMendsIt(String language, int refused) {
    Words words = Words.of(language);
    try (ConsolePage console =
        new ConsolePage(application, language, ColorScheme.LIGHT, 1280, 900)) {
      console.signIn();
      send("ada@example.org");
      send("nobody@example.org");
      theNumberOpensWhatItCounts(console, words, refused);
      theServerIsPausedAndTriedAgain(console, words);
      itIsFoundWithItsState(console, words);
      itsPageSaysWhoChangedIt(console);
      aMailTextIsShownInBothLanguages(console, words);
    }
  }

  private static void theNumberOpensWhatItCounts(ConsolePage console, Words words, int refused) {
    Page page = console.page();
    console.open("/");
    Locator number =
        page.getByRole(
            AriaRole.LINK,
            new Page.GetByRoleOptions().setName(words.get("summary.refused") + ": " + refused));
    // Nobody loads the page again.
    number.waitFor();
    page.locator(".delivery-chart.drawn canvas").waitFor();
    assertThat(console.accessibilityViolations()).isEmpty();
    number.click();
    page.waitForURL(url -> url.contains("status=REFUSED") && url.contains("ended="));
    console.see(words.get("messages.count", refused));
  }

  private static void theServerIsPausedAndTriedAgain(ConsolePage console, Words words) {
    server.on("MAIL", "421 4.3.2 Maintenance until noon");
    console.open("/");
    console.see(words.get("servers.empty"));
    send("ada@example.org");
    console.see(words.get("servers.wait", 1));

    console.open("/servers");
    console.see("Maintenance until noon");
    console.see(words.get("serverstate.PAUSED"));
    assertThat(console.accessibilityViolations()).isEmpty();
    server.on("MAIL", "250 2.1.0 ok");
    console.click(words.get("servers.resume.label", words.get("servers.system")));
    console.see(words.get("servers.empty"));
  }

  private static void itIsFoundWithItsState(ConsolePage console, Words words) {
    Page page = console.page();
    page.keyboard().press("Control+k");
    page.getByRole(
            AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(words.get("search.field")))
        .fill("localhost");
    page.locator(".search-result")
        .filter(new Locator.FilterOptions().setHasText(words.get("serverstate.READY")))
        .first()
        .waitFor();
    page.keyboard().press("Escape");
  }

  private static void itsPageSaysWhoChangedIt(ConsolePage console) {
    console.open("/system/mail-server");
    Locator change = console.page().locator(".last-change a");
    assertThat(change.innerText()).contains("sadmin");
    change.click();
    console.page().waitForURL(url -> url.contains("/system/audit?action="));
  }

  private static void aMailTextIsShownInBothLanguages(ConsolePage console, Words words) {
    Page page = console.page();
    console.open("/mail-texts");
    console.field(words.get("mailtexts.subject")).fill("{{name}}!");
    console.see(words.get("mailtexts.difference", 2));
    assertThat(page.locator("main iframe").count()).isEqualTo(2);
    page.getByText(words.get("mailtexts.preview.dark"), new Page.GetByTextOptions().setExact(true))
        .click();
    assertThat(console.accessibilityViolations()).isEmpty();
  }
}
