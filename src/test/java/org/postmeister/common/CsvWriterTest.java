package org.postmeister.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvWriterTest {

  static List<Arguments> cells() {
    return List.of(
        Arguments.of("=1+1", "'=1+1"),
        Arguments.of("+49 30 1234", "'+49 30 1234"),
        Arguments.of("-1", "'-1"),
        Arguments.of("@SUM(A1)", "'@SUM(A1)"),
        Arguments.of("  =1+1", "  '=1+1"),
        Arguments.of("＝1+1", "'＝1+1"),
        Arguments.of("x;=HYPERLINK(1)", "x;'=HYPERLINK(1)"),
        Arguments.of("x; \"=1", "x; \"'=1"),
        Arguments.of("a, -b", "a, '-b"),
        Arguments.of("'=1", "''=1"),
        Arguments.of("Müller & Söhne", "Müller & Söhne"),
        Arguments.of("a=b", "a=b"),
        Arguments.of("noreply@example.com", "noreply@example.com"));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void keepsFormulasFromBeingOnesAndTakesThatBack(String text, String cell) {
    assertThat(CsvWriter.guarded(text)).isEqualTo(cell);
    assertThat(CsvWriter.withoutGuard(cell)).isEqualTo(text);
  }

  @Test
  void quotesWhatNeedsIt() {
    StringBuilder out = new StringBuilder();

    new CsvWriter(out, List.of("a", "b")).row(List.of("x,y", "say \"no\""));

    assertThat(out).hasToString("a,b\r\n\"x,y\",\"say \"\"no\"\"\"\r\n");
  }
}
