package org.postmeister.common.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FormulaGuardTest {

  static List<Arguments> cells() {
    return List.of(
        Arguments.of("=1+1", "'=1+1", "=1+1"),
        Arguments.of("+49 30 1234", "'+49 30 1234", "+49 30 1234"),
        Arguments.of("-5", "'-5", "-5"),
        Arguments.of("'-5", "''-5", "''-5"),
        Arguments.of("''-5", "'''-5", "'''-5"),
        Arguments.of("'s Graveland", "'s Graveland", "'s Graveland"),
        Arguments.of("@SUM(A1)", "'@SUM(A1)", "@SUM(A1)"),
        Arguments.of("  =1+1", "  '=1+1", "  =1+1"),
        Arguments.of("\t=1", "\t'=1", "\t=1"),
        Arguments.of("\r=1", "\r'=1", "\r=1"),
        Arguments.of("＝1+1", "'＝1+1", "＝1+1"),
        Arguments.of("x;=HYPERLINK(1)", "x;'=HYPERLINK(1)", "x;=HYPERLINK(1)"),
        Arguments.of("x; \"=1", "x; \"'=1", "x; \"=1"),
        Arguments.of("a, -b", "a, '-b", "a, -b"),
        Arguments.of("a, '-b", "a, ''-b", "a, ''-b"),
        Arguments.of("Müller & Söhne", "Müller & Söhne", "Müller & Söhne"),
        Arguments.of("a=b", "a=b", "a=b"),
        Arguments.of("noreply@example.com", "noreply@example.com", "noreply@example.com"));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void keepsFormulasFromBeingOnesAndTakesThatBack(String text, String inCsv, String inSheet) {
    assertThat(FormulaGuard.inCsv(text)).isEqualTo(inCsv);
    assertThat(FormulaGuard.inSheet(text)).isEqualTo(inSheet);
    assertThat(FormulaGuard.removed(inCsv)).isEqualTo(text);
    assertThat(FormulaGuard.removed(inSheet)).isEqualTo(text);
  }

  @Test
  void takesBackWhateverItDid() {
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      String text =
          random
              .ints(random.nextInt(8), 0, 14)
              .mapToObj(place -> "'=-+@;,\t\r\n \"x＝".substring(place, place + 1))
              .collect(Collectors.joining());

      assertThat(FormulaGuard.removed(FormulaGuard.inCsv(text))).isEqualTo(text);
      assertThat(FormulaGuard.removed(FormulaGuard.inSheet(text))).isEqualTo(text);
    }
  }
}
