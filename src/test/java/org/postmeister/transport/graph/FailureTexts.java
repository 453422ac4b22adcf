package org.postmeister.transport.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.postmeister.mailserver.spi.SendFailure;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What a person reads of a failure. */
final class FailureTexts {

  private static final MessageSource TEXTS = texts();

  private FailureTexts() {}

  private static MessageSource texts() {
    ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
    texts.setBasenames("i18n/microsoft", "i18n/mailserver", "i18n/smtp");
    texts.setDefaultEncoding("UTF-8");
    texts.setFallbackToSystemLocale(false);
    texts.setAlwaysUseMessageFormat(true);
    return texts;
  }

  /** A sentence and a cure in each language, with everything in them that they speak of. */
  static void assertTold(SendFailure failure) {
    for (MessageSourceResolvable text :
        new MessageSourceResolvable[] {failure.message(), failure.hint()}) {
      String english = TEXTS.getMessage(text, Locale.ENGLISH);
      String german = TEXTS.getMessage(text, Locale.GERMAN);

      assertThat(english).as(failure.code()).isNotBlank().doesNotContain("{", "}", "null");
      assertThat(german)
          .as(failure.code())
          .isNotBlank()
          .doesNotContain("{", "}", "null")
          .isNotEqualTo(english);
    }
    if (failure.code().equals("graph_unknown")) {
      assertThat(
              TEXTS.getMessage(failure.message(), Locale.ENGLISH)
                  + TEXTS.getMessage(failure.hint(), Locale.ENGLISH))
          .as("with what Microsoft's support asks for")
          .contains(failure.arguments().stream().map(String::valueOf).toArray(String[]::new));
    }
  }
}
