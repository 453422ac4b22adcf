package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.SharedH2;

/** Nobody is left standing: whatever is missing, refused, over or broken. */
class ErrorPagesIT {

  private static final String ADA = "ada@acme.example";
  private static final String PASSWORD = "a long enough password";

  @TempDir private static Path data;
  private static SharedH2 database;
  private static PackagedApplication application;

  // A database that the test can reach, too, so that it can break it.
  @BeforeAll
  static void start() throws SQLException {
    database = SharedH2.start(data);
    application = PackagedApplication.start(data, database.environment());
    application.api("POST", "/tenants", "{\"name\": \"acme\", \"displayName\": \"Acme GmbH\"}");
    application.api("POST", "/tenants", "{\"name\": \"other\"}");
    String invited =
        application.api(
            "POST",
            "/accounts",
            """
            {"email": "%s", "name": "Ada", "role": "TENANT_ADMIN", "tenants": ["acme"]}
            """
                .formatted(ADA));
    String token = invited.replaceAll("(?s).*\"link\"\\s*:\\s*\"[^\"]*/([^/\"]+)\".*", "$1");
    application.api("POST", "/invitations/" + token, "{\"password\": \"" + PASSWORD + "\"}");
  }

  @AfterAll
  static void stop() {
    application.close();
    database.close();
  }

