package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.TestAccounts;

/** What people decide of their own account, in browsers of both languages. */
class ProfileIT {

  private static final Pattern LINK = Pattern.compile("https?://\\S+?(/confirm-address/[\\w-]+)");

  @TempDir private static Path data;
  private static PackagedApplication application;
  private static CatchingSmtpServer server;

  @BeforeAll
  static void start() {
    server = new CatchingSmtpServer();
    application = PackagedApplication.start(data, Map.of());
    application.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d, "encryption": "NONE",
         "senderAddress": "noreply@example.com", "authentication": {"mode": "NONE"}}
        """
            .formatted(server.port()));
  }

  @AfterAll
  static void stop() {
    application.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"en, Ada, ada@example.org", "de, Änne, aenne@example.org"})
  void nameZoneAddressAndSessionsAreOnesOwn(String language, String name, String address) {
    Words words = Words.of(language);
    try (ConsolePage console =
            new ConsolePage(application, language, ColorScheme.LIGHT, 1280, 900);
        ConsolePage elsewhere = ConsolePage.english(application)) {
      console.signIn();
      elsewhere.signIn();
      console.open("/profile");
      assertThat(console.accessibilityViolations()).isEmpty();
      nameAndZone(console, words, name);
      address(console, words, address);
      endTheOtherSession(console, words, elsewhere);
    }
  }

  private static void nameAndZone(ConsolePage console, Words words, String name) {
    Page page = console.page();
    console.fill(words.get("profile.name"), name);
    page.getByRole(
            AriaRole.COMBOBOX,
            new Page.GetByRoleOptions().setName(words.get("profile.time-zone")).setExact(true))
        .fill("Tokyo");
    page.locator("vaadin-combo-box-item:visible").first().click();
    console.click(words.get("action.save"));
    console.seeToast(words.get("action.saved"));

    console.open("/profile");
    assertThat(console.field(words.get("profile.name")).inputValue()).isEqualTo(name);
    page.locator("[title$='UTC+09:00']").first().waitFor();
  }

  private static void address(ConsolePage console, Words words, String address) {
    int before = server.mails().size();
    console.fill(words.get("profile.address.new"), address);
    console.fill(words.get("password.current"), TestAccounts.ADMIN_PASSWORD);
    console.click(words.get("profile.address.send"));
    console.see(words.get("profile.address.sent", address));
    Awaitility.await().until(() -> server.mails().size() > before);

    CatchingSmtpServer.Caught mail = server.mails().get(before);
    assertThat(mail.recipients()).containsExactly(address);
    Matcher link = LINK.matcher(mail.text());
    assertThat(link.find()).as(mail.text()).isTrue();
    console.open(link.group(1));
    console.click(words.get("confirm-address.confirm"));
    console.see(words.get("confirm-address.done.title"));
    console.open("/profile");
    console.see(words.get("profile.address.current", address));
  }

  private static void endTheOtherSession(ConsolePage console, Words words, ConsolePage elsewhere) {
    console
        .page()
        .getByText(words.get("profile.sessions.end"), new Page.GetByTextOptions().setExact(true))
        .first()
        .click();
    elsewhere.page().navigate(application.url("/profile"));
    elsewhere.page().waitForURL(url -> url.contains("/login"));
  }
}
