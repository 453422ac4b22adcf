package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the extraction of the Dockerfile on the packaged jar, as it stands there. */
class DockerIT {

  @TempDir private Path directory;

  @Test
  void extractsTheLayersThatTheImageCopies() throws Exception {
    List<String> dockerfile = Files.readAllLines(Path.of("docker/Dockerfile"));
    String extraction =
        dockerfile.stream()
            .filter(line -> line.startsWith("RUN java -Djarmode=tools"))
            .findFirst()
            .orElseThrow()
            .substring("RUN java ".length())
            .replace("target/postmeister.jar", System.getProperty("postmeister.test.jar"))
            .replace("target/extracted", directory.resolve("extracted").toString());

    run(extraction);

    List<Path> copied =
        dockerfile.stream()
            .filter(line -> line.startsWith("COPY --from=build /build/target/extracted/"))
            .map(line ->
                line.split(" ")[2].replace(
                    "/build/target/extracted", directory.resolve("extracted").toString()))
            .map(Path::of)
            .toList();
    assertThat(copied).hasSize(4).allSatisfy(path -> assertThat(path).isDirectory());
    assertThat(directory.resolve("extracted/application/postmeister.jar")).isRegularFile();
  }

  private void run(String arguments) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder("sh", "-c", java + " " + arguments).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).describedAs(output).isZero();
  }
}
