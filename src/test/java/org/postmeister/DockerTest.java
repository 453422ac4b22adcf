package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What can be seen of docker/ without a Docker engine; src/bench/startup.sh runs the same
 * extraction and training.
 */
class DockerTest {

  private static final Path DOCKERFILE = Path.of("docker/Dockerfile");

  @Test
  void copiesOnlyWhatIsThere() throws IOException {
    List<String> sources =
        instructions("COPY")
            .filter(copy -> !copy.startsWith("--from"))
            .flatMap(copy -> Stream.of(copy.substring(0, copy.lastIndexOf(' ')).split(" ")))
            .toList();

    assertThat(sources).isNotEmpty().allSatisfy(source -> assertThat(Path.of(source)).exists());
  }

  /** Clients for tests are made from docs, which is not sent to the engine. */
  @Test
  void buildsWithoutWhatOnlyTestsNeed() throws IOException {
    assertThat(instructions("RUN").filter(run -> run.startsWith("./mvnw")))
        .containsExactly("./mvnw -Dmaven.test.skip package");
  }

  @Test
  void doesNotRunAsRoot() throws IOException {
    List<String> lines = Files.readAllLines(DOCKERFILE);
    int user = lines.indexOf("USER postmeister");
    int entrypoint = indexOfStart(lines, "ENTRYPOINT");

    assertThat(user).isPositive().isLessThan(entrypoint);
    assertThat(lines.subList(user + 1, lines.size())).noneMatch(line -> line.startsWith("USER"));
  }

  @ParameterizedTest
  @CsvSource({"200, 0", "503, 1"})
  void isHealthyWhenTheApplicationSaysSo(int status, int exit) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/actuator/health",
        exchange -> {
          // What it says of its parts is not what it says of itself.
          byte[] body =
              "{\"status\":\"DOWN\",\"components\":{\"ping\":{\"status\":\"UP\"}}}"
                  .getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String check =
          Files.readString(DOCKERFILE).replaceAll("(?s).*HEALTHCHECK.*?CMD (\\[.*?\\])\\n.*", "$1");
      List<String> command =
          new JsonMapper().readValue(check, new TypeReference<List<String>>() {});
      ProcessBuilder process = new ProcessBuilder(command);
      process.environment().put("SERVER_PORT", Integer.toString(server.getAddress().getPort()));
      assertThat(process.start().waitFor()).isEqualTo(exit);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void startsWithTheCacheThatItsTrainingRunWrote() throws IOException {
    String file = Files.readString(DOCKERFILE);
    String cache = file.replaceAll("(?s).*-XX:AOTCacheOutput=(\\S+).*", "$1");

    assertThat(instructions("ENTRYPOINT"))
        .singleElement()
        .asString()
        .contains("-XX:AOTCache=" + cache);
  }

  @Test
  void everySettingInTheComposeFileIsDocumented() throws IOException {
    String document = Files.readString(Path.of("docs/configuration.md"));
    Map<String, Object> compose = new Yaml().load(Files.readString(Path.of("docker/compose.yaml")));
    Map<String, Map<String, Object>> services = cast(compose.get("services"));

    assertThat(services).containsOnlyKeys("postmeister", "database", "mailcatcher");
    Map<String, Object> environment = cast(services.get("postmeister").get("environment"));
    assertThat(environment.keySet())
        .allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
    assertThat(services.values())
        .filteredOn(service -> service.containsKey("image"))
        .allSatisfy(service ->
            assertThat(service.get("image")).asString().matches("[\\w/.-]+:v?\\d+(\\.\\d+)+"));
  }

  private static int indexOfStart(List<String> lines, String start) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(start)) {
        return i;
      }
    }
    return -1;
  }

  private static Stream<String> instructions(String name) throws IOException {
    return Files.readAllLines(DOCKERFILE).stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1));
  }

  @SuppressWarnings("unchecked")
  private static <T> T cast(Object value) {
    return (T) value;
  }
}
