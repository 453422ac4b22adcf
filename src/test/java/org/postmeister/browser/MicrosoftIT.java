package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestMicrosoft;

/** Microsoft 365 in the browser of its administrator, with services in Microsoft's place. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MicrosoftIT {

  private static final String DIRECTORY = "11111111-2222-3333-4444-555555555555";
  private static final String APPLICATION = "66666666-7777-8888-9999-000000000000";

  @TempDir private static Path data;
  private static PackagedApplication application;

  @BeforeAll
  static void start() {
    application =
        PackagedApplication.start(
            data,
            Map.of(
                "POSTMEISTER_MICROSOFT_LOGIN_ENDPOINT",
                TestMicrosoft.entra().url(),
                "POSTMEISTER_MICROSOFT_GRAPH_ENDPOINT",
                TestMicrosoft.graph().url(),
                "POSTMEISTER_TRUSTED_CERTIFICATES",
                TestAuthority.trusted().toString()));
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @BeforeEach
  void reset() {
    TestMicrosoft.reset();
  }

  @Test
  @Order(2)
  void isSetUpTriedAndRepaired() {
    try (ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      console.open("/system/mail-server");
      console.tick("Use mail server", true);
      console.choose("Authentication", "Microsoft Office 365 (Graph API)");
      console.page().getByText("Where do I find these values?").click();
      console.see("Copy its “Value”, not its “Secret ID”");
      console.fill("Sender address", "noreply@example.com");
      console.fill("Sender name", "Example");
      console.fill("Directory ID (tenant)", DIRECTORY);
      console.fill("Application ID (client)", APPLICATION);
      secret(console).fill("the id of the secret");
      secret(console).press("Tab");
      console.fill("Send to", "somebody@example.net");

      console.click("Send test mail");
      console.see("Often the secret’s ID was copied instead of its value.");
      console.picture("microsoft-wrong-secret");

      secret(console).fill(TestMicrosoft.SECRET);
      secret(console).press("Tab");
      console.click("Send test mail");
      console.see("The mail server has accepted the test mail.");
      console.see("HTTP 202 Accepted");
      console.click("Save");
      console.seeToast("Saved");
      console.picture("microsoft-sent");
      assertThat(TestMicrosoft.graph().sent()).isNotEmpty();

      TestMicrosoft.entra().register(DIRECTORY, APPLICATION, TestMicrosoft.SECRET, "User.Read.All");
      console.click("Send test mail");
      console.see("lacks the permission Mail.Send");
      console.see("The application may not send as noreply@example.com.");
      assertThat(console.accessibilityViolations()).isEmpty();
      console.picture("microsoft-permission-missing");

      assertThat(console.received())
          .isNotEmpty()
          .noneMatch(text -> text.contains(TestMicrosoft.SECRET));
    }
    assertThat(application.output()).doesNotContain(TestMicrosoft.SECRET);
  }

  @Test
  @Order(1)
  void signsInToSmtpWithAnAccessToken() {
    try (ScriptedSmtpServer smtp =
            new ScriptedSmtpServer()
                .offering("AUTH LOGIN XOAUTH2")
                .withStartTls(TestAuthority.valid());
        ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      console.open("/system/mail-server");
      console.tick("Use mail server", true);
      console.choose("Authentication", "Microsoft Office 365 (SMTP with OAuth 2.0)");
      PlaywrightAssertions.assertThat(console.field("Mail server")).hasValue("smtp.office365.com");
      console.fill("Mail server", "localhost");
      console.choose("Encryption", "STARTTLS");
      console.fill("Port", Integer.toString(smtp.port()));
      console.fill("Sender address", "noreply@example.com");
      console.fill("User name", "noreply@example.com");
      console.fill("Directory ID (tenant)", DIRECTORY);
      console.fill("Application ID (client)", APPLICATION);
      secret(console).fill(TestMicrosoft.SECRET);
      secret(console).press("Tab");
      console.fill("Send to", "somebody@example.net");

      console.click("Send test mail");
      console.see("The mail server has accepted the test mail.");
      console.see("SMTP.SendAsApp");
      assertThat(smtp.commands()).anyMatch(line -> line.startsWith("AUTH XOAUTH2 "));
      console.picture("microsoft-smtp");
    }
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "en, LIGHT, 1280",
    "de, DARK, 1280",
    "de, LIGHT, 390",
    "en, DARK, 390",
  })
  @Order(3)
  void warnsOfClientSecretsThatExpire(String language, ColorScheme colors, int width) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    application.api("PUT", "/system/mail-server", server(today.plusDays(12)));
    for (String name : List.of("expired", "soon", "later")) {
      tenant(name);
    }
    application.api("PUT", "/tenants/expired/mail-server", server(today.minusDays(2)));
    application.api("PUT", "/tenants/soon/mail-server", server(today.plusDays(20)));
    application.api("PUT", "/tenants/later/mail-server", server(today.plusDays(200)));
    String suffix =
        "-" + language + "-" + colors.name().toLowerCase(java.util.Locale.ROOT) + "-" + width;
    try (ConsolePage console = new ConsolePage(application, language, colors, width, 900)) {
      console.signIn();

      console.open("/");
      console.page().locator(".card a[href*='clientSecretExpiresOn=SOON']").waitFor();
      check(console, "secrets-dashboard" + suffix);

      console.page().locator(".card a[href*='clientSecretExpiresOn=SOON']").click();
      console.page().locator("a:text-is('expired')").waitFor();
      assertThat(console.page().locator("a:text-is('soon')").count()).isEqualTo(1);
      assertThat(console.page().locator("a:text-is('later')").count()).isZero();
      boolean german = language.equals("de");
      console.see(german ? "Schlüssel abgelaufen" : "Secret expired");
      console.see(german ? "Schlüssel läuft bald ab" : "Secret expires soon");
      check(console, "secrets-list" + suffix);

      console.open("/system/mail-server");
      console.page().locator("vaadin-details-summary:visible").first().click();
      console.page().locator(".guide li").first().waitFor();
      check(console, "secrets-form" + suffix);

      console.open("/tenants/expired");
      check(console, "secrets-tenant" + suffix);
    }
  }

  private static void check(ConsolePage console, String picture) {
    assertThat(console.accessibilityViolations()).describedAs(picture).isEmpty();
    assertThat(
            (Boolean)
                console
                    .page()
                    .evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .describedAs(picture)
        .isTrue();
    console.picture(picture);
  }

  private static Locator secret(ConsolePage console) {
    return console
        .page()
        .getByRole(
            AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Client secret").setExact(true));
  }

  private static void tenant(String name) {
    if (!application.api("GET", "/tenants?name=" + name, "").contains("\"" + name + "\"")) {
      application.api("POST", "/tenants", "{\"name\": \"" + name + "\"}");
    }
  }

  private static String server(LocalDate lastDay) {
    return """
    {"enabled": true, "senderAddress": "noreply@example.com",
     "authentication": {"mode": "MICROSOFT_GRAPH", "directoryId": "%s", "applicationId": "%s",
       "clientSecret": "%s", "clientSecretExpiresOn": "%s"}}
    """
        .formatted(DIRECTORY, APPLICATION, TestMicrosoft.SECRET, lastDay);
  }
}
