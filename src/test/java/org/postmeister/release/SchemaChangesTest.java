package org.postmeister.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Changes of the database since the last release leave its nodes at work: what they read stays
 * where it is, and what they write is accepted. What no release uses any more is removed by a
 * change set that says since when: {@code -- unused since 0.2.0}.
 */
class SchemaChangesTest {

  private static final Path CHANGES = Path.of("src/main/resources/db/changelog");
  private static final Pattern CHANGE_SET =
      Pattern.compile("(?s)--changeset postmeister:(\\S+)(.*?)(?=--changeset|\\z)");
  private static final Pattern REMOVES =
      Pattern.compile("(?i)\\b(DROP\\s+(TABLE|COLUMN)|RENAME|CHANGE\\s+COLUMN|MODIFY)\\b");
  private static final Pattern DEMANDS =
      Pattern.compile(
          "(?i)\\bADD\\s+(COLUMN\\s+)?(?!CONSTRAINT|INDEX|KEY|UNIQUE)[^,;]*NOT NULL[^,;]*");
  private static final Pattern UNUSED = Pattern.compile("-- unused since \\d+\\.\\d+\\.\\d+");

  @Test
  void changesSinceTheLastReleaseLeaveItsNodesAtWork() throws IOException {
    String released = Files.readString(Release.all().getLast().mariaDb());
    List<String> faults = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CHANGES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".sql")).toList()) {
        Matcher changeSet = CHANGE_SET.matcher(Files.readString(file));
        while (changeSet.find()) {
          if (!released.contains("('" + changeSet.group(1) + "','postmeister'")
              && disturbs(changeSet.group(2))) {
            faults.add(file + ": " + changeSet.group(1));
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static boolean disturbs(String sql) {
    if (UNUSED.matcher(sql).find()) {
      return false;
    }
    return REMOVES.matcher(sql).find()
        || DEMANDS
            .matcher(sql)
            .results()
            .anyMatch(column -> !column.group().toUpperCase(Locale.ROOT).contains("DEFAULT"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ALTER TABLE message DROP COLUMN a                      | true
          DROP TABLE lane                                        | true
          ALTER TABLE message RENAME COLUMN a TO b               | true
          ALTER TABLE message MODIFY a varchar(10)               | true
          ALTER TABLE message ADD a varchar(10) NOT NULL         | true
          ALTER TABLE message ADD COLUMN a int NOT NULL          | true
          ALTER TABLE message ADD a varchar(10) DEFAULT '' NOT NULL | false
          ALTER TABLE message ADD a int NOT NULL DEFAULT 0       | false
          ALTER TABLE message ADD a varchar(10)                  | false
          ALTER TABLE message ADD CONSTRAINT x CHECK (a IS NOT NULL) | false
          CREATE TABLE other (a int NOT NULL)                    | false
          -- unused since 0.2.0 ALTER TABLE message DROP COLUMN a | false
          """)
  void whatDisturbs(String sql, boolean disturbs) {
    assertThat(disturbs(sql)).isEqualTo(disturbs);
  }
}
