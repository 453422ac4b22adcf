package org.postmeister.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Changes of the database since the last release leave its nodes at work: tables, indexes and
 * columns that may be empty are added, and nothing else. What no release uses any more is removed
 * by a change set that says since which release: {@code -- unused since 0.2.0}.
 */
class SchemaChangesTest {

  private static final Path CHANGES = Path.of("src/main/resources/db/changelog");
  private static final Pattern CHANGE_SET =
      Pattern.compile("(?s)--changeset postmeister:(\\S+)(.*?)(?=--changeset|\\z)");
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?is)(CREATE TABLE|CREATE INDEX|INSERT INTO|UPDATE)\\b.*"
              // One column, which what nodes of the last release write leaves out.
              + "|ALTER TABLE \\w+ ADD (COLUMN"
              + " )?(?!CONSTRAINT|UNIQUE|CHECK|FOREIGN|PRIMARY|INDEX|KEY)(?=((?!NOT"
              + " NULL).)*$|.*\\bDEFAULT\\b)((?!\\bADD\\b).)*");
  private static final Pattern UNUSED = Pattern.compile("-- unused since (\\d+\\.\\d+\\.\\d+)\\b");

  @Test
  void changesSinceTheLastReleaseLeaveItsNodesAtWork() throws IOException {
    Release last = Release.all().getLast();
    String released = Files.readString(last.mariaDb());
    List<String> faults = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CHANGES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".sql")).toList()) {
        Matcher changeSet = CHANGE_SET.matcher(Files.readString(file));
        while (changeSet.find()) {
          if (!released.contains("('" + changeSet.group(1) + "','postmeister'")
              && disturbs(changeSet.group(2), last.version())) {
            faults.add(file + ": " + changeSet.group(1));
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static boolean disturbs(String sql, Version lastRelease) {
    Matcher unused = UNUSED.matcher(sql);
    if (unused.find()) {
      // Nodes of the last release know it as unused only if that was so then.
      return Version.parse(unused.group(1)).compareTo(lastRelease) > 0;
    }
    return Stream.of(sql.replaceAll("(?m)--.*$", "").split(";", -1))
        .map(statement -> statement.strip().replaceAll("\\s+", " "))
        .anyMatch(statement -> !statement.isEmpty() && !HARMLESS.matcher(statement).matches());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ALTER TABLE message DROP COLUMN a                          | true
          ALTER TABLE message DROP a                                 | true
          DROP TABLE lane                                            | true
          ALTER TABLE message RENAME COLUMN a TO b                   | true
          ALTER TABLE message CHANGE a b int                         | true
          ALTER TABLE message MODIFY a varchar(10)                   | true
          ALTER TABLE message ALTER COLUMN a SET NOT NULL            | true
          ALTER TABLE message ADD a varchar(10) NOT NULL             | true
          ALTER TABLE message ADD a decimal(10,2) NOT NULL           | true
          ALTER TABLE message ADD COLUMN a int NOT NULL              | true
          ALTER TABLE message ADD a int, ADD b int NOT NULL          | true
          ALTER TABLE message ADD CONSTRAINT x CHECK (a IS NOT NULL) | true
          ALTER TABLE message ADD UNIQUE (a)                         | true
          CREATE UNIQUE INDEX x ON message (a)                       | true
          CREATE INDEX x ON message (a); DROP TABLE lane             | true
          DELETE FROM message                                        | true
          ALTER TABLE message ADD a varchar(10) DEFAULT '' NOT NULL  | false
          ALTER TABLE message ADD a int NOT NULL DEFAULT 0           | false
          ALTER TABLE message ADD a varchar(10)                      | false
          ALTER TABLE message ADD COLUMN a decimal(10,2)             | false
          CREATE INDEX x ON message (a)                              | false
          CREATE TABLE other (a int NOT NULL)                        | false
          -- unused since 0.2.0 ALTER TABLE message DROP COLUMN a    | false
          -- unused since 0.10.0 ALTER TABLE message DROP COLUMN a   | true
          """)
  void whatDisturbs(String sql, boolean disturbs) {
    assertThat(disturbs(sql, Version.parse("0.9.0"))).isEqualTo(disturbs);
  }
}
