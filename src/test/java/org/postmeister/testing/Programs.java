package org.postmeister.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs that others wrote and that are on this machine, or not. */
public final class Programs {

  private Programs() {}

  /**
   * How a program has ended.
   *
   * @param output all that it has printed, errors, too
   */
  public record Ended(int exitCode, String output) {}

  /**
   * Runs a program to its end.
   *
   * @param environment more variables
   * @throws IOException if there is no such program
   */
  public static Ended run(Path directory, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(command + " does not end");
    }
    return new Ended(process.exitValue(), output);
  }

  /** Why a program cannot be used here, empty if it can: it is asked for its version. */
  public static Optional<String> whyNot(String program) throws InterruptedException {
    try {
      Ended version = run(Path.of("."), Map.of(), List.of(program, "--version"));
      return version.exitCode() == 0
          ? Optional.empty()
          : Optional.of(program + " does not work: " + version.output());
    } catch (IOException _) {
      return Optional.of("there is no " + program);
    }
  }

  /**
   * Skips the test if something is not there, and prints why.
   *
   * @param tested what is not tested then
   */
  public static void require(Object tested, Optional<String> whyNot) {
    whyNot.ifPresent(reason ->
        System.getLogger("tests")
            .log(System.Logger.Level.WARNING, tested + " is not tested: " + reason));
    Assumptions.assumeTrue(whyNot.isEmpty(), () -> whyNot.orElse(""));
  }
}
