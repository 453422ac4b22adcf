package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.TestAccounts;

/** From the first start to a mail that was caught, as README.md leads there: five clicks. */
class NewcomerIT {

  private static final Pattern PASSWORD =
      Pattern.compile("sign in as sadmin with the password (\\S+)");
  private static final String OWN_PASSWORD = "a sentence that nobody guesses";

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void fiveClicksToTheFirstMail(String language, @TempDir Path data) {
    Words words = Words.of(language);
    int port = PackagedApplication.freePort();
    try (PackagedApplication application =
            PackagedApplication.start(
                data,
                Map.of(
                    "POSTMEISTER_ADMIN_PASSWORD",
                    "",
                    "POSTMEISTER_MAILCATCHER_PORT",
                    Integer.toString(port)));
        ConsolePage console =
            new ConsolePage(application, language, ColorScheme.LIGHT, 1280, 900)) {
      Page page = console.page();
      page.addInitScript(
          """
          addEventListener('pointerdown', () =>
            sessionStorage.setItem('clicks', Number(sessionStorage.getItem('clicks') ?? 0) + 1), true);
          """);
      String password = passwordIn(application.output());

      console.signIn(TestAccounts.ADMIN, password);
      console.field(words.get("password.current")).fill(password);
      console.field(words.get("password.new")).fill(OWN_PASSWORD);
      console.field(words.get("password.repeated")).fill(OWN_PASSWORD);
      console.click(words.get("password.save"));
      console.click(words.get("setup.mailcatcher"));
      page.getByText(words.get("setup.test.open")).last().click();
      console.fill(words.get("testmail.recipient"), "somebody@example.org");
      console.click(words.get("testmail.send"));
      console.see(words.get("testmail.sent"));
      int clicks =
          Integer.parseInt(String.valueOf(page.evaluate("sessionStorage.getItem('clicks')")));

      // It is caught; to look at it takes one more.
      page.locator("vaadin-side-nav-item[path=mail-catcher]").click();
      console.see("somebody@example.org");
      System.out.println("Clicks from the first start to a caught mail: " + clicks);
      assertThat(clicks).isEqualTo(5);
    }
  }

  private static String passwordIn(String log) {
    Matcher found = PASSWORD.matcher(log);
    assertThat(found.find()).as(log).isTrue();
    return found.group(1).replaceFirst("\\.$", "");
  }
}
