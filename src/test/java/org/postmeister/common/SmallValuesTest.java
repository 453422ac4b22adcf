package org.postmeister.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.common.storage.LikePattern;
import org.postmeister.mailserver.ApplicationId;
import org.postmeister.mailserver.DirectoryId;
import org.postmeister.mailserver.Encryption;
import org.postmeister.secret.Secret;

class SmallValuesTest {

  private static final String GUID = "11111111-2222-3333-4444-555555555555";

  static Stream<Arguments> refused() {
    return Stream.of(
        refused("port 0", Port::of, "0", "out_of_range"),
        refused("port 65536", Port::of, "65536", "out_of_range"),
        refused("port -1", Port::of, "-1", "out_of_range"),
        refused("port of many digits", Port::of, "99999999999", "out_of_range"),
        refused("port abc", Port::of, "abc", "not_a_number"),
        refused("port 25.0", Port::of, "25.0", "not_a_number"),
        refused("blank port", Port::of, " ", "blank"),
        refused(
            "name with line break",
            DisplayName::of,
            "A\r\nBcc: b@example.com",
            "control_characters"),
        refused("name with brackets", DisplayName::of, "A <b@example.com>", "forbidden_characters"),
        refused("name with quotes", DisplayName::of, "\"A\"", "forbidden_characters"),
        refused("name with bidi override", DisplayName::of, "A\u202EB", "bidi_characters"),
        refused("blank name", DisplayName::of, "  ", "blank"),
        refused("long name", DisplayName::of, "ä".repeat(101), "too_long"),
        refused("user name with NUL", Username::of, "a\u0000b", "control_characters"),
        refused("long name of emoji", DisplayName::of, "📮".repeat(51), "too_long"),
        refused("blank user name", Username::of, "", "blank"),
        refused("long user name", Username::of, "a".repeat(256), "too_long"),
        refused("line of text with separator", SingleLine::of, "a\u2028b", "control_characters"),
        refused("empty secret", Secret::of, "", "blank"),
        refused("secret with line break", Secret::of, "a\nb", "control_characters"),
        refused("long key", Secret::ofKey, "a".repeat(5001), "too_long"),
        refused("long secret", Secret::of, "a".repeat(1025), "too_long"),
        refused("unknown encryption", Encryption::of, "SSL", "unknown"),
        refused("application id", ApplicationId::of, "not-a-guid", "not_a_guid"),
        refused("directory id", DirectoryId::of, "nodots", "neither_guid_nor_domain"),
        refused("address as directory", DirectoryId::of, "192.0.2.1", "neither_guid_nor_domain"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refuses(String what, Function<String, ?> factory, String typed, String code) {
    assertThatThrownBy(() -> factory.apply(typed))
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void takesGoodValues() {
    assertThat(Port.of(" 587 ").value()).isEqualTo(587);
    assertThat(Port.of("1")).hasToString("1");
    assertThat(Port.of("65535")).hasToString("65535");
    assertThat(LikePattern.contains("50%_!")).isEqualTo("%50!%!_!!%");
    assertThat(LikePattern.startsWith("a")).isEqualTo("a%");
    assertThat(Secret.of("a".repeat(1024)).reveal()).hasSize(1024);
    assertThat(Secret.ofKey("a".repeat(5000)).reveal()).hasSize(5000);
    assertThat(DisplayName.of(" Müller & Söhne ").value()).isEqualTo("Müller & Söhne");
    assertThat(Encryption.of("starttls")).isEqualTo(Encryption.STARTTLS);
    assertThat(ApplicationId.of(GUID.toUpperCase(Locale.ROOT)).value()).isEqualTo(GUID);
    assertThat(DirectoryId.of("Contoso.OnMicrosoft.com").value())
        .isEqualTo("contoso.onmicrosoft.com");
    assertThat(Secret.of(" keeps its spaces ").reveal()).isEqualTo(" keeps its spaces ");
  }

  @Test
  void secretsNeverShowThemselves() {
    assertThat(Secret.of("hunter2hunter2")).hasToString("Secret[hidden]");
  }

  private static Arguments refused(
      String what, Function<String, ?> factory, String typed, String code) {
    return Arguments.of(what, factory, typed, code);
  }
}
