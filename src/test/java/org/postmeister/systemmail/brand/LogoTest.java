package org.postmeister.systemmail.brand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.common.InvalidValueException;
import org.postmeister.testing.Pictures;

/** Which files are taken as a logo. */
class LogoTest {

  @ParameterizedTest
  @CsvSource({
    "png, 16, 16, 16, 16",
    "png, 480, 100, 240, 50",
    "jpg, 480, 100, 240, 50",
    "png, 100, 400, 20, 80",
    "png, 1600, 600, 213, 80",
  })
  void isShownInItsProportionsAndNeverLarger(
      String format, int width, int height, int shownWidth, int shownHeight) {
    Logo logo = Logo.of(Pictures.of(format, width, height));

    assertThat(logo.format()).isEqualTo(format.equals("png") ? Logo.Format.PNG : Logo.Format.JPEG);
    assertThat(logo.shownWidth()).isEqualTo(shownWidth);
    assertThat(logo.shownHeight()).isEqualTo(shownHeight);
  }

  static Stream<Arguments> refused() {
    byte[] png = Pictures.of("png", 100, 50);
    byte[] bomb = png.clone();
    // The width in the header: a billion pixels that would have to be decoded.
    bomb[16] = 0;
    bomb[17] = 1;
    byte[] jpeg = Pictures.of("jpg", 100, 50);
    byte[] scans = Arrays.copyOf(jpeg, jpeg.length + 200);
    for (int i = jpeg.length; i < scans.length; i += 2) {
      scans[i] = (byte) 0xFF;
      scans[i + 1] = (byte) 0xDA;
    }
    return Stream.of(
        Arguments.of("SVG", text("<svg xmlns='http://www.w3.org/2000/svg'/>"), "format"),
        Arguments.of("HTML", text("<html><script>alert(1)</script>"), "format"),
        Arguments.of("GIF", Pictures.of("gif", 100, 50), "format"),
        Arguments.of("BMP", Pictures.of("bmp", 100, 50), "format"),
        Arguments.of("nothing", new byte[0], "format"),
        Arguments.of("half a PNG", Arrays.copyOf(png, png.length / 2), "damaged"),
        Arguments.of("a header alone", Arrays.copyOf(png, 12), "damaged"),
        Arguments.of("a bomb", bomb, "size"),
        Arguments.of("too small", Pictures.of("png", 15, 100), "size"),
        Arguments.of("too wide", Pictures.of("png", 1601, 20), "size"),
        Arguments.of("too many pixels", Pictures.of("png", 1001, 1000), "size"),
        Arguments.of("too many scans", scans, "damaged"),
        Arguments.of("too large", new byte[Logo.MAX_OCTETS + 1], "too_large"));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isNothingElse(String what, byte[] content, String code) {
    assertThatThrownBy(() -> Logo.of(content))
        .as(what)
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void whatItIsDoesNotDependOnWhatWasDoneToTheArrayLater() {
    byte[] content = Pictures.of("png", 20, 20);
    Logo logo = Logo.of(content);
    content[0] = 0;

    assertThat(logo).isEqualTo(Logo.of(Pictures.of("png", 20, 20)));
    assertThat(logo.toString()).startsWith("PNG, 20 × 20 px, ");
  }
}
