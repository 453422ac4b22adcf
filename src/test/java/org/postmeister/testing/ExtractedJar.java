package org.postmeister.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.DigestUtils;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged jar as the Docker image starts it, in less than half the time of the jar itself:
 * extracted, and with an ahead-of-time cache that a training run has written. Made when it is first
 * asked for, and again for another jar or another JVM.
 */
final class ExtractedJar {

  private static @Nullable List<String> arguments;

  private ExtractedJar() {}

  /**
   * The arguments that start it.
   *
   * @param directory where it is kept
   * @param java starts a JVM with the options that it will run with
   */
  static synchronized List<String> arguments(Path jar, Path directory, List<String> java) {
    List<String> known = arguments;
    if (known == null) {
      known = prepare(jar, directory, java);
      arguments = known;
    }
    return known;
  }

  private static List<String> prepare(Path jar, Path directory, List<String> java) {
    Path extracted = directory.resolve("application");
    Path started = extracted.resolve(jar.getFileName());
    try {
      // Its time says nothing: all builds of a version have the same.
      Path cache =
          directory.resolve("postmeister-" + digest(jar) + "-" + Runtime.version() + ".aot");
      return OneProcess.at(
          directory.resolve("lock"),
          () -> {
            if (!Files.exists(cache)) {
              deleteCaches(directory);
              FileSystemUtils.deleteRecursively(extracted);
              extract(jar, extracted, java);
              train(started, cache, java);
            }
            return List.of("-XX:AOTCache=" + cache, "-jar", started.toString());
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(Path jar) throws IOException {
    try (InputStream content = Files.newInputStream(jar)) {
      return DigestUtils.md5DigestAsHex(content);
    }
  }

  private static void deleteCaches(Path directory) throws IOException {
    try (DirectoryStream<Path> caches = Files.newDirectoryStream(directory, "*.aot")) {
      for (Path cache : caches) {
        Files.delete(cache);
      }
    }
  }

  private static void extract(Path jar, Path directory, List<String> java) throws IOException {
    run(
        java,
        "-Djarmode=tools",
        "-jar",
        jar.toString(),
        "extract",
        "--destination",
        directory.toString());
  }

  private static void train(Path jar, Path cache, List<String> java) throws IOException {
    Path written = cache.resolveSibling("training.aot");
    run(java, "-XX:AOTCacheOutput=" + written, "-jar", jar.toString(), "train");
    Files.move(written, cache);
  }

  private static void run(List<String> java, String... arguments) throws IOException {
    Path data = Files.createTempDirectory("postmeister-training");
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_DATASOURCE_"));
    builder.environment().put("POSTMEISTER_DATA_DIR", data.toString());
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      FileSystemUtils.deleteRecursively(data);
    }
  }
}
