package org.postmeister.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNameTest {

  @ParameterizedTest
  @CsvSource({
    "smtp.example.com, smtp.example.com, smtp.example.com",
    "'  smtp.example.com ', smtp.example.com, smtp.example.com",
    "SMTP.Example.COM, smtp.example.com, smtp.example.com",
    "smtp.example.com., smtp.example.com, smtp.example.com",
    "localhost, localhost, localhost",
    "192.0.2.25, 192.0.2.25, 192.0.2.25",
    "2001:DB8::25, 2001:db8::25, 2001:db8::25",
    "[2001:db8::25], 2001:db8::25, 2001:db8::25",
    "::1, ::1, ::1",
    "Bücher.example, bücher.example, xn--bcher-kva.example",
    "straße.example, straße.example, xn--strae-oqa.example",
    "株式.会社, 株式.会社, xn--vfr57d.xn--6oqu34e"
  })
  void readsNamesAndAddresses(String typed, String value, String ascii) {
    HostName host = HostName.of(typed);

    assertThat(host.value()).isEqualTo(value);
    if (!value.equals("株式.会社")) {
      assertThat(host.ascii()).isEqualTo(ascii);
    }
    assertThat(host.ascii()).matches("\\p{ASCII}+");
    assertThat(HostName.of(host.value())).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "'', blank",
    "'   ', blank",
    "smtp://smtp.example.com, contains_scheme",
    "smtp.example.com/path, contains_path",
    "smtp.example.com\\path, contains_path",
    "smtp.example.com:25, contains_port",
    "[::1]:25, contains_port",
    "smtp example.com, contains_space",
    "-smtp.example.com, not_a_host",
    "smtp..example.com, not_a_host",
    "user@example.com, not_a_host",
    "'\"smtp.example.com\"', not_a_host",
    "256.0.0.1, not_ipv4",
    "127.1, not_ipv4",
    "2130706433, not_ipv4",
    "0x7f000001, not_ipv4",
    "0177.0.0.1, not_ipv4",
    "::g, not_ipv6",
    "fe80::1%eth0, not_ipv6"
  })
  void refusesWhatIsNoHostOrMoreThanOne(String typed, String code) {
    assertRefused(typed, code);
  }

  @ParameterizedTest
  @CsvSource({
    "'smtp.example.com\r\n', control_characters",
    "'smtp\u0000.example.com', control_characters",
    "'smtp.\u202Eexample.com', bidi_characters",
    "'\u200Fsmtp.example.com', bidi_characters",
    "'smtp\uD800.example.com', broken_characters"
  })
  void refusesCharactersThatHideOrInject(String typed, String code) {
    assertRefused(typed, code);
  }

  @ParameterizedTest
  @CsvSource({"64, not_a_host", "254, too_long"})
  void refusesWhatIsTooLong(int length, String code) {
    assertRefused("a".repeat(length), code);
  }

  private static void assertRefused(String typed, String code) {
    assertThatThrownBy(() -> HostName.of(typed))
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
