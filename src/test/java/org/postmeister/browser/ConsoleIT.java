package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestAccounts;
import org.postmeister.testing.TestAuthority;

/** The first complete walk, in a real browser against the packaged jar. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

  private static final String SECRET = "secret-that-must-not-come-back";
  private static final int CATCHER = PackagedApplication.freePort();

  @TempDir private static Path data;
  private static PackagedApplication application;
  // Signing in takes longer than what many tests do then.
  private static @Nullable ConsolePage signedIn;

  @BeforeAll
  static void start() {
    application = PackagedApplication.start(data, environment());
  }

  @AfterAll
  static void stop() {
    if (signedIn != null) {
      signedIn.close();
    }
    application.close();
  }

  private static ConsolePage signedIn() {
    ConsolePage known = signedIn;
    if (known == null) {
      known = ConsolePage.english(application);
      known.signIn();
      signedIn = known;
    }
    return known;
  }

  // One tenant for each route, so that pictures and accessibility checks see all of them.
  private static void createTenants() {
    application.api(
        "POST",
        "/tenants",
        """
        {"name": "acme", "displayName": "Acme GmbH", "language": "de",
         "administrator": {"email": "ada@acme.example", "name": "Ada"}}
        """);
    for (String name : List.of("inactive", "restricted", "own-server", "plain")) {
      application.api("POST", "/tenants", "{\"name\": \"" + name + "\"}");
    }
    application.api("PATCH", "/tenants/inactive", "{\"active\": false}");
    application.api(
        "PUT",
        "/tenants/restricted/mail-policy",
        "{\"systemServerAllowed\": false, \"ownServerAllowed\": false}");
    application.api(
        "PUT",
        "/tenants/own-server/mail-server",
        """
        {"enabled": true, "host": "smtp.example.org", "port": 587, "encryption": "STARTTLS",
         "senderAddress": "noreply@example.org"}
        """);
    application.api(
        "POST", "/tenants/plain/mail-server/test", "{\"recipient\": \"somebody@example.net\"}");
    application.api("POST", "/api-tokens", "{\"name\": \"shop\", \"tenant\": \"acme\"}");
  }

  private static final List<String> VIEWS =
      List.of(
          "/",
          "/tenants",
          "/tenants/acme",
          "/tenants/restricted",
          "/messages",
          "/support",
          "/mail-texts",
          "/system/mail-server",
          "/system/notices",
          "/system/platform",
          "/system/accounts",
          "/system/api-tokens",
          "/system/audit",
          "/mail-catcher",
          "/change-password",
          "/nowhere");

  private static String pictureOf(String path) {
    return path.equals("/")
        ? "dashboard"
        : path.substring(1).replace("system/", "").replace('/', '-');
  }

  private static Map<String, String> environment() {
    return Map.of(
        "POSTMEISTER_MAILCATCHER_PORT", Integer.toString(CATCHER),
        "POSTMEISTER_TRUSTED_CERTIFICATES", TestAuthority.trusted().toString());
  }

  @Test
  @Order(1)
  void configuresTestsSavesRestartsAndFindsEverythingAgain() {
    try (ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      console.picture("dashboard");
      console.open("/system/mail-server");
      console.tick("Use mail server", true);
      console.fill("Mail server", "localhost");
      console.fill("Port", Integer.toString(CATCHER));
      console.fill("Sender address", "noreply@example.com");
      console.fill("Sender name", "Example");
      console.tick("Server supports UTF-8 message headers (RFC 6532)", true);
      console.fill("Send to", "山田太郎@株式.会社");
      console.click("Send test mail");
      console.see("The mail server has accepted the test mail.");
      console.see("Message accepted");
      console.picture("test-mail-sent");
      console.fill("E-mail address for support requests", "help@example.com");
      console.click("Save");
      console.seeToast("Saved");

      console.open("/mail-catcher");
      console
          .page()
          .locator(
              "vaadin-grid-cell-content",
              new Page.LocatorOptions().setHasText("Test mail from Postmeister"))
          .first()
          .click();
      console.see("To: 山田太郎@株式.会社");
      console.see("This is a test mail.");
      console.picture("mail-catcher");
    }
    application.close();
    application = PackagedApplication.start(data, environment());
    try (ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      console.open("/system/mail-server");
      assertThat(console.field("Mail server").inputValue()).isEqualTo("localhost");
      assertThat(console.field("Port").inputValue()).isEqualTo(Integer.toString(CATCHER));
      assertThat(console.field("Sender name").inputValue()).isEqualTo("Example");
      assertThat(console.field("E-mail address for support requests").inputValue())
          .isEqualTo("help@example.com");
    }
  }

  static Stream<Arguments> failingSteps() {
    return Stream.of(
        failing(
            "RESOLVE",
            "no-such-host.invalid",
            "None",
            server -> {},
            "Host not found",
            "is unknown"),
        failing(
            "CONNECT",
            "localhost",
            "None",
            ScriptedSmtpServer::close,
            "Not connected",
            "refuses connections"),
        failing(
            "TLS",
            "localhost",
            "STARTTLS",
            server -> {},
            "Not encrypted",
            "does not offer STARTTLS"),
        failing(
            "TLS-name",
            "localhost",
            "TLS",
            server -> server.withImplicitTls(TestAuthority.forOtherHost()),
            "Not encrypted",
            "is not for localhost, but for mail.example.org"),
        failing(
            "AUTHENTICATE",
            "localhost",
            "None",
            server -> server.offering("AUTH PLAIN").on("AUTH", "535 5.7.8 bad credentials"),
            "Not signed in",
            "does not accept the user name and password"),
        failing(
            "SENDER",
            "localhost",
            "None",
            server -> server.offering("AUTH PLAIN").on("MAIL", "550 5.7.1 not yours"),
            "Sender not accepted",
            "does not accept noreply@example.com as the sender"),
        failing(
            "RECIPIENT",
            "localhost",
            "None",
            server -> server.offering("AUTH PLAIN").on("RCPT", "550 5.1.1 no such user"),
            "Recipient not accepted",
            "does not know the recipient somebody@example.net"),
        failing(
            "DATA",
            "localhost",
            "None",
            server -> server.offering("AUTH PLAIN").on(".", "554 5.7.1 looks like spam"),
            "Message not accepted",
            "does not accept the message"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failingSteps")
  @Order(2)
  void showsTheStepThatFailedWhyAndWhatToDo(
      String step,
      String host,
      String encryption,
      Consumer<ScriptedSmtpServer> script,
      String title,
      String why) {
    ConsolePage console = signedIn();
    try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
      script.accept(server);
      console.open("/system/mail-server");
      console.tick("Use mail server", true);
      console.choose("Authentication", "User name and password");
      console.choose("Encryption", encryption);
      console.fill("Mail server", host);
      console.fill("Port", Integer.toString(server.port()));
      console.fill("Sender address", "noreply@example.com");
      console.fill("User name", "user");
      console.fill("Password", SECRET);
      console.fill("Send to", "somebody@example.net");
      console.click("Send test mail");

      console.see(why);
      console.see(title);
      assertThat(console.page().locator("[data-state=failed]").count()).isEqualTo(1);
      assertThat(console.accessibilityViolations()).isEmpty();
      console.page().locator(".test-outcome").scrollIntoViewIfNeeded();
      console.picture("test-mail-failed-" + step.toLowerCase(Locale.ROOT));
    }
  }

  @Test
  @Order(3)
  void saysInGermanWhatFailedAndWhatToDo() {
    try (ScriptedSmtpServer server = new ScriptedSmtpServer().on("RCPT", "550 5.1.1 no such user");
        ConsolePage console = new ConsolePage(application, "de", ColorScheme.DARK, 1280, 900)) {
      console.signIn();
      console.open("/system/mail-server");
      console.tick("Mailserver benutzen", true);
      console.fill("Mailserver", "localhost");
      console.fill("Port", Integer.toString(server.port()));
      console.fill("E-Mail-Absender", "noreply@example.com");
      console.fill("Senden an", "somebody@example.net");
      console.click("Test-Mail senden");

      console.see("Der Server kennt den Empfänger somebody@example.net nicht.");
      console.see("Empfänger nicht angenommen");
      console.see("Prüfen Sie die Adresse.");
      console.see("550 5.1.1 no such user");
      console.page().locator(".test-outcome").scrollIntoViewIfNeeded();
      console.picture("test-mail-failed-german");
    }
  }

  @Test
  @Order(3)
  void cancelsATestWhileTheViewStaysUsable() {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer().on("MAIL", ScriptedSmtpServer.SILENCE);
        ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      console.open("/system/mail-server");
      console.tick("Use mail server", true);
      console.fill("Sender address", "noreply@example.com");
      console.fill("Mail server", "localhost");
      console.fill("Port", Integer.toString(server.port()));
      console.fill("Send to", "somebody@example.net");
      console.click("Send test mail");
      console.see("Naming the sender");
      console.fill("Sender name", "Typed meanwhile");
      console.click("Cancel");

      console.see("The test was cancelled.");
      assertThat(console.field("Sender name").inputValue()).isEqualTo("Typed meanwhile");
    }
  }

  @Test
  @Order(4)
  void neverSendsASecretBackToTheBrowser() {
    try (ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      console.open("/system/mail-server");
      console.choose("Authentication", "User name and password");
      console.fill("User name", "user");
      console.fill("Password", SECRET);
      console.click("Save");
      seeStoredSecret(console);
      assertThat(valuesOfElements(console)).doesNotContain(SECRET);
      console.open("/system/mail-server");
      seeStoredSecret(console);

      assertThat(console.page().content()).doesNotContain(SECRET);
      assertThat(console.received()).noneMatch(text -> text.contains(SECRET));
      assertThat(valuesOfElements(console)).doesNotContain(SECRET);
      assertThat(console.heap()).hasSizeGreaterThan(100_000).doesNotContain(SECRET);
      assertThat(application.output()).doesNotContain(SECRET);
    }
  }

  @Test
  @Order(5)
  void guardsUnsavedChanges() {
    try (ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      console.open("/system/mail-server");
      console.fill("Sender name", "Not saved");
      console.see("Unsaved changes");
      console
          .page()
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Dashboard"))
          .click();
      console.see("Leave without saving?");
      console.click("Stay here");
      assertThat(console.field("Sender name").inputValue()).isEqualTo("Not saved");
      console
          .page()
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Dashboard"))
          .click();
      console
          .page()
          .getByRole(
              AriaRole.BUTTON,
              new Page.GetByRoleOptions().setName("Leave without saving").setExact(true))
          .click();
      console.page().waitForURL(url -> !url.contains("mail-server"));
    }
  }

  @Test
  @Order(6)
  void aKeyboardIsEnough() {
    try (ConsolePage console = ConsolePage.english(application)) {
      Page page = console.page();
      page.navigate(application.url("/login"));
      page.locator("input[name=username]:focus").waitFor();
      page.keyboard().type("sadmin");
      page.keyboard().press("Tab");
      page.keyboard().type(TestAccounts.ADMIN_PASSWORD);
      page.keyboard().press("Enter");
      page.waitForURL(url -> !url.contains("/login"));
      console.open("/system/mail-server");
      tabTo(page, "Sender name");
      page.keyboard().press("Control+A");
      page.keyboard().type("By keyboard");
      tabTo(page, "Save");
      page.keyboard().press("Enter");
      console.seeToast("Saved");

      console.open("/system/mail-server");
      assertThat(console.field("Sender name").inputValue()).isEqualTo("By keyboard");
    }
  }

  @Test
  @Order(7)
  void switchesLanguageAndColors() {
    try (ConsolePage console = ConsolePage.english(application)) {
      console.page().navigate(application.url("/login"));
      console.click("Deutsch");
      console.see("Anmelden");
      console.signIn();
      console.see("Übersicht");
      console
          .page()
          .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Konto sadmin"))
          .click();
      console
          .page()
          .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Darstellung"))
          .click();
      console
          .page()
          .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Dunkel"))
          .click();
      console
          .page()
          .waitForFunction("getComputedStyle(document.documentElement).colorScheme === 'dark'");
      console.open("/system/mail-server");
      console.see("Grundeinstellungen");
      assertThat(
              (String)
                  console.page().evaluate("getComputedStyle(document.documentElement).colorScheme"))
          .isEqualTo("dark");
    }
  }

  @Test
  @Order(7)
  void aSessionEndsWithSigningOut() {
    try (ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      console
          .page()
          .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Account sadmin"))
          .click();
      console
          .page()
          .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out"))
          .click();
      console.page().waitForURL(url -> url.contains("/login"));
      console.page().navigate(application.url("/system/mail-server"));
      console.page().waitForURL(url -> url.contains("/login"));
      console.page().locator("vaadin-login-form").waitFor();
    }
  }

  @Test
  @Order(7)
  void hasTenantsToShow() {
    createTenants();
    try (ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      console.open("/tenants?sort=route,desc&columns=name,route&route=NONE");
      console.see("2 tenants");
      assertThat(console.page().locator("vaadin-grid-sorter").count()).isEqualTo(2);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"en, LIGHT", "de, DARK"})
  @Order(8)
  void hasNoSeriousBarriersAndFitsAPhoneOnAnyView(String language, ColorScheme colors) {
    try (ConsolePage console = new ConsolePage(application, language, colors, 1280, 900)) {
      String suffix = "-" + language + "-" + colors.name().toLowerCase(Locale.ROOT);
      console.page().navigate(application.url("/login"));
      console.page().locator("vaadin-login-form").waitFor();
      assertThat(console.accessibilityViolations()).describedAs("login").isEmpty();
      console.picture("login" + suffix);
      console.signIn();
      for (String path : VIEWS) {
        console.open(path);
        console.page().waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(console.accessibilityViolations()).describedAs(path).isEmpty();
        assertThat((String) console.page().evaluate("document.documentElement.lang"))
            .isEqualTo(language);
        console.picture(pictureOf(path) + suffix);
        fitsAPhone(console, path, suffix);
      }
    }
  }

  private static void fitsAPhone(ConsolePage console, String path, String suffix) {
    Page page = console.page();
    page.setViewportSize(390, 844);
    try {
      page.waitForFunction("document.documentElement.scrollWidth <= window.innerWidth");
    } catch (TimeoutError e) {
      throw new AssertionError(path + " is wider than a phone", e);
    }
    console.picture("phone-" + pictureOf(path) + suffix);
    page.setViewportSize(1280, 900);
  }

  @Test
  @Order(9)
  void asksForANewPasswordAfterTheRandomOne(@TempDir Path fresh) {
    try (PackagedApplication first =
            PackagedApplication.start(fresh, Map.of("POSTMEISTER_ADMIN_PASSWORD", ""));
        ConsolePage console = ConsolePage.english(first)) {
      Awaitility.await().until(() -> first.output().contains("First start"));
      String random =
          first.output().replaceAll("(?s).*with the password (\\S+) and change.*", "$1");
      console.signIn(random);
      console.see("Please choose your own.");
      console.open("/system/mail-server");
      console.see("Please choose your own.");
      console.fill("Current password", random);
      console.fill("New password", "quite another password");
      console.fill("Repeat new password", "quite another password");
      console.click("Change password");
      console.see("How mail is, and what needs you.");
      console.open("/system/mail-server");
      console.see("Basic settings");
    }
  }

  private static void seeStoredSecret(ConsolePage console) {
    console
        .page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Replace Password"))
        .waitFor();
  }

  private static String valuesOfElements(ConsolePage console) {
    return (String)
        console
            .page()
            .evaluate(
                "JSON.stringify([...document.querySelectorAll('*')].map(e => e.value).filter(v =>"
                    + " typeof v === 'string'))");
  }

  private static void tabTo(Page page, String label) {
    Locator focused = page.locator(":focus").last();
    for (int i = 0; i < 60; i++) {
      page.keyboard().press("Tab");
      boolean there =
          focused.count() > 0
              && Boolean.TRUE.equals(
                  focused.evaluate(
                      "(e, label) => e.textContent.trim() === label || [...(e.labels ?? [])].some(l"
                          + " => l.textContent.trim() === label)",
                      label));
      if (there) {
        return;
      }
    }
    throw new AssertionError("The keyboard does not reach " + label);
  }

  private static Arguments failing(
      String step,
      String host,
      String encryption,
      Consumer<ScriptedSmtpServer> script,
      String title,
      String why) {
    return Arguments.of(step, host, encryption, script, title, why);
  }
}
