package org.postmeister.common.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeparatorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          a,b             ! COMMA     ! a,b
          a;b             ! SEMICOLON ! a;b
          a~b             ! TAB       ! a~b
          a               ! COMMA     ! a
          ''              ! COMMA     ! ''
          a;b;c,d         ! SEMICOLON ! a;b;c,d
          "a,b,c";d       ! SEMICOLON ! "a,b,c";d
          _a;b_x,y,z      ! SEMICOLON ! _a;b_x,y,z
          sep=;_a,b,c     ! SEMICOLON ! a,b,c
          SEP=,_a;b       ! COMMA     ! a;b
          sep=~_a,b       ! TAB       ! a,b
          sep=|_a|b       ! BAR       ! a|b
          "sep=;"_a,b     ! SEMICOLON ! a,b
          sep=;;;_a;b     ! SEMICOLON ! a;b
          sep=;           ! SEMICOLON ! ''
          sep=x_a;b       ! COMMA     ! sep=x_a;b
          separate;b      ! SEMICOLON ! separate;b
          """)
  void findsWhatSeparatesCells(String text, Separator expected, String table) {
    assertThat(Separator.in(text.replace('~', '\t').replace("_", "\r\n")))
        .isEqualTo(new Separator.Found(expected, table.replace('~', '\t').replace("_", "\r\n")));
  }
}
