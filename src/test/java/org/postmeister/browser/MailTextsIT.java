package org.postmeister.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;

/** Writing the texts of the system's mails in a browser. */
class MailTextsIT {

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

  @Test
  void placeholdersGoWhereTheCaretIs() {
    try (ConsolePage console = ConsolePage.english(application)) {
      console.signIn();
      console.open("/mail-texts");
      Locator body = console.field("Text");
      body.fill("Hello ,\n\n[Go]({{link}})");
      caret(body, 6, 6);
      console.click("Name of the reader");
      assertThat(body).hasValue("Hello {{name}},\n\n[Go]({{link}})");
      assertThat(body).isFocused();
      // What is written next follows it, and what is selected is replaced.
      body.pressSequentially("!");
      caret(body, 0, 5);
      console.click("Login");
      assertThat(body).hasValue("{{login}} {{name}}!,\n\n[Go]({{link}})");

      Locator subject = console.field("Subject");
      subject.fill("For ");
      Locator tenant =
          console
              .page()
              .locator(".placeholders vaadin-button")
              .filter(new Locator.FilterOptions().setHasText("Tenant"));
      tenant.focus();
      tenant.press("Enter");
      assertThat(subject).hasValue("For {{tenant}}");
      assertThat(subject).isFocused();
      console
          .page()
          .locator(".mail-subject")
          .filter(new Locator.FilterOptions().setHasText("For Sample tenant"))
          .waitFor();
      assertThat(console.accessibilityViolations()).isEmpty();
      console.click("Save");
      console.see("This text was changed here.");
    }
  }

  private static void caret(Locator field, int start, int end) {
    field.evaluate("(input, at) => input.setSelectionRange(at[0], at[1])", List.of(start, end));
  }
}
