package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;

/** The life of tenants, in the browsers of both administrators. */
class TenantIT {

  private static final int CATCHER = PackagedApplication.freePort();
  private static final String PASSWORD = "a long enough password";

  @TempDir private static Path data;
  private static PackagedApplication application;

  @BeforeAll
  static void start() {
    application =
        PackagedApplication.start(
            data,
            Map.of(
                "POSTMEISTER_MAILCATCHER_PORT",
                Integer.toString(CATCHER),
                "POSTMEISTER_EGRESS_ALLOW",
                "localhost",
                "POSTMEISTER_EGRESS_PORTS",
                "25,465,587," + CATCHER));
  }

  private static void switchMail(boolean on) {
    application.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": %b, "host": "localhost", "port": %d, "senderAddress": "noreply@example.com"}
        """
            .formatted(on, CATCHER));
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @Test
  void livesItsWholeLifeBetweenTwoAdministrators() {
    try (ConsolePage system = ConsolePage.english(application);
        ConsolePage ada = ConsolePage.english(application)) {
      system.signIn();
      // Without mail the link is shown, to be passed on.
      switchMail(false);
      String link = create(system);
      switchMail(true);
      choosePassword(ada, link);

      ada.signIn("ada@acme.example", PASSWORD);
      ada.page().waitForURL("**/my-tenants");
      ada.see("Your mail");
      ada.open("/tenants/acme");
      ada.see("System mail server");
      ada.fill("Send to", "somebody@example.net");
      ada.click("Send test mail");
      ada.see("The mail server has accepted the test mail.");
      assertThat(ada.page().content()).doesNotContain("localhost:" + CATCHER);

      // The policy changes while the form is open.
      fillOwnServer(ada);
      ada.see("With the unsaved changes");
      ada.see("Through localhost:" + CATCHER);
      allowOwnServer(system, false);
      ada.click("Save");
      ada.see("The system administrator does not allow this tenant a mail server of its own.");
      assertThat(ada.field("Mail server").inputValue()).isEqualTo("localhost");
      ada.picture("tenant-policy-changed");
      allowOwnServer(system, true);
      ada.click("Save");
      ada.seeToast("Saved");
      ada.see("Own server");
      ada.click("Send test mail");
      ada.see("Reply of the server");

      // Nothing else is within reach.
      for (String path :
          List.of(
              "/tenants",
              "/tenants/other",
              "/system/mail-server",
              "/system/accounts",
              "/system/audit",
              "/system/api-tokens",
              "/system/platform")) {
        ada.page().navigate(application.url(path));
        ada.see("There is nothing here");
      }

      system.open("/tenants/acme");
      system.showTab("General");
      system.tick("Active", false);
      system.see("With the unsaved changes");
      system
          .page()
          .getByRole(AriaRole.TABPANEL)
          .last()
          .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save").setExact(true))
          .click();
      system.seeToast("Saved");
      ada.open("/tenants/acme");
      ada.see("The tenant is inactive.");

      system.click("Delete tenant");
      system.fill("Type acme to confirm", "acme");
      system.clickInDialog("Delete tenant");
      system.see("All tenants, their mail routes");
      // The rights have changed, so the session has ended.
      ada.signIn("ada@acme.example", PASSWORD);
      ada.page().navigate(application.url("/tenants/acme"));
      ada.see("There is nothing here");
      ada.page().navigate(application.url("/"));
      ada.see("Your account administers no tenant.");

      system.open("/system/audit");
      system.see("Tenant deleted");
      system.see("Access refused");
      system.see("/system/accounts");
      system.see("ada@acme.example");
      system.picture("audit-after-a-life");
    }
  }

  @Test
  void changesAndTestsManyAndImportsAFile() {
    switchMail(true);
    try (ConsolePage system = ConsolePage.english(application)) {
      system.signIn();
      system.open("/tenants");
      importFile(system);
      system.see("2 tenants");
      selectAll(system);
      system.click("Send test mails");
      system.dialog().getByLabel("Send to").fill("somebody@example.net");
      system.clickInDialog("Send test mails");
      system.see("Finished: 2 of 2 done, 0 of them failed.");
      system.picture("bulk-test");
      system.clickInDialog("Close");
      // Whoever goes on selects again: the rows have changed.
      selectAll(system);
      system.click("Change policies");
      system.page().getByLabel("Do not allow").first().click();
      system.clickInDialog("Apply");
      system.see("Finished: 2 of 2 done");
      system.clickInDialog("Close");
      system.page().locator(".tenant-grid").getByText("None that it may use").first().waitFor();
      for (String name : List.of("first", "second")) {
        application.api("DELETE", "/tenants/" + name, "");
      }
    }
  }

  @Test
  void exportsForExcelInGermanAndImportsThatAgain() throws IOException {
    List<String> names = List.of("Müller; Söhne", "-5", "'-5", "=1+1");
    for (int i = 0; i < names.size(); i++) {
      application.api(
          "POST",
          "/tenants",
          "{\"name\": \"t%d\", \"displayName\": \"%s\"}".formatted(i, names.get(i)));
    }
    try (ConsolePage system = new ConsolePage(application, "de", ColorScheme.LIGHT, 1280, 900)) {
      system.signIn();
      system.open("/tenants");
      byte[] csv = download(system, "Als CSV exportieren", "tenants.csv");
      byte[] workbook = download(system, "Für Excel exportieren", "tenants.xlsx");

      assertThat(new String(csv, StandardCharsets.UTF_8))
          .startsWith("\uFEFFname;displayName;active;")
          .contains("t0;\"Müller; Söhne\";true;", "t1;'-5;", "t2;''-5;", "t3;'=1+1;");
      system.click("Importieren");
      choose(system, new FilePayload("tenants.csv", "text/csv", csv));
      system.see("Gelesen als UTF-8, Trennzeichen: Semikolon.");
      system.see("Der Import würde 0 anlegen, 0 ändern, 4 unverändert lassen und 0 ablehnen.");
      system.clickInDialog("Schließen");
      // Otherwise the file may go to the dialog that is being closed.
      system.dialog().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
      system.click("Importieren");
      choose(system, new FilePayload("tenants.xlsx", "application/octet-stream", workbook));
      system.see("Gelesen als Excel-Arbeitsmappe, Tabellenblatt „Mandanten“.");
      system.see("Der Import würde 0 anlegen, 0 ändern, 4 unverändert lassen und 0 ablehnen.");
      assertThat(system.accessibilityViolations()).isEmpty();
      system.clickInDialog("Schließen");
    }
    for (int i = 0; i < names.size(); i++) {
      application.api("DELETE", "/tenants/t" + i, "");
    }
  }

  private static byte[] download(ConsolePage console, String link, String fileName)
      throws IOException {
    Download download =
        console
            .page()
            .waitForDownload(() ->
                console
                    .page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link))
                    .click());
    assertThat(download.suggestedFilename()).isEqualTo(fileName);
    return Files.readAllBytes(download.path());
  }

  private static void choose(ConsolePage console, FilePayload file) {
    console.page().locator("vaadin-upload input[type=file]").setInputFiles(file);
  }

  private static void selectAll(ConsolePage system) {
    system
        .page()
        .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Select Row"))
        .first()
        .click();
    system.see("1 tenant selected");
    system.tick("All that match the filter", true);
  }

  private static void importFile(ConsolePage system) {
    system.click("Import");
    choose(
        system,
        new FilePayload(
            "tenants.csv",
            "text/csv",
            "name;displayName\nfirst;Müller & Söhne\nsecond;\nnot a name;\n"
                .getBytes(Charset.forName("windows-1252"))));
    system.see("Read as Windows-1252, separator: semicolon.");
    system.see("The import would create 2, change 0, leave 0 unchanged and refuse 1.");
    system.see("Müller & Söhne");
    assertThat(application.api("GET", "/tenants", "")).contains("\"total\":0");
    system.picture("import-dry-run");
    system.clickInDialog("Import now");
    system.see("Imported: 2 created");
    system.clickInDialog("Close");
  }

  private static String create(ConsolePage system) {
    system.open("/tenants");
    system.click("New tenant");
    system.fill("Name", "acme");
    system.fill("Display name", "Acme GmbH");
    system.fill("E-mail address", "ada@acme.example");
    system.fill("Name of the administrator", "Ada");
    system.picture("tenant-new");
    system.clickInDialog("Create tenant");
    system.see("Pass this link on");
    String link = system.page().locator("pre.once").innerText().strip();
    system.picture("tenant-invitation");
    system.clickInDialog("Close");
    system
        .page()
        .locator("pre.once")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    assertThat(system.page().content()).doesNotContain(link);
    return link;
  }

  private static void choosePassword(ConsolePage ada, String link) {
    ada.page().navigate(link);
    ada.see("For the account ada@acme.example.");
    ada.fill("New password", PASSWORD);
    ada.fill("Repeat new password", PASSWORD);
    ada.click("Set password");
    ada.see("Your password is set");
    ada.page().navigate(link);
    ada.see("This link does not work");
  }

  private static void fillOwnServer(ConsolePage ada) {
    ada.tick("Use mail server", true);
    ada.fill("Mail server", "localhost");
    ada.fill("Port", Integer.toString(CATCHER));
    ada.fill("Sender address", "noreply@acme.example");
  }

  private static void allowOwnServer(ConsolePage system, boolean allowed) {
    system.open("/tenants/acme");
    system.showTab("E-mail policy");
    system.tick("May configure a mail server of its own", allowed);
    Locator panel =
        system
            .page()
            .getByRole(AriaRole.TABPANEL)
            .filter(new Locator.FilterOptions().setHasText("How this tenant may send its mail."));
    panel
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save").setExact(true))
        .click();
    system.seeToast("Saved");
  }
}
