package org.postmeister.mailserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;

/** Whom mail may be from. */
class AllowedSendersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # pattern                 | from                        | matches
          billing@example.com       | billing@example.com         | true
          billing@example.com       | Billing@EXAMPLE.com         | true
          BILLING@Example.COM       | billing@example.com         | true
          billing@example.com       | billing@example.org         | false
          billing@example.com       | xbilling@example.com        | false
          billing@example.com       | billing+x@example.com       | false
          *@example.com             | anybody@example.com         | true
          *@EXAMPLE.COM             | Any.Body@Example.com        | true
          *@example.com             | *@example.com               | true
          *@example.com             | anybody@mail.example.com    | false
          *@example.com             | anybody@notexample.com      | false
          *@example.com             | anybody@example.com.test    | false
          *@mail.example.com        | anybody@example.com         | false
          *@bücher.example          | a@xn--bcher-kva.example     | true
          *@xn--bcher-kva.example   | a@BÜCHER.example            | true
          *@bücher.example          | a@bucher.example            | false
          *@straße.example          | a@strasse.example           | false
          müller@example.com        | MÜLLER@example.com          | true
          mu\u0308ller@example.com  | müller@example.com          | true
          müller@example.com        | muller@example.com          | false
          """)
  void matches(String pattern, String from, boolean matches) {
    assertThat(SenderPattern.of(pattern).matches(EmailAddress.of(from))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # pattern             | rule
          ''                    | blank
          *                     | without_at
          example.com           | without_at
          @example.com          | local_part
          *@                    | domain
          *@*                   | domain
          *@*.example.com       | domain
          *@[192.0.2.1]         | address_literal
          *@192.0.2.1           | address_literal
          *.x@example.com       | asterisk
          **@example.com        | asterisk
          billing*@example.com  | asterisk
          a@b@example.com       | several_at
          Ada <ada@example.com> | contains_name
          """)
  void isNoPattern(String text, String rule) {
    assertThatThrownBy(() -> SenderPattern.of(text))
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.code()).isEqualTo(rule));
  }

  // It could have meant anything, so it stands for nobody.
  @ParameterizedTest
  @ValueSource(strings = {"a*@example.com", "*@example_com", "*", "", "a b@example.com"})
  void whatWasStoredUnderAnEarlierRuleMatchesNobody(String stored) {
    SenderPattern pattern = SenderPattern.stored(stored);

    assertThat(pattern.isValid()).isFalse();
    assertThat(pattern).hasToString(stored);
    assertThat(pattern.matches(pattern.address())).isFalse();
    assertThat(new AllowedSenders(List.of(pattern)).isValid()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "billing@example.com\n*@example.org",
        "billing@example.com, *@example.org",
        " billing@example.com;*@EXAMPLE.org\r\n\r\n,billing@example.com "
      })
  void readsLinesAndLists(String text) {
    AllowedSenders senders = AllowedSenders.of(text);

    assertThat(senders.texts()).containsExactly("billing@example.com", "*@example.org");
    assertThat(senders).hasToString("billing@example.com, *@example.org");
    assertThat(AllowedSenders.of(senders.lines())).isEqualTo(senders);
    assertThat(AllowedSenders.stored(senders.lines())).isEqualTo(senders);
    assertThat(senders.isValid()).isTrue();
    assertThat(senders.include(EmailAddress.of("billing@example.com"))).isTrue();
    assertThat(senders.include(EmailAddress.of("ada@example.org"))).isTrue();
    assertThat(senders.include(EmailAddress.of("ada@example.com"))).isFalse();
  }

  @Test
  void saysWhichEntryIsWrong() {
    assertThatThrownBy(() -> AllowedSenders.of("*@example.org\nbilling*@example.com"))
        .isInstanceOfSatisfying(
            InvalidValueException.class,
            e -> {
              assertThat(e.code()).isEqualTo("syntax");
              assertThat(e.getArguments()).containsExactly("billing*@example.com");
            });
  }

  @Test
  void hasAtLeastOneAndAtMostAHundred() {
    assertThat(AllowedSenders.of(many(100)).patterns()).hasSize(100);
    assertThat(AllowedSenders.of("a@example.org, a@example.org").patterns()).hasSize(1);
    // Also of the same: what is described as at most a hundred has at most a hundred.
    String repeated = "a@example.org ".repeat(101);
    for (String text : new String[] {many(101), repeated, " ,\n", ""}) {
      assertThatThrownBy(() -> AllowedSenders.of(text))
          .isInstanceOfSatisfying(
              InvalidValueException.class, e -> assertThat(e.code()).isEqualTo("number"));
    }
    assertThat(AllowedSenders.stored(many(101)).isValid()).isFalse();
    assertThat(AllowedSenders.NONE.isValid()).isTrue();
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "*@d%d.example".formatted(i))
        .collect(Collectors.joining(","));
  }
}
