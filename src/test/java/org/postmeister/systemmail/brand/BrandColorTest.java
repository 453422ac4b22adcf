package org.postmeister.systemmail.brand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.InvalidValueException;

class BrandColorTest {

  @ParameterizedTest
  @CsvSource({
    "#1f5fa8, #1f5fa8, #ffffff",
    "1F5FA8, #1f5fa8, #ffffff",
    "' #FFD500 ', #ffd500, #000000",
    "#777777, #777777, #000000",
    "#767676, #767676, #ffffff",
    "#000000, #000000, #ffffff",
    "#ffffff, #ffffff, #000000",
  })
  void hasTextOnItThatCanBeRead(String typed, String color, String text) {
    BrandColor read = BrandColor.of(typed);

    assertThat(read.value()).isEqualTo(color);
    assertThat(read.textColor()).isEqualTo(text);
  }

  @Test
  void noColorIsWithoutReadableText() {
    for (int gray = 0; gray < 256; gray++) {
      for (String color :
          new String[] {"#%1$02x%1$02x%1$02x", "#%1$02x0000", "#00%1$02x00", "#ff00%1$02x"}) {
        BrandColor one = BrandColor.of(color.formatted(gray));
        assertThat(one.contrastTo(one.textColor())).as(one.value()).isGreaterThanOrEqualTo(4.5);
      }
    }
  }

  @Test
  void contrastIsThatOfTheStandard() {
    assertThat(BrandColor.of("#000000").contrastTo("#ffffff")).isCloseTo(21, within(0.001));
    assertThat(BrandColor.of("#1f5fa8").contrastTo("#1f5fa8")).isCloseTo(1, within(0.001));
    assertThat(BrandColor.of("#777777").contrastTo("#ffffff")).isCloseTo(4.48, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "#", "#fff", "#12345", "#1234567", "red", "#12345g", "##12345", "#1f5fa8;x"})
  void nothingElseIsAColor(String typed) {
    assertThatThrownBy(() -> BrandColor.of(typed)).isInstanceOf(InvalidValueException.class);
  }
}
