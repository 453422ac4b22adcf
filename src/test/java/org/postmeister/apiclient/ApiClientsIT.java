package org.postmeister.apiclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.client.ApiClient;
import org.postmeister.client.ApiResponse;
import org.postmeister.client.api.ApiTokensApi;
import org.postmeister.client.api.MessagesApi;
import org.postmeister.client.api.SystemMailServerApi;
import org.postmeister.client.api.TenantsApi;
import org.postmeister.client.model.AcceptedMessage;
import org.postmeister.client.model.Authentication;
import org.postmeister.client.model.MailServer;
import org.postmeister.client.model.Mailbox;
import org.postmeister.client.model.Message;
import org.postmeister.client.model.NamedMailbox;
import org.postmeister.client.model.NewApiToken;
import org.postmeister.client.model.NewMessage;
import org.postmeister.client.model.NewTenant;
import org.postmeister.client.model.TestMailRequest;
import org.postmeister.client.model.TestMailResult;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.CatchingSmtpServer.Caught;
import org.postmeister.testing.NpmPackages;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.Programs;
import org.postmeister.testing.TestAccounts;

/**
 * Clients that openapi-generator makes from docs/openapi.json in the build (pom.xml), on the main
 * path: from an installation without a mail server to a message that has arrived.
 */
class ApiClientsIT {

  private static final Path GENERATED = Path.of("target/generated-test-sources/client-typescript");
  private static final NpmPackages TYPESCRIPT = new NpmPackages("typescript@7.0.2");
  private static final String SENDER = "noreply@example.com";

  @TempDir private static Path directory;

  private static CatchingSmtpServer server;
  private static PackagedApplication postmeister;

  @BeforeAll
  static void start() {
    server = new CatchingSmtpServer();
    postmeister = PackagedApplication.start(directory.resolve("data"), Map.of());
  }

  @AfterAll
  static void stop() {
    if (postmeister != null) {
      postmeister.close();
    }
    server.close();
  }

  @Test
  void java() throws Exception {
    String login = TestAccounts.ADMIN + ":" + TestAccounts.ADMIN_PASSWORD;
    ApiClient administrator =
        client(
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));

    SystemMailServerApi servers = new SystemMailServerApi(administrator);
    servers.putSystemMailServer(
        new MailServer()
            .enabled(true)
            .host("localhost")
            .port(server.port())
            .encryption(MailServer.EncryptionEnum.NONE)
            .senderAddress(SENDER)
            .authentication(new Authentication().mode(Authentication.ModeEnum.NONE)),
        null,
        null);
    // What was read can be changed and sent back.
    ApiResponse<MailServer> read = servers.getSystemMailServerWithHttpInfo(null);
    String version = read.getHeaders().get("etag").getFirst();
    MailServer named =
        servers.putSystemMailServer(read.getData().senderName("Example"), version, null);
    assertThat(named.getSenderName()).isEqualTo("Example");
    TestMailResult test =
        servers.testSystemMailServer(new TestMailRequest().recipient("test@example.org"), null);
    assertThat(test.getStatus()).isEqualTo(TestMailResult.StatusEnum.SENT);

    new TenantsApi(administrator).createTenant(new NewTenant().name("java"), null);
    String token =
        new ApiTokensApi(administrator)
            .createTenantApiToken(
                "java",
                new NewApiToken()
                    .name("First mail")
                    .scopes(
                        List.of(
                            NewApiToken.ScopesEnum.MESSAGES_SEND,
                            NewApiToken.ScopesEnum.MESSAGES_READ)),
                null)
            .getToken();

    MessagesApi messages = new MessagesApi(client("Bearer " + token));
    AcceptedMessage accepted =
        messages.sendMessage(
            "java",
            new NewMessage()
                .subject("From Java")
                .text("How do you do?")
                .addToItem(new Mailbox("somebody@example.org"))
                .addToItem(
                    new Mailbox(
                        new NamedMailbox().address("else@example.org").name("Somebody Else"))),
            "first-mail",
            null);
    Message ended = messages.getMessage("java", accepted.getId(), 60, null, null);

    assertThat(ended.getStatus()).isEqualTo(Message.StatusEnum.DELIVERED);
    assertThat(ended.getAttempts()).hasSize(1);
    assertThat(messages.listTenantMessages("java", null, null, null, null, null, null))
        .extracting(Message::getId)
        .containsExactly(accepted.getId());
    assertArrived("From Java");
  }

  private static ApiClient client(String authorization) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(postmeister.url(""));
    client.setRequestInterceptor(request -> request.header("Authorization", authorization));
    return client;
  }

  @Test
  void typescript() throws Exception {
    Programs.require("The client in TypeScript", Programs.whyNot("node"));
    Programs.require("The client in TypeScript", TYPESCRIPT.whyNot());
    Path project = directory.resolve("typescript");
    copy(Path.of("src/test/typescript"), project);
    copy(GENERATED, project.resolve("client"));

    Path compiler = TYPESCRIPT.modules().resolve("typescript/bin/tsc");
    Programs.Ended compiled =
        Programs.run(project, Map.of(), List.of("node", compiler.toString(), "--project", "."));
    assertThat(compiled.exitCode()).as(compiled.output()).isZero();
    Programs.Ended walked =
        Programs.run(
            project,
            Map.of(),
            List.of(
                "node",
                "compiled/main-path.js",
                postmeister.url(""),
                TestAccounts.ADMIN,
                TestAccounts.ADMIN_PASSWORD,
                Integer.toString(server.port()),
                SENDER,
                "typescript",
                "From TypeScript"));

    assertThat(walked.exitCode()).as(walked.output()).isZero();
    assertArrived("From TypeScript");
  }

  private static void assertArrived(String subject) {
    List<Caught> mails =
        server.mails().stream().filter(mail -> subject.equals(mail.subject())).toList();
    assertThat(mails).hasSize(1);
    assertThat(mails.getFirst().recipients())
        .containsExactlyInAnyOrder("somebody@example.org", "else@example.org");
    assertThat(mails.getFirst().text()).startsWith("How do you do?");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
