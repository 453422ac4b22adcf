package org.postmeister.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.testing.PostmeisterTest;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@PostmeisterTest
@ExtendWith(OutputCaptureExtension.class)
class LogRedactionTest {

  private static final String TOKEN = "4fK2x9_-4fK2x9_-4fK2x9_-4fK2x9_-4fK2x9_-4fK";

  @ParameterizedTest
  @CsvSource({
    "POST /api/v1/invitations/" + TOKEN + " now, POST /api/v1/invitations/*** now",
    "https://console.example/invitation/" + TOKEN + ", https://console.example/invitation/***",
    "token pmt_" + TOKEN + ", token pmt_***",
    "Authorization: Basic c2FkbWluOmNvcnJlY3Q=, Authorization: Basic ***",
    "nothing secret, nothing secret"
  })
  void keepsLinksAndTokensOut(String text, String expected) {
    assertThat(LogRedaction.redacted(text)).isEqualTo(expected);
  }

  @Test
  void worksOnWhatIsPrinted(CapturedOutput output) {
    LoggerFactory.getLogger("org.postmeister").info("asked for /invitation/{}", TOKEN);

    assertThat(output).contains("asked for /invitation/***").doesNotContain(TOKEN);
  }
}
