package org.postmeister.systemmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was changed in a text: lines as a person would mark them. */
class TextDifferenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a/b/c           | a/b/c             | ''
          a/b/c           | a/B/c             | =a/-b/+B/=c
          a/b/c/d/e/f     | a/b/c/d/e/F       | …/=e/-f/+F
          a/b/c/d/e/f     | A/b/c/d/e/f       | -a/+A/=b/…
          a/b/c/d/e/f/g   | A/b/c/d/e/f/G     | -a/+A/=b/…/=f/-g/+G
          a/b/c           | A/b/C             | -a/+A/=b/-c/+C
          a/ /b           | a/ /b/new         | …/=b/+new
          a/ /b/x         | a/ /b             | …/=b/-x
          x/ /a/ /b       | x/ /A/ /b         | =x/=/-a/+A/=/=b
          a               | b                 | -a/+b
          """)
  void showsEachChangeWithTheLinesNextToIt(String before, String after, String shown) {
    TextDifference difference = TextDifference.between(text(before), text(after));

    assertThat(
            difference.lines().stream()
                .map(TextDifferenceTest::mark)
                .collect(Collectors.joining("/")))
        .isEqualTo(shown);
    assertThat(difference.changed())
        .isEqualTo(shown.chars().filter(sign -> sign == '-' || sign == '+').count());
  }

  private static String text(String lines) {
    return lines.replace(" ", "").replace('/', '\n');
  }

  private static String mark(TextDifference.Line line) {
    return switch (line.change()) {
          case SAME -> "=";
          case REMOVED -> "-";
          case ADDED -> "+";
          case LEFT_OUT -> "…";
        }
        + line.text();
  }
}
