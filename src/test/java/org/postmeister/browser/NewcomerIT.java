package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.TestAccounts;

/** From the first start to a mail that was caught, as README.md leads there: five clicks. */
class NewcomerIT {

  private static final Pattern PASSWORD =
      Pattern.compile("sign in as sadmin with the password (\\S+)");
  private static final String OWN_PASSWORD = "a sentence that nobody guesses";

  @TempDir private static Path data;

  @Test
  void fiveClicksToTheFirstMail() {
    int port = PackagedApplication.freePort();
    try (PackagedApplication application =
            PackagedApplication.start(
                data,
                Map.of(
                    "POSTMEISTER_ADMIN_PASSWORD",
                    "",
                    "POSTMEISTER_MAILCATCHER_PORT",
                    Integer.toString(port)));
        ConsolePage console = ConsolePage.english(application)) {
      Page page = console.page();
      page.addInitScript(
          """
          addEventListener('pointerdown', () =>
            sessionStorage.setItem('clicks', Number(sessionStorage.getItem('clicks') ?? 0) + 1), true);
          """);
      String password = passwordIn(application.output());

      console.signIn(TestAccounts.ADMIN, password);
      console.field("Current password").fill(password);
      console.field("New password").fill(OWN_PASSWORD);
      console.field("Repeat new password").fill(OWN_PASSWORD);
      console.click("Change password");
      console.click("Use the mail catcher");
      page.getByText("Send a test mail").last().click();
      console.fill("Send to", "somebody@example.org");
      console.click("Send test mail");
      console.see("The mail server has accepted the test mail.");
      int clicks =
          Integer.parseInt(String.valueOf(page.evaluate("sessionStorage.getItem('clicks')")));

      console.open("/mail-catcher");
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
