package org.postmeister.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IP addresses as people read them. */
class IpAddressesTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "0:0:0:0:0:0:0:1, ::1",
    "2001:db8:0:0:0:0:0:7, 2001:db8::7",
    "2001:DB8:0:1:0:0:0:7, 2001:db8:0:1::7",
    "fe80:0:0:0:0:0:0:1%eth0, fe80::1%eth0",
    "::1, ::1",
    "aaaaa::1, aaaaa::1",
    "unknown, unknown",
    "192.0.2.7:4711, 192.0.2.7:4711",
    ":, :"
  })
  void areAsShortAsTheyCanBe(String address, String text) {
    assertThat(IpAddresses.text(address)).isEqualTo(text);
  }
}
