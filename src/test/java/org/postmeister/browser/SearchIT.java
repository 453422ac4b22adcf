package org.postmeister.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;

/** Searching everything in a browser, without touching the mouse. */
class SearchIT {

  @TempDir private static Path data;
  private static PackagedApplication application;

  @BeforeAll
  static void start() {
    application = PackagedApplication.start(data, Map.of());
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  private static Locator search(ConsolePage console) {
    return console
        .page()
        .getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Search everything"));
  }

  private static Locator highlighted(ConsolePage console) {
    return console.page().locator(".search-result[aria-selected='true']");
  }

  @Test
  void theKeyboardAloneLeadsToAPage() {
    try (ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      Page page = console.page();
      page.keyboard().press("Control+k");
      assertThat(search(console)).isFocused();
      assertThat(highlighted(console)).hasText("Dashboard");
      page.keyboard().type("mail");
      assertThat(page.locator(".search-status")).hasText(Pattern.compile("\\d+ results"));
      assertThat(highlighted(console)).hasText("Mail servers");
      assertThat(search(console)).hasAttribute("aria-activedescendant", "search-result-0");
      assertThat(console.accessibilityViolations()).isEmpty();
      console.picture("search");
      page.keyboard().press("ArrowDown");
      assertThat(highlighted(console)).hasText("Mail texts");
      assertThat(search(console)).hasAttribute("aria-activedescendant", "search-result-1");
      page.keyboard().press("Enter");
      page.waitForURL("**/mail-texts");
      console.see("Mail texts");
      assertThat(console.dialog()).hasCount(0);

      page.keyboard().press("Control+k");
      assertThat(search(console)).isFocused();
      page.keyboard().press("Escape");
      assertThat(console.dialog()).hasCount(0);
      // What was typed just before Enter counts, too.
      page.keyboard().press("Control+k");
      assertThat(search(console)).isFocused();
      page.keyboard().type("audit");
      page.keyboard().press("Enter");
      page.waitForURL("**/system/audit");
    }
  }

  @Test
  void aResultIsALinkThatFillsTheScreenOfAPhone() {
    try (ConsolePage console = new ConsolePage(application, "en", ColorScheme.DARK, 390, 844)) {
      console.signIn();
      Page page = console.page();
      console.click("Search");
      search(console).fill("licence holder");
      assertThat(highlighted(console)).containsText("Licence holder");
      assertThat(console.accessibilityViolations()).isEmpty();
      BoundingBox box = page.locator(".search-content").boundingBox();
      assertThat(box.width).isGreaterThan(320);
      console.picture("search-phone");
      highlighted(console).click();
      page.waitForURL("**/system/platform");
      assertThat(console.dialog()).hasCount(0);
    }
  }
}
