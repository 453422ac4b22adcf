package org.postmeister.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

  @ParameterizedTest
  @CsvSource({
    "'10.1.0.0/16, 2001:db8::/32', 10.1.2.3, true",
    "'10.1.0.0/16, 2001:db8::/32', 10.2.2.3, false",
    "'10.1.0.0/16, 2001:db8::/32', 2001:db8:1::1, true",
    "'10.1.0.0/16, 2001:db8::/32', 2001:db9::1, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "fe80::/10, fe80::1%eth0, true",
    "192.0.2.7, unknown, false"
  })
  void knowWhatIsInThem(String networks, String address, boolean expected) {
    assertThat(Networks.of(networks).contains(address)).isEqualTo(expected);
    assertThat(Networks.of(Networks.of(networks).toString())).isEqualTo(Networks.of(networks));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",", "10.0.0.0/33", "::/129", "example.org", "10.1", "10.0.0.0/x", "0x7f.1"})
  void areNothingElse(String text) {
    assertThatThrownBy(() -> Networks.of(text)).isInstanceOf(InvalidValueException.class);
    assertThat(Networks.stored("odd").contains("10.0.0.1")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/32, 1",
    "10.0.0.0/0, 1",
    "::/128, 1",
    "10.0.0.1, 50",
    "'', 0",
    "10.0.0.1, 51"
  })
  void areOneToFiftyWithMasksOfTheirKind(String entry, int times) {
    String text = String.join(" ", Collections.nCopies(times, entry));
    if (times > 0 && times <= 50) {
      assertThat(Networks.of(text).entries()).hasSize(times).containsOnly(entry);
    } else {
      assertThatThrownBy(() -> Networks.of(text)).isInstanceOf(InvalidValueException.class);
    }
  }
}
