package org.postmeister.systemmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What is said about a text that cannot be used, and where. */
class MailTextTest {

  private static final ResourceBundleMessageSource MESSAGES = messages();

  private static ResourceBundleMessageSource messages() {
    ResourceBundleMessageSource source = new ResourceBundleMessageSource();
    source.setBasenames("i18n/common", "i18n/systemmail");
    source.setDefaultEncoding("UTF-8");
    source.setAlwaysUseMessageFormat(true);
    return source;
  }

  private static List<String> said(String subject, String body) {
    try {
      MailText.of(MailKind.INVITATION, subject, body);
      return List.of();
    } catch (ValidationFailedException e) {
      return e.violations().stream()
          .map(FieldViolation::message)
          .map(message -> MESSAGES.getMessage(message, Locale.ENGLISH))
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Hi {{name}}⏎⏎{{lnik}} {{link}}            | Line 3, column 1, at “{{lnik}} {{link}}”: There is no {{lnik}}
          {{link}}⏎  two {{expirs}}                 | Line 2, column 7, at “two {{expirs}}”: There is no {{expirs}} in this mail. Did you mean {{expires}}?
          {{link}} {{whatever}}                     | Line 1, column 10, at “{{link}} {{whatever}}”: There is no {{whatever}} in this mail. The placeholders
          ⏎⏎{{link}} {{#tenant}}x                   | Line 3, column 10, at “{{link}} {{#tenant}}x”: {{#tenant}} is never closed. Please write {{/tenant}}
          {{link}}⏎{{#name}}{{#tenant}}{{/name}}    | Line 2, column 21, at “…}{{#tenant}}{{/name}}”: {{/name}} closes
          {{link}}⏎x {{/tenant}}                    | Line 2, column 3, at “x {{/tenant}}”: {{/tenant}} closes a section
          {{link}}⏎⏎Hello {{name                    | Line 3, column 7, at “Hello {{name”: A placeholder is malformed.
          {{link}}⏎Hello name}}                     | Line 2, column 11, at “Hello name}}”: A placeholder is malformed.
          {{link}}⏎{{>name}}                        | Line 2, column 1, at “{{>name}}”: A placeholder is malformed.
          {{link}}⏎⏎😀 ![x](https://e.example/a.png) | Line 3, column 3, at “😀 ![x](https://e.example/a…”: Images
          {{link}}⏎⏎- a⏎- [b](https://e.example/{{name}}) | Line 4, column 3, at “- [b](https://e.example/{{…”: A link must
          {{link}}⏎⏎    code {{name}}               | Line 3, column 10, at “code {{name}}”: Placeholders cannot
          {{link}}⏎x{{link}}                        | Line 2, column 2, at “x{{link}}”: The link has to
          """)
  void isSaidAtItsPlace(String body, String start) {
    assertThat(said("Subject", body.replace('⏎', '\n')))
        .singleElement()
        .asString()
        .startsWith(start);
  }

  @Test
  void linesAreThoseOfTheFieldWhateverItsLineEndings() {
    assertThat(said("S", "\r\n\r\n{{link}}\r\n{{linkk}}"))
        .singleElement()
        .asString()
        .startsWith("Line 4, column 1, ");
  }

  @Test
  void subjectsHaveNoLines() {
    assertThat(said("Hi {{link}}", "{{link}}"))
        .containsExactly("At “Hi {{link}}”: {{link}} cannot be used in the subject.");
  }

  @Test
  void textsThatCanBeUsedAreTakenAsTheyAre() {
    assertThatCode(() ->
            MailText.of(
                MailKind.INVITATION,
                "{{#tenant}}{{tenant}}{{/tenant}}{{^tenant}}-{{/tenant}}",
                "{{! a comment }}\n[Go]({{link}})"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> MailText.of(MailKind.INVITATION, " ", "{{link}}"))
        .isInstanceOf(ValidationFailedException.class);
  }
}
