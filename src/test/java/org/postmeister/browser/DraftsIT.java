package org.postmeister.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.Pictures;

/** What was typed and not saved when the page went away; that a node dies meanwhile: ProxyIT. */
class DraftsIT {

  @TempDir private static Path data;
  private static PackagedApplication application;

  private ConsolePage console;

  @BeforeAll
  static void start() {
    application = PackagedApplication.start(data, Map.of());
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @BeforeEach
  void signIn() {
    console = ConsolePage.english(application);
    console.page().onDialog(Dialog::accept);
    console.signIn();
  }

  @AfterEach
  void close() {
    console.close();
  }

  private void reload() {
    console.page().reload();
    console.page().locator("h1").first().waitFor();
  }

  @Test
  void logoAndColor() {
    console.open("/mail-texts");
    console.showTab("Logo and color");
    console
        .page()
        .locator("input[type=file]")
        .setInputFiles(new FilePayload("logo.png", "image/png", Pictures.of("png", 40, 20)));
    Locator picture = console.page().locator(".logo-field img[src^='data:']");
    picture.waitFor();
    console.fill("Color of buttons", "#aa3300");
    console.see("Unsaved changes");

    reload();
    console.showTab("Logo and color");
    console.click("Restore my entries");
    assertThat(console.field("Color of buttons")).hasValue("#aa3300");
    picture.waitFor();
    console.click("Save");
    console.seeToast("Saved");
  }

  @Test
  void newTenant() {
    console.open("/tenants");
    console.click("New tenant");
    console.fill("Name", "acme");
    console.field("Display name").pressSequentially("Acme Lt");

    reload();
    console.click("New tenant");
    console.click("Restore my entries");
    assertThat(console.field("Name")).hasValue("acme");
    assertThat(console.field("Display name")).hasValue("Acme Lt");
    console.click("Cancel");
    console.click("New tenant");
    assertThat(console.field("Name")).hasValue("");
    assertThat(console.page().getByText("Restore my entries")).isHidden();
  }

  @Test
  void newAccount() {
    console.open("/system/accounts");
    console.click("New account");
    console.fill("E-mail address", "ada@example.org");
    console.fill("Name", "Ada");
    console.fill("Tenants", "acme");

    reload();
    console.click("New account");
    console.click("Restore my entries");
    assertThat(console.field("Name")).hasValue("Ada");
    assertThat(console.field("Tenants")).hasValue("acme");
  }

  @Test
  void whatIsTypedWhileTheNodeAnswers() {
    Page page = console.page();
    console.open("/system/accounts");
    console.click("New account");
    console.field("Tenants").waitFor();
    List<Route> held = new CopyOnWriteArrayList<>();
    page.route(url -> url.contains("v-r=uidl"), held::add);
    console.fill("E-mail address", "ada@example.org");
    console.fill("Name", "Ada");
    console.field("Tenants").fill("acme");
    page.waitForCondition(() -> !held.isEmpty());
    page.evaluate(
        """
        () => {
          const setItem = Storage.prototype.setItem;
          Storage.prototype.setItem = function (...args) {
            setItem.apply(this, args);
            window.draftKept = true;
          };
        }
        """);
    // The answer knows of the first field alone; the node dies before it is told of the others.
    held.removeFirst().resume();
    page.waitForFunction("window.draftKept");
    page.waitForCondition(() -> !held.isEmpty());
    page.route(url -> url.contains("v-r=uidl"), Route::abort);
    held.getFirst().abort();

    page.reload();
    page.unrouteAll();
    reload();
    console.click("New account");
    console.click("Restore my entries");
    assertThat(console.field("E-mail address")).hasValue("ada@example.org");
    assertThat(console.field("Name")).hasValue("Ada");
    assertThat(console.field("Tenants")).hasValue("acme");
  }

  @Test
  void newToken() {
    console.open("/system/api-tokens");
    console.click("New token");
    console.fill("Name", "Billing");
    checkbox("Read the message log").check();

    reload();
    console.click("New token");
    console.click("Restore my entries");
    assertThat(console.field("Name")).hasValue("Billing");
    assertThat(checkbox("Read the message log")).isChecked();
  }

  private Locator checkbox(String label) {
    return console
        .page()
        .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
  }
}
