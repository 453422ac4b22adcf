package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

  private static final Path DRAWING = Path.of("docs/modules.md");

  private final ApplicationModules modules = ApplicationModules.of(PostmeisterApplication.class);

  @Test
  void modulesDependOnlyOnWhatTheyDeclare() {
    modules.verify();
  }

  /** With {@code -Dpostmeister.test.update-docs=true} the drawing is renewed instead. */
  @Test
  void theDrawingShowsTheModulesAsTheyAre() throws IOException {
    String drawing = draw();
    if (Boolean.getBoolean("postmeister.test.update-docs")) {
      Files.writeString(DRAWING, drawing);
    }

    assertThat(DRAWING).content().isEqualTo(drawing);
  }

  private String draw() {
    String nodes =
        modules.stream()
            .map(module ->
                "  %s[\"%s\"]%n".formatted(module.getIdentifier(), module.getDisplayName()))
            .sorted()
            .collect(Collectors.joining());
    String arrows =
        modules.stream()
            .flatMap(module ->
                module
                    .getDirectDependencies(modules)
                    .uniqueModules()
                    .map(other ->
                        "  %s --> %s%n".formatted(module.getIdentifier(), other.getIdentifier())))
            .sorted()
            .distinct()
            .collect(Collectors.joining());
    return """
    # Modules

    Drawn from the code by `ModularityTest`; an arrow points to what a module uses.

    ```mermaid
    flowchart TD
    %s%s```
    """
        .formatted(nodes, arrows);
  }
}
