package org.postmeister.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.postmeister.testing.Browser;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.TestAccounts;

/** The console in a browser, in the words of a person who uses it. */
final class ConsolePage implements AutoCloseable {

  /** Where pictures go, as {@code docs/screenshots}; without it none are taken, they cost time. */
  private static final @Nullable String PICTURES =
      System.getProperty("postmeister.test.screenshots");

  private final PackagedApplication application;
  private final BrowserContext context;
  private final Page page;
  private final List<Response> responses = new CopyOnWriteArrayList<>();
  private final List<String> frames = new CopyOnWriteArrayList<>();

  ConsolePage(
      PackagedApplication application, String language, ColorScheme colors, int width, int height) {
    this.application = application;
    this.context =
        Browser.get()
            .newContext(
                new com.microsoft.playwright.Browser.NewContextOptions()
                    .setLocale(language)
                    .setColorScheme(colors)
                    .setViewportSize(width, height));
    this.page = context.newPage();
    page.setDefaultTimeout(20_000);
    page.onResponse(responses::add);
    page.onWebSocket(
        socket -> socket.onFrameReceived(frame -> frames.add(String.valueOf(frame.text()))));
  }

  // Of a page that is already left, the browser has nothing any more.
  private static String bodyOf(Response response) {
    try {
      return response.text();
    } catch (PlaywrightException e) {
      return "";
    }
  }

  static ConsolePage english(PackagedApplication application) {
    return new ConsolePage(application, "en", ColorScheme.LIGHT, 1280, 900);
  }

  Page page() {
    return page;
  }

  /** Everything the server has sent to this browser as text. */
  List<String> received() {
    List<String> texts = new ArrayList<>(frames);
    responses.stream().filter(ConsolePage::isText).map(ConsolePage::bodyOf).forEach(texts::add);
    return texts;
  }

  private static boolean isText(Response response) {
    String type = response.headers().getOrDefault("content-type", "");
    return response.status() == 200 && (type.contains("html") || type.contains("json"));
  }

  ConsolePage open(String path) {
    page.navigate(application.url(path));
    page.locator("h1").first().waitFor();
    return this;
  }

  void signIn() {
    signIn(TestAccounts.ADMIN_PASSWORD);
  }

  void signIn(String password) {
    signIn(TestAccounts.ADMIN, password);
  }

  void signIn(String login, String password) {
    try {
      page.navigate(application.url("/login"));
    } catch (PlaywrightException e) {
      // The page has just noticed itself that its session has ended, and is on its way there.
      page.navigate(application.url("/login"));
    }
    page.locator("input[name=username]").fill(login);
    page.locator("input[name=password]").fill(password);
    page.locator("vaadin-login-form vaadin-button[theme~=primary]").click();
    page.waitForURL(url -> !url.contains("/login"));
    page.locator("h1").first().waitFor();
  }

  Locator field(String label) {
    return page.getByRole(
        AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  void fill(String label, String value) {
    field(label).fill(value);
    field(label).press("Tab");
  }

  void tick(String label, boolean value) {
    Locator box =
        page.getByRole(
            AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
    if (box.isChecked() != value) {
      box.click();
    }
  }

  void choose(String label, String option) {
    page.locator("vaadin-select")
        .filter(
            new Locator.FilterOptions()
                .setHas(page.getByText(label, new Page.GetByTextOptions().setExact(true))))
        .locator("vaadin-select-value-button")
        .click();
    page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(option).setExact(true))
        .click();
  }

  void click(String text) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true))
        .click();
  }

  /** Clicks a button of the dialog that is open. */
  void clickInDialog(String text) {
    dialog()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(text).setExact(true))
        .click();
  }

  /** The dialog that is open. */
  Locator dialog() {
    return page.locator("vaadin-dialog[opened], vaadin-confirm-dialog[opened]").last();
  }

  void showTab(String label) {
    page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(label).setExact(true)).click();
  }

  Locator text(String text) {
    return page.getByText(text).first();
  }

  /** Waits until the text can be seen. */
  void see(String text) {
    text(text).waitFor();
  }

  /** Waits for a confirmation; not for other words that contain it. */
  void seeToast(String text) {
    page.locator("vaadin-notification-card")
        .filter(new Locator.FilterOptions().setHasText(text))
        .first()
        .waitFor();
  }

  void picture(String name) {
    if (PICTURES == null) {
      return;
    }
    page.waitForTimeout(400);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of(PICTURES).resolve(name + ".png"))
            .setAnimations(ScreenshotAnimations.DISABLED));
  }

  /** Everything on the heap of the page's JavaScript, after a garbage collection. */
  String heap() {
    StringBuilder snapshot = new StringBuilder();
    CDPSession tools = context.newCDPSession(page);
    tools.on(
        "HeapProfiler.addHeapSnapshotChunk",
        chunk -> snapshot.append(chunk.get("chunk").getAsString()));
    tools.send("HeapProfiler.takeHeapSnapshot");
    tools.detach();
    return snapshot.toString();
  }

  /** Serious and critical violations that axe-core finds on the page as it stands. */
  List<String> accessibilityViolations() {
    // Frames that run no script cannot be looked into, and axe would wait for them for ever.
    page.evaluate(
        """
        window.framesAside = [...document.querySelectorAll('iframe[sandbox=""]')]
          .map(frame => [frame, document.createComment('frame')]);
        window.framesAside.forEach(([frame, mark]) => frame.replaceWith(mark));
        """);
    try {
      return new AxeBuilder(page)
          .analyze().getViolations().stream()
              .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
              .map(ConsolePage::describe)
              .toList();
    } finally {
      page.evaluate("window.framesAside.forEach(([frame, mark]) => mark.replaceWith(frame))");
    }
  }

  private static String describe(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + " "
        + rule.getNodes().stream().map(node -> node.getHtml()).toList();
  }

  @Override
  public void close() {
    context.close();
  }
}
