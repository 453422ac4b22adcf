package org.postmeister.apiclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.CatchingSmtpServer.Caught;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.Programs;
import org.postmeister.testing.Programs.Ended;
import org.postmeister.testing.TestAccounts;

/** Does what docs/api.md says, word for word. */
class ApiExamplesIT {

  private static final String SUBJECT = "Your order 4711";
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  /**
   * A language that the message is sent in.
   *
   * @param block what its block is called in the document
   * @param arguments between the program and the file
   */
  private record Language(String block, String program, List<String> arguments, String file) {

    List<String> command() {
      return Stream.of(List.of(program), arguments, List.of(file)).flatMap(List::stream).toList();
    }

    @Override
    public String toString() {
      return block;
    }
  }

  static List<Language> languages() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(
        new Language("java", java, List.of(), "FirstMail.java"),
        new Language("python", "python3", List.of(), "first_mail.py"),
        new Language("js", "node", List.of(), "first-mail.mjs"),
        new Language("php", "php", List.of(), "first-mail.php"),
        new Language("csharp", "dotnet", List.of("run"), "FirstMail.cs"));
  }

  @TempDir private static Path directory;

  private static CatchingSmtpServer server;
  private static PackagedApplication postmeister;
  private static List<MatchResult> blocks;

  @BeforeAll
  static void start() throws IOException {
    blocks = BLOCK.matcher(Files.readString(Path.of("docs/api.md"))).results().toList();
    server = new CatchingSmtpServer();
    postmeister = PackagedApplication.start(directory.resolve("data"), Map.of());
    postmeister.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d, "encryption": "NONE",
         "senderAddress": "noreply@example.com", "authentication": {"mode": "NONE"}}
        """
            .formatted(server.port()));
  }

  @AfterAll
  static void stop() {
    if (postmeister != null) {
      postmeister.close();
    }
    server.close();
  }

  @Test
  void everyBlockIsRun() {
    assertThat(blocks.stream().map(block -> block.group(1)).distinct())
        .containsExactly("sh", "java", "python", "js", "php", "csharp");
  }

  /** All that is done with curl, from top to bottom, as somebody would who follows it. */
  @Test
  void curl() throws Exception {
    Programs.require("What docs/api.md does with curl", Programs.whyNot("curl"));
    Programs.require("What docs/api.md does with curl", Programs.whyNot("bash"));
    int before = arrived();
    Path script = directory.resolve("curl/first-mail.sh");
    write(script, "set -euo pipefail\n" + String.join("\n", blocks("sh")));

    Ended ended =
        Programs.run(
            script.getParent(),
            Map.of(
                "POSTMEISTER_URL",
                postmeister.url(""),
                "POSTMEISTER_PASSWORD",
                TestAccounts.ADMIN_PASSWORD,
                "SMTP_HOST",
                "localhost",
                "SMTP_PORT",
                Integer.toString(server.port()),
                "SENDER",
                "noreply@example.com",
                "TENANT",
                "curl"),
            List.of("bash", script.toString()));

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output())
        .contains("\"status\":\"SENT\"")
        .contains("\"status\":\"DELIVERED\"")
        .contains("\"code\":\"validation_failed\"")
        .contains("rel=\"next\"")
        .contains("HTTP/1.1 304")
        .contains("\"displayName\":\"Acme\"");
    assertThat(arrived()).isEqualTo(before + 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("languages")
  void sendsTheFirstMail(Language language) throws Exception {
    Programs.require("docs/api.md, " + language, Programs.whyNot(language.program()));
    int before = arrived();
    String tenant = language.block();
    postmeister.api("POST", "/tenants", "{\"name\": \"" + tenant + "\"}");
    String token =
        JsonPath.read(
            postmeister.api(
                "POST",
                "/tenants/" + tenant + "/api-tokens",
                "{\"name\": \"t\", \"scopes\": [\"messages:send\", \"messages:read\"]}"),
            "$.token");
    Path file = directory.resolve(language.block()).resolve(language.file());
    assertThat(blocks(language.block())).hasSize(1);
    write(file, blocks(language.block()).getFirst());

    Ended ended =
        Programs.run(
            file.getParent(),
            Map.of(
                "POSTMEISTER_URL",
                postmeister.url(""),
                "TENANT",
                tenant,
                "POSTMEISTER_TOKEN",
                token),
            language.command());

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("DELIVERED", "somebody@example.net");
    assertThat(arrived()).isEqualTo(before + 1);
  }

  private static List<String> blocks(String language) {
    return blocks.stream()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static int arrived() {
    List<Caught> mails = server.mails().stream().filter(m -> SUBJECT.equals(m.subject())).toList();
    assertThat(mails)
        .allSatisfy(mail -> {
          assertThat(mail.recipients()).containsExactly("somebody@example.net");
          assertThat(mail.text()).startsWith("It is on its way.");
        });
    return mails.size();
  }
}
