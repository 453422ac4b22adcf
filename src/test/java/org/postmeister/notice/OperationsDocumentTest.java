package org.postmeister.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** docs/operations.md says what to do about each notice. */
class OperationsDocumentTest {

  @Test
  void explainsEachNotice() throws IOException {
    assertThat(Files.readString(Path.of("docs/operations.md")))
        .contains(Arrays.stream(NoticeKind.values()).map(kind -> "| `" + kind + "` |").toList());
  }
}