  private static void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url(), "sa", "");
        Statement change = connection.createStatement()) {
      change.execute(statement);
    }
  }

  private static String menu(ConsolePage console) {
    // On a phone it is there, but folded away.
    return console.page().locator("vaadin-side-nav").first().textContent();
  }

  @Test
  void whatIsNotThereOrNotForOneselfAppearsInTheFrameAndLooksTheSame() {
    try (ConsolePage ada = new ConsolePage(application, "de", ColorScheme.DARK, 390, 844)) {
      ada.signIn(ADA, PASSWORD);
      for (String path : List.of("/nowhere", "/tenants/other", "/system/accounts", "/messages/x")) {
        ada.open(path);
        ada.see("Hier gibt es nichts");
        ada.see("kann ein Systemadministrator sagen, ob Ihr Konto die Seite sehen soll");
        assertThat(ada.page().locator(".breadcrumb").innerText()).contains("Hier gibt es nichts");
        assertThat(menu(ada)).contains("Acme GmbH").doesNotContain("Mandanten");
        assertThat(ada.accessibilityViolations()).describedAs(path).isEmpty();
        ada.picture("phone-not-found");
      }
      // The menu of the account has its symbol there in place of the name.
      assertThat(
              (Boolean)
                  ada.page()
                      .evaluate(
                          "(e => { const of = x => x.getBoundingClientRect(), svg ="
                              + " of(e.shadowRoot.querySelector('svg')); return svg.height > 0 &&"
                              + " svg.bottom <= of(e).bottom + 1;"
                              + " })(document.querySelector('.person-symbol'))"))
          .isTrue();
      // Nothing of the page's name is cut off, even beside a long login.
      assertThat(
              (Boolean)
                  ada.page()
                      .evaluate(
                          "(e => e.scrollWidth <= e.clientWidth && e.scrollHeight <="
                              + " e.clientHeight)(document.querySelector('.breadcrumb'))"))
          .isTrue();
      ada.page()
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Zur Übersicht"))
          .click();
      ada.page().waitForURL("**/my-tenants");
    }
  }

  @Test
  void whoseSessionHasEndedIsBackAtTheSamePageAfterSigningIn() {
    try (ConsolePage ada = new ConsolePage(application, "de", ColorScheme.LIGHT, 1280, 900)) {
      ada.signIn(ADA, PASSWORD);
      ada.open("/mail-texts");
      ada.page()
          .context()
          .addCookies(
              List.of(
                  new Cookie("POSTMEISTER_SESSION", "gone").setUrl(application.url("/")),
                  new Cookie("POSTMEISTER_SIGN_IN", "gone").setUrl(application.url("/"))));
      ada.fill("Betreff", "Noch nicht gespeichert");

      ada.see("Diese Seite ist nicht mehr verbunden");
      ada.see("sind Sie danach wieder hier");
      assertThat(ada.field("Betreff").inputValue()).isEqualTo("Noch nicht gespeichert");
      assertThat(ada.accessibilityViolations()).isEmpty();
      ada.picture("session-ended");
      ada.page().onDialog(dialog -> dialog.accept());
      ada.click("Seite neu laden");
      ada.page().waitForURL("**/login");
      ada.page().locator("input[name=username]").fill(ADA);
      ada.page().locator("input[name=password]").fill(PASSWORD);
      ada.page().locator("vaadin-login-form vaadin-button[theme~=primary]").click();

      ada.page().waitForURL(address -> address.contains("/mail-texts"));
      ada.see("E-Mail-Texte");
    }
  }

  @Test
  void whoSignsInOnAPageThatHasLostItsSessionIsSignedIn() {
    try (ConsolePage console = ConsolePage.english(application)) {
      console.page().navigate(application.url("/login"));
      console.page().locator("input[name=username]").fill(ADA);
      console.page().context().clearCookies();
      console.page().locator("input[name=password]").fill(PASSWORD);
      console.page().locator("vaadin-login-form vaadin-button[theme~=primary]").click();

      console.page().waitForURL("**/my-tenants");
    }
  }

  @Test
  void aFaultIsShownWithTheReferenceThatTheLogHas() throws SQLException {
    try (ConsolePage ada = ConsolePage.english(application)) {
      ada.signIn(ADA, PASSWORD);
      sql("ALTER TABLE support_request RENAME TO support_request_away");
      try {
        ada.open("/support");
        ada.see("This page cannot be shown");
        assertThat(menu(ada)).contains("Acme GmbH");
        String shown = ada.page().locator(".error-page").innerText();
        String reference = shown.replaceAll("(?s).*reference ([0-9a-f]{8}) to a system.*", "$1");
        assertThat(reference).hasSize(8);
        assertThat(application.output()).contains("reference " + reference);
        assertThat(ada.page().content()).doesNotContainIgnoringCase("support_request");
      } finally {
        sql("ALTER TABLE support_request_away RENAME TO support_request");
      }
    }
  }

  @Test
  void anActionThatFailsSaysSoUntilItIsClosed() throws SQLException {
    try (ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      console.open("/messages");
      sql("ALTER TABLE message_search RENAME TO message_search_away");
      try {
        console.fill("Search", "whatever");
        console.see("because of a fault in Postmeister itself");
        console.see("in the server’s log");
        console.picture("fault");
        assertThat(console.accessibilityViolations()).isEmpty();
      } finally {
        sql("ALTER TABLE message_search_away RENAME TO message_search");
      }
      console.click("Close");
      console
          .text("because of a fault in Postmeister itself")
          .waitFor(
              new Locator.WaitForOptions()
                  .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
    }
  }

  @Test
  void requestsThatNobodyCanServeGetAPageToo() {
    try (ConsolePage console = new ConsolePage(application, "de", ColorScheme.DARK, 390, 844)) {
      for (Map.Entry<String, String> one :
          Map.of(
                  "/VAADIN/nothing.js", "Hier gibt es nichts",
                  "/a;b", "Diese Adresse funktioniert nicht",
                  "/%zz", "Diese Adresse funktioniert nicht")
              .entrySet()) {
        console.open(one.getKey());
        assertThat(console.page().locator("h1").innerText()).isEqualTo(one.getValue());
        assertThat(console.accessibilityViolations()).describedAs(one.getKey()).isEmpty();
        assertThat(
                (Boolean)
                    console
                        .page()
                        .evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
            .isTrue();
      }
      console
          .page()
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Zur Startseite"))
          .click();
      console.page().waitForURL("**/login");
    }
  }

  @Test
  void aLostConnectionIsSaidInTheLanguageOfThePage() {
    try (ConsolePage console = new ConsolePage(application, "de", ColorScheme.LIGHT, 390, 844)) {
      console.signIn();
      console.open("/messages");
      console.page().context().setOffline(true);
      console.see("Keine Verbindung zu Postmeister.");
      Locator bar = console.page().locator(".v-status-message");
      console.picture("phone-connection-lost");
      assertThat((Boolean) bar.evaluate("e => e.scrollHeight <= e.clientHeight")).isTrue();
      console.page().context().setOffline(false);
    }
  }
}
