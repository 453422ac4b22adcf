package org.postmeister.common.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextEncodingTest {

  @ParameterizedTest
  @CsvSource({
    "UTF-8,        '',     name;Müller €,  UTF_8",
    "UTF-8,        EFBBBF, name;Müller €,  UTF_8",
    "UTF-16LE,     FFFE,   name;Müller €,  UTF_16LE",
    "UTF-16LE,     '',     name;Müller €,  UTF_16LE",
    "UTF-16BE,     FEFF,   name;Müller €,  UTF_16BE",
    "UTF-16BE,     '',     name;Müller €,  UTF_16BE",
    "windows-1252, '',     name;Müller €,  WINDOWS_1252",
    "windows-1252, '',     „Ä“ – ß,        WINDOWS_1252",
    "US-ASCII,     '',     name;x,         UTF_8",
    "US-ASCII,     '',     '',             UTF_8"
  })
  void findsOutHowATextIsEncoded(String charset, String mark, String text, TextEncoding expected) {
    byte[] content =
        HexFormat.of()
            .parseHex(mark + HexFormat.of().formatHex(text.getBytes(Charset.forName(charset))));

    assertThat(TextEncoding.decode(content)).isEqualTo(new TextEncoding.Decoded(expected, text));
  }

  @ParameterizedTest
  @CsvSource({
    "EFBBBF41FF, table_encoding",
    "FFFE410042, table_encoding",
    "FFFE00D841, table_encoding",
    "41FF81, table_no_encoding"
  })
  void refusesWhatIsInNone(String content, String code) {
    assertThatThrownBy(() -> TextEncoding.decode(HexFormat.of().parseHex(content)))
        .isInstanceOfSatisfying(
            UnreadableTableException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
