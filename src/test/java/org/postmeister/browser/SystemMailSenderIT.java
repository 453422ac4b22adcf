package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.Browser;
import org.postmeister.testing.PackagedApplication;

/** From an invitation to a support request that has arrived, in browsers and by real mail. */
class SystemMailSenderIT {

  private static final String PERSON = "ada@example.org";
  private static final String PASSWORD = "a long enough password";

  /** Where pictures of the mails go, as {@code target/mails}; without it none are taken. */
  private static final @Nullable String PICTURES = System.getProperty("postmeister.test.mails");

  private static final Pattern LINK = Pattern.compile("https?://\\S+/invitation/\\S+");

  @TempDir private static Path data;
  private static PackagedApplication application;

  @BeforeAll
  static void start() {
    int catcher = PackagedApplication.freePort();
    application =
        PackagedApplication.start(
            data,
            Map.of(
                "POSTMEISTER_MAILCATCHER_PORT",
                Integer.toString(catcher),
                "POSTMEISTER_NOTICE_INTERVAL",
                "2s"));
    application.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d, "encryption": "NONE",
         "senderAddress": "noreply@example.com", "senderName": "Example",
         "authentication": {"mode": "NONE"}}
        """
            .formatted(catcher));
    application.api(
        "PUT",
        "/system/support",
        """
        {"address": "help@example.com", "tenantAddressAllowed": true,
         "attachSystemInformation": true}
        """);
    application.api("POST", "/tenants", "{\"name\": \"acme\", \"language\": \"de\"}");
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  /** Opens the mail of this subject in the mail catcher, as soon as it is there. */
  private static String caught(ConsolePage system, String subject) {
    system.open("/mail-catcher");
    system
        .page()
        .locator("vaadin-grid-cell-content", new Page.LocatorOptions().setHasText(subject))
        .first()
        .click();
    Locator text = system.page().locator(".caught-mail .mail-text");
    text.waitFor();
    return text.innerText();
  }

  private static String linkIn(String mail) {
    Matcher link = LINK.matcher(mail);
    assertThat(link.find()).as(mail).isTrue();
    return link.group().replaceFirst("https?://[^/]+", "");
  }

  @Test
  void fromAnInvitationToASupportRequestThatHasArrived() {
    application.api(
        "POST",
        "/accounts",
        """
        {"email": "%s", "name": "Ada", "role": "TENANT_ADMIN", "tenants": ["acme"]}
        """
            .formatted(PERSON));
    try (ConsolePage system = ConsolePage.english(application);
        ConsolePage ada = new ConsolePage(application, "de", ColorScheme.LIGHT, 1280, 900);
        ConsolePage phone = new ConsolePage(application, "en", ColorScheme.DARK, 390, 844)) {
      system.signIn();
      choosePassword(ada, linkIn(caught(system, "Ihr Zugang zu Postmeister")));
      ada.signIn(PERSON, PASSWORD);
      askForHelp(ada);
      assertThat(caught(system, "E-Mails kommen nicht an"))
          .contains("Seit heute Morgen kommt nichts an.", "Antworten an: " + PERSON);
      system.see("Protokoll.txt (3 bytes)");
      system.see("system-information.json");
      system.picture("support-request-caught");

      phone.page().navigate(application.url("/login"));
      phone.page().getByText("Forgot your password?").click();
      phone.fill("Login (your e-mail address)", PERSON);
      assertThat(phone.accessibilityViolations()).isEmpty();
      phone.picture("forgotten-password-phone-dark");
      phone.click("Send link");
      phone.see("a mail with a link is on its way");
      choosePassword(ada, linkIn(caught(system, "Wählen Sie ein neues Passwort")));
      // Whoever was signed in has to sign in again.
      ada.page().navigate(application.url("/support"));
      ada.page().locator("vaadin-login-form").waitFor();
    }
  }

  private static void choosePassword(ConsolePage console, String link) {
    console.page().navigate(application.url(link));
    console.fill("Neues Passwort", PASSWORD);
    console.fill("Neues Passwort wiederholen", PASSWORD);
    console.click("Passwort festlegen");
    console.see("Sie können sich jetzt anmelden.");
  }

  private static void askForHelp(ConsolePage ada) {
    ada.open("/support");
    assertThat(ada.field("Antworten an").inputValue()).isEqualTo(PERSON);
    ada.fill("Betreff", "E-Mails kommen nicht an");
    ada.fill("Was ist geschehen?", "Seit heute Morgen kommt nichts an.");
    ada.page()
        .locator("vaadin-upload input[type=file]")
        .setInputFiles(new FilePayload("Protokoll.txt", "text/plain", new byte[] {'a', 'b', 'c'}));
    ada.see("Protokoll.txt (1 KB)");
    ada.page().getByText("Diese Systeminformation wird angehängt").click();
    ada.see("Systemversion: 7.4.0");
    assertThat(ada.accessibilityViolations()).isEmpty();
    ada.picture("support");
    ada.click("Anfrage senden");
    ada.see("Ihre Anfrage hat die Nummer SR-");
    ada.see("Zugestellt");
    ada.picture("support-sent");
  }

  @Test
  void whatAdministratorsShouldKnowIsMailedAndShown() {
    application.api(
        "POST",
        "/accounts",
        "{\"email\": \"eve@example.org\", \"name\": \"Eve\", \"role\": \"SYSTEM_ADMIN\"}");
    application.api(
        "PUT",
        "/system/platform",
        """
        {"version": "7.4.0", "license": {"validUntil": "%s"}}
        """
            .formatted(LocalDate.now(ZoneOffset.UTC).plusDays(3)));
    try (ConsolePage system = new ConsolePage(application, "de", ColorScheme.DARK, 390, 844)) {
      system.signIn();
      system.open("/system/notices");
      // By the task that looks every few seconds, with nobody's doing.
      system.see("Die Lizenz gilt bis");
      system.see("Per E-Mail gesendet");
      assertThat(system.accessibilityViolations()).isEmpty();
      system.picture("notices-phone-dark");
    }
    try (ConsolePage system = ConsolePage.english(application)) {
      system.signIn();
      system.open("/system/notices");
      system.picture("notices");
      assertThat(caught(system, "The licence is valid until")).contains("Hello Eve,");
    }
  }

  /** Each mail as its reader sees it, in both languages, by day and by night. */
  @Test
  void mailsCanBeReadByDayAndByNight() {
    try (ConsolePage system = ConsolePage.english(application)) {
      system.signIn();
      for (String language : new String[] {"en", "de"}) {
        system.open("/mail-texts");
        system.choose("Language", language.equals("en") ? "English" : "German");
        for (String kind :
            new String[] {
              "Invitation",
              "Forgotten password",
              "Support request",
              "Notice: mail server cannot be used",
              "Notice: mail server can be used again",
              "Notice: client secret or certificate expires",
              "Notice: daily quota reached",
              "Notice: licence expires"
            }) {
          system.choose("Mail", kind);
          system.page().waitForTimeout(300);
          for (ColorScheme colors : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            boolean dark = colors == ColorScheme.DARK;
            system.page().getByLabel(dark ? "Dark" : "Light").check();
            Locator shown =
                system
                    .page()
                    .locator("iframe[srcdoc*='color-scheme: " + (dark ? "dark" : "light") + ";']")
                    .first();
            shown.waitFor();
            String html = String.valueOf(shown.getAttribute("srcdoc"));
            look(html, colors, kind.replaceAll("[^A-Za-z]+", "-") + "-" + language + "-" + colors);
          }
        }
      }
      system.picture("mail-texts");
    }
  }

  private static void look(String html, ColorScheme colors, String name) {
    try (BrowserContext context =
        Browser.get()
            .newContext(
                new com.microsoft.playwright.Browser.NewContextOptions()
                    .setColorScheme(colors)
                    .setViewportSize(680, 400))) {
      Page page = context.newPage();
      page.setContent(html);
      assertThat(
              (Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
          .isTrue();
      assertThat(page.locator("h1").count()).isEqualTo(1);
      if (PICTURES != null) {
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(Path.of(PICTURES).resolve(name.toLowerCase(Locale.ROOT) + ".png"))
                .setFullPage(true));
      }
    }
  }
}
