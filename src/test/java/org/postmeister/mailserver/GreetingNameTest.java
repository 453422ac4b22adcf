package org.postmeister.mailserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which names servers may know this machine. */
class GreetingNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"mail.example.com", "mx-1.example.org", "a.b.c.example", "XN--4GBRIM.example"})
  void isAName(String name) {
    assertThat(GreetingName.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mail",
        "localhost",
        "host.localhost",
        "localhost.localdomain",
        "printer.local",
        "mail_1.example.com",
        "mail.example.com.",
        "-mail.example.com",
        "mail-.example.com",
        "mail..example.com",
        "192.0.2.1",
        "mail.example.1",
        "mäil.example.com"
      })
  void isNone(String name) {
    assertThat(GreetingName.isName(name)).isFalse();
  }
}
