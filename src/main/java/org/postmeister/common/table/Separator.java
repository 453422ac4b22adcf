package org.postmeister.common.table;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands between the cells of a text file. */
public enum Separator {
  COMMA(','),
  SEMICOLON(';'),
  TAB('\t'),
  BAR('|');

  // A line for Excel alone, which does not show it.
  private static final Pattern LINE =
      Pattern.compile(
          "\\A\"?sep=([,;\\t|])\"?[ ,;\\t]*(?:\\r\\n?|\\n|\\z)", Pattern.CASE_INSENSITIVE);

  private final char character;

  Separator(char character) {
    this.character = character;
  }

  char character() {
    return character;
  }

  /** The table of a file, and the separator that it uses. */
  record Found(Separator separator, String table) {}

  /** By the line {@code sep=;} before the table; else by what separates the cells of the header. */
  static Found in(String text) {
    Matcher line = LINE.matcher(text);
    if (line.find()) {
      char named = line.group(1).charAt(0);
      return new Found(
          Stream.of(values()).filter(known -> known.character == named).findFirst().orElseThrow(),
          text.substring(line.end()));
    }
    String header = withoutQuoted(firstLine(text));
    Optional<Separator> most =
        Stream.of(COMMA, SEMICOLON, TAB)
            .filter(known -> known.countIn(header) > 0)
            .max(Comparator.comparingLong(known -> known.countIn(header)));
    return new Found(most.orElse(COMMA), text);
  }

  private long countIn(String line) {
    return line.chars().filter(found -> found == character).count();
  }

  private static String firstLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  private static String withoutQuoted(String line) {
    return line.replaceAll("\"[^\"]*\"", "");
  }
}
