package org.postmeister.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailAddressTest {

  @ParameterizedTest
  @CsvSource({
    "noreply@example.com, noreply@example.com, noreply@example.com, false",
    "' noreply@example.com ', noreply@example.com, noreply@example.com, false",
    "No.Reply+tag@Example.COM, No.Reply+tag@example.com, No.Reply+tag@example.com, false",
    "info@bücher.example, info@bücher.example, info@xn--bcher-kva.example, false",
    "grüße@example.com, grüße@example.com, grüße@example.com, true",
    "root@localhost, root@localhost, root@localhost, false"
  })
  void readsMailboxes(String typed, String shown, String asciiDomain, boolean needsSmtpUtf8) {
    EmailAddress address = EmailAddress.of(typed);

    assertThat(address).hasToString(shown);
    assertThat(address.toAsciiDomain()).isEqualTo(asciiDomain);
    assertThat(address.needsSmtpUtf8()).isEqualTo(needsSmtpUtf8);
  }

  @Test
  void takesTheAddressOfTheSpecification() {
    EmailAddress address = EmailAddress.of("山田太郎@株式.会社");

    assertThat(address).hasToString("山田太郎@株式.会社");
    assertThat(address.needsSmtpUtf8()).isTrue();
    assertThat(address.domain().ascii()).startsWith("xn--").contains(".xn--");
  }

  @Test
  void composesDecomposedCharacters() {
    assertThat(EmailAddress.of("gru\u0308n@example.com"))
        .isEqualTo(EmailAddress.of("gr\u00FCn@example.com"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', blank",
    "'  ', blank",
    "example.com, without_at",
    "a@b@example.com, several_at",
    "'a@example.com,b@example.com', several",
    "a@example.com;b@example.com, several",
    "Name <a@example.com>, contains_name",
    "'\"a b\"@example.com', quoted",
    "a(comment)@example.com, contains_comment",
    "a b@example.com, contains_space",
    "@example.com, local_part",
    ".a@example.com, local_part",
    "a..b@example.com, local_part",
    "a:b@example.com, local_part",
    "a@, domain",
    "a@exa mple.com, domain",
    "a@-example.com, domain",
    "a@example.com:25, domain",
    "a@[192.0.2.1], address_literal",
    "a@192.0.2.1, address_literal",
    "'a@example.com\r\nRCPT TO:<b@example.com>', control_characters",
    "'a\u202E@example.com', bidi_characters"
  })
  void refusesWhatIsNotExactlyOneMailbox(String typed, String code) {
    assertRefused(typed, code);
  }

  @ParameterizedTest
  @CsvSource({"65, local_part_too_long", "260, too_long"})
  void refusesWhatIsTooLong(int length, String code) {
    assertRefused("a".repeat(length) + "@example.com", code);
  }

  private static void assertRefused(String typed, String code) {
    assertThatThrownBy(() -> EmailAddress.of(typed))
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
