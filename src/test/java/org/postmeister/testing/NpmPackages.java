package org.postmeister.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Packages from npm, if that is there: fetched once, and kept in {@code target}. */
public final class NpmPackages {

  private static final Path ALL = Path.of("target", "npm-for-tests").toAbsolutePath();

  private final Path directory;
  private final List<String> names;

  /**
   * Packages that are used together.
   *
   * @param names with their versions, such as {@code typescript@7.0.2}
   */
  public NpmPackages(String... names) {
    this.names = List.of(names);
    this.directory = ALL.resolve(String.join("+", names).replace('/', '_'));
  }

  /** Why they cannot be used here, empty if they can; fetches them first. */
  public Optional<String> whyNot() {
    try {
      return OneProcess.at(ALL.resolve("lock"), this::fetched);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Optional<String> fetched() throws IOException, InterruptedException {
    Path complete = directory.resolve("complete");
    if (Files.exists(complete)) {
      return Optional.empty();
    }
    Optional<String> noNpm = Programs.whyNot("npm");
    if (noNpm.isPresent()) {
      return noNpm;
    }
    Files.createDirectories(directory);
    List<String> command =
        new ArrayList<>(List.of("npm", "install", "--prefix", ".", "--no-audit", "--no-fund"));
    command.add("--ignore-scripts");
    command.addAll(names);
    Programs.Ended install = Programs.run(directory, Map.of(), command);
    if (install.exitCode() != 0) {
      return Optional.of("npm could not get " + names + ": " + install.output());
    }
    Files.createFile(complete);
    return Optional.empty();
  }

  /** Where they are once {@link #whyNot()} has fetched them. */
  public Path modules() {
    return directory.resolve("node_modules");
  }
}
