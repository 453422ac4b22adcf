package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.ScriptedSmtpServer;

/** The message log in browsers, while messages leave, are put off, refused, and cancelled. */
class MessagesIT {

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
    // From now on links would go by mail.
    useServer(server.port());
  }

  @AfterAll
  static void stop() {
    application.close();
    server.close();
  }

  private static void useServer(int port) {
    application.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d, "encryption": "NONE",
         "senderAddress": "noreply@example.com", "senderName": "Example",
         "authentication": {"mode": "NONE"}}
        """
            .formatted(port));
  }

  private static void send(String subject, String... recipients) {
    application.api(
        "POST",
        "/tenants/acme/messages",
        """
        {"to": ["%s"], "subject": "%s", "text": "Guten Tag,\\n\\nanbei die Rechnung.",
         "html": "<h1>Guten Tag</h1><p>anbei die Rechnung.</p><script>alert(1)</script>",
         "attachments": [{"name": "Rechnung.txt", "contentType": "text/plain", "content": "YWJj"}]}
        """
            .formatted(String.join("\", \"", recipients), subject));
  }

  @Test
  void mailIsWatchedAndSteered() {
    try (ConsolePage system = ConsolePage.english(application);
        ConsolePage tenant = new ConsolePage(application, "de", ColorScheme.DARK, 390, 844)) {
      system.signIn();
      system.open("/messages");
      system.see("No messages yet.");

      send("Invoice 4711", "ada@example.org");
      // Nobody has clicked: the page is told.
      system.see("Invoice 4711");
      seeState(system, "Delivered");
      send("Newsletter", "later@example.org", "ada@example.org", "nobody@example.org");
      send("Reminder", "nobody@example.org");
      seeState(system, "Refused");
      seeState(system, "Deferred");
      assertThat(system.accessibilityViolations()).isEmpty();
      system.picture("messages");

      system.open("/");
      system.page().locator(".delivery-chart.drawn canvas").waitFor();
      system.see("Half of the mail arrived within");
      assertThat(system.accessibilityViolations()).isEmpty();
      system.picture("dashboard-with-mail");

      system.open("/messages");
      system.page().getByText("Newsletter").click();
      system.see("Greylisted, come back later");
      system.see("No such mailbox");
      system.page().getByText("Conversation").first().click();
      system.see("RCPT TO:<later@example.org>");
      system.see("Only administrators of the tenant can read");
      assertThat(system.accessibilityViolations()).isEmpty();
      system.picture("message");

      server.on("RCPT TO:<later@example.org>", "250 2.1.5 ok");
      system.click("Try again now");
      system.see("The message is back in the queue.");
      seeState(system, "Partly delivered");
      system.see("2 attempts");

      server.on("MAIL", "421 4.3.2 Maintenance until noon");
      send("Stuck", "ada@example.org");
      system.open("/messages");
      system.see("One mail server cannot be used; 1 message waits.");
      system.picture("messages-paused");
      system.open("/servers");
      system.see("Maintenance until noon");
      assertThat(system.accessibilityViolations()).isEmpty();
      system.picture("servers");

      tenant.signIn(PERSON, PASSWORD);
      tenant.open("/messages");
      tenant.see("Stuck");
      tenant.see("Der E-Mail-Server kann zurzeit nicht verwendet werden.");
      assertThat(tenant.accessibilityViolations()).isEmpty();
      tenant.picture("messages-phone-dark");
      tenant.page().getByText("Stuck").click();
      tenant.see("1 Versuch");
      assertThat(tenant.received()).noneMatch(text -> text.contains("Maintenance until noon"));
      tenant.click("Inhalt zeigen");
      tenant.see("anbei die Rechnung.");
      tenant.see("Rechnung.txt (3 Byte)");
      tenant.picture("message-phone-dark");
      tenant.click("Nachricht abbrechen");
      tenant.clickInDialog("Nachricht abbrechen");
      tenant.see("Die Nachricht wurde abgebrochen.");

      server.on("MAIL", "250 2.1.0 ok");
      send("Leaves later", "ada@example.org");
      system.click("Try again now: System mail server");
      system.see("No mail server is in trouble.");
      system.open("/messages");
      system.see("Leaves later");
      seeState(system, "Cancelled");
    }
  }

  private static void seeState(ConsolePage console, String state) {
    console
        .page()
        .locator("vaadin-badge")
        .filter(new Locator.FilterOptions().setHasText(state))
        .first()
        .waitFor();
  }
}
