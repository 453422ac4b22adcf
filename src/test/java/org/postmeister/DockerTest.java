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
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What can be seen of docker/ without a Docker engine; the launcher and its training are those of
 * the archive and the Debian package, which are tested.
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
    assertThat(instructions("RUN").filter(run -> run.contains("./mvnw")))
        .containsExactly("--mount=type=cache,target=/root/.m2 ./mvnw -Dmaven.test.skip package");
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

  /** By the launcher, which knows where it is; DistributionIT runs it. */
  @Test
  void startsWithTheCacheThatItsTrainingRunWrote() throws IOException {
    List<String> lines = Files.readAllLines(DOCKERFILE);

    assertThat(lines)
        .containsSubsequence(
            "COPY src/main/dist/bin/postmeister bin/postmeister",
            "USER postmeister",
            "RUN bin/postmeister train",
            "ENTRYPOINT [\"/opt/postmeister/bin/postmeister\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "compose-nodes.yaml"})
  void everySettingInAComposeFileIsDocumented(String file) throws IOException {
    String document = Files.readString(Path.of("docs/configuration.md"));
    Map<String, Map<String, Object>> services = services(file);

    assertThat(services).containsKeys("database", "mailcatcher");
    assertThat(services.values())
        .filteredOn(DockerTest::isPostmeister)
        .isNotEmpty()
        .allSatisfy(service -> {
          Map<String, Object> environment = cast(service.get("environment"));
          assertThat(environment.keySet())
              .allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
        });
    assertThat(services.values())
        .filteredOn(service -> service.containsKey("image") && !isPostmeister(service))
        .isNotEmpty()
        .allSatisfy(service ->
            assertThat(service.get("image")).asString().matches("[\\w/.-]+:v?\\d+(\\.\\d+)+"));
  }

  /** Nodes differ in nothing but when they start, and believe one proxy. */
  @Test
  void twoNodesAreBehindTheProxy() throws IOException {
    Map<String, Map<String, Object>> services = services("compose-nodes.yaml");
    Map<String, Object> first = services.get("node1");
    Map<String, Object> second = services.get("node2");

    for (String same : List.of("image", "environment", "volumes", "read_only", "cap_drop")) {
      assertThat(second.get(same)).as(same).isNotNull().isEqualTo(first.get(same));
    }
    Map<String, Object> networks = cast(services.get("proxy").get("networks"));
    Map<String, Object> network = cast(networks.get("default"));
    Map<String, Object> environment = cast(first.get("environment"));
    assertThat(environment.get("POSTMEISTER_TRUSTED_PROXIES"))
        .isEqualTo(network.get("ipv4_address") + "/32");
    Map<String, Object> waitsFor = cast(services.get("proxy").get("depends_on"));
    assertThat(waitsFor).containsOnlyKeys("node1", "node2");
    Path configuration = Path.of("docker/nginx/postmeister.conf");
    assertThat(services.get("proxy").get("volumes"))
        .asString()
        .contains("./nginx/postmeister.conf:/etc/nginx/conf.d/default.conf:ro");
    assertThat(configuration).content().contains("node1:8080", "node2:8080");
  }

  private static boolean isPostmeister(Map<String, Object> service) {
    return service.containsKey("build") || "postmeister".equals(service.get("image"));
  }

  private static Map<String, Map<String, Object>> services(String file) throws IOException {
    Map<String, Object> compose = new Yaml().load(Files.readString(Path.of("docker", file)));
    return cast(compose.get("services"));
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
