package org.postmeister.common.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailFrameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<iframe src='https://e.example'></iframe>",
        "<iframe srcdoc='<img src=https://e.example>'></iframe>",
        "<object data='https://e.example'></object>",
        "<embed src='https://e.example'>",
        "<a href='https://e.example' ping='https://e.example'>x</a>",
        "<map><area href='https://e.example'></map>",
        "<link rel='dns-prefetch' href='https://e.example'>",
        "<meta http-equiv='refresh' content='0; url=https://e.example'>",
        "<base href='https://e.example'>",
        "<form action='https://e.example'><button>x</button></form>",
        "<svg><a href='https://e.example'>x</a></svg>",
        "<frameset><frame src='https://e.example'></frameset>"
      })
  void leadsNowhere(String html) {
    assertThat(MailFrame.withoutConnections("<p style='color: red'>Hello</p>" + html))
        .doesNotContain("e.example");
  }
}
