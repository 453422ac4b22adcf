package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

@Tag("slow")
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
    %s\
    """
        .formatted(
            nodes,
            arrows,
            modules.stream()
                .sorted(Comparator.comparing(module -> module.getIdentifier().toString()))
                .map(ModularityTest::drawPackages)
                .collect(Collectors.joining()));
  }

  /** The packages of a module, if it has more than one besides its views and its HTTP API. */
  private static String drawPackages(ApplicationModule module) {
    String base = module.getBasePackage().getName();
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass type : module.getBasePackage()) {
      Set<String> used = uses.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getPackageName())
          .filter(name -> name.equals(base) || name.startsWith(base + "."))
          .filter(name -> !name.equals(type.getPackageName()))
          .forEach(used::add);
    }
    if (uses.keySet().stream().allMatch(name -> name.matches(".*\\.(ui|rest)|" + base))) {
      return "";
    }
    StringBuilder drawing = new StringBuilder();
    uses.forEach((name, used) ->
        drawing.append("  %s[\"%s\"]%n".formatted(node(base, name), shortName(base, name))));
    uses.forEach((name, used) ->
        used.forEach(other ->
            drawing.append("  %s --> %s%n".formatted(node(base, name), node(base, other)))));
    return """

    ## %s

    ```mermaid
    flowchart TD
    %s```
    """
        .formatted(module.getDisplayName(), drawing);
  }

  private static String shortName(String base, String name) {
    return name.equals(base)
        ? base.substring(base.lastIndexOf('.') + 1)
        : name.substring(base.length() + 1);
  }

  private static String node(String base, String name) {
    return shortName(base, name).replace('.', '_');
  }
}
