package org.postmeister.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postmeister.testing.PostmeisterTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.registry.HealthContributorRegistry;

/** docs/operations.md says what to do about each notice, and each part of health. */
@PostmeisterTest
class OperationsDocumentTest {

  private static final Path DOCUMENT = Path.of("docs/operations.md");

  /** They say something only while the node answers, and then that it does. */
  private static final Set<String> ALWAYS_UP = Set.of("ping", "livenessState");

  @Autowired private HealthContributorRegistry health;

  @Test
  void explainsEachPartOfHealth() throws IOException {
    String table =
        Files.readString(DOCUMENT).replaceFirst("(?s).*\n### Health\n(.*?)\n###.*", "$1");
    assertThat(health.stream().map(HealthContributors.Entry::name))
        .contains("databaseWrites")
        .filteredOn(name -> !ALWAYS_UP.contains(name))
        .allSatisfy(name -> assertThat(table).contains("`" + name + "`"));
  }

  @Test
  void explainsEachNotice() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .contains(Arrays.stream(NoticeKind.values()).map(kind -> "| `" + kind + "` |").toList());
  }
}
