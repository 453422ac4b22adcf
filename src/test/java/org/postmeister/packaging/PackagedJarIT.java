package org.postmeister.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.FakeCollector;
import org.postmeister.testing.FakeGoogle;
import org.postmeister.testing.FakeGraph;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.TestMicrosoft;

/**
 * The jar is small, and nothing is missing in it that one of the ways of sending needs: tests on
 * the class path have more there than the jar (docs/decisions/0031).
 */
class PackagedJarIT {

  private static final long MOST_BYTES = 110_000_000;
  private static final AppRegistration REGISTRATION = TestMailServers.registration();
  private static final String PERMISSIONS = "Mail.Send";
  private static final String DRAFTS = "Mail.ReadWrite";

  private static final FakeGoogle GOOGLE = new FakeGoogle().delegate("noreply@example.com");

  private static final FakeCollector COLLECTOR = new FakeCollector();

  @TempDir private static Path data;
  private static PackagedApplication application;

  @BeforeAll
  static void start() {
    application =
        PackagedApplication.startFile(
            data,
            Map.of(
                "POSTMEISTER_MICROSOFT_LOGIN_ENDPOINT",
                TestMicrosoft.entra().url(),
                "POSTMEISTER_MICROSOFT_GRAPH_ENDPOINT",
                TestMicrosoft.graph().url(),
                "POSTMEISTER_GOOGLE_TOKEN_ENDPOINT",
                GOOGLE.tokenEndpoint(),
                "POSTMEISTER_TRUSTED_CERTIFICATES",
                TestAuthority.trusted().toString(),
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                COLLECTOR.url(),
                "MANAGEMENT_TRACING_SAMPLING_PROBABILITY",
                "1"));
    application.api("POST", "/tenants", "{\"name\": \"acme\"}");
  }

  @AfterAll
  static void stop() {
    application.close();
    GOOGLE.close();
    COLLECTOR.close();
  }

  @BeforeEach
  void reset() {
    TestMicrosoft.reset();
  }

  @Test
  void isNoLargerThanAgreed() throws IOException {
    assertThat(Files.size(Path.of(System.getProperty("postmeister.test.jar"))))
        .as("bytes; `unzip -lv` says what is large")
        .isLessThan(MOST_BYTES);
  }

  @Test
  void sendsOverSmtpWithALogin() {
    try (CatchingSmtpServer smtp = new CatchingSmtpServer()) {
      smtp(
          "NONE",
          smtp.port(),
          "\"mode\": \"USERNAME_PASSWORD\", \"username\": \"u\", \"password\": \"p\"");

      send(1_000);

      assertThat(smtp.only().recipients()).containsExactly("to@example.net");
    }
  }

  @Test
  void tellsACollectorOfMessages() {
    try (CatchingSmtpServer smtp = new CatchingSmtpServer()) {
      smtp("NONE", smtp.port(), "\"mode\": \"NONE\"");

      send(1_000);

      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() ->
              assertThat(COLLECTOR.spans())
                  .extracting(FakeCollector.Collected::name)
                  .contains("accept message", "deliver message"));
    }
  }

  @Test
  void sendsOverSmtpWithATokenOfMicrosofts() {
    TestMicrosoft.register("SMTP.SendAsApp");
    try (ScriptedSmtpServer smtp = withTokens()) {
      smtp(
          "STARTTLS",
          smtp.port(),
          "\"mode\": \"SMTP_OAUTH2\", \"username\": \"noreply@example.com\", "
              + registration("\"clientSecret\": \"" + TestMicrosoft.SECRET + "\""));

      send(1_000);

      assertThat(smtp.commands()).anyMatch(line -> line.startsWith("AUTH XOAUTH2 "));
    }
  }

  @Test
  void sendsOverSmtpWithATokenOfGoogles() {
    try (ScriptedSmtpServer smtp = withTokens()) {
      smtp(
          "STARTTLS",
          smtp.port(),
          "\"mode\": \"GOOGLE_SERVICE_ACCOUNT\", \"user\": \"noreply@example.com\", \"key\": "
              + GOOGLE.keyFile());

      send(1_000);

      assertThat(smtp.commands()).anyMatch(line -> line.startsWith("AUTH XOAUTH2 "));
      assertThat(GOOGLE.issued()).isNotEmpty();
    }
  }

  @Test
  void sendsThroughGraphWithACertificateMadeHereAtOnceAndInPieces() throws Exception {
    FakeGraph graph = TestMicrosoft.graph();
    String stored =
        server(
            "\"authentication\": {\"mode\": \"MICROSOFT_GRAPH\", "
                + registration("\"certificate\": {\"generate\": true}")
                + "}");
    TestMicrosoft.entra()
        .register(
            String.valueOf(REGISTRATION.directoryId()),
            String.valueOf(REGISTRATION.applicationId()),
            certificate(JsonPath.read(stored, "$.authentication.certificate.pem")),
            PERMISSIONS,
            DRAFTS);
    int before = graph.sent().size();

    send(1_000);
    send(7_000_000);

    assertThat(graph.sent()).hasSize(before + 2);
    assertThat(graph.sent().getLast().attachments())
        .singleElement()
        .extracting(attachment -> attachment.content().length)
        .isEqualTo(7_000_000);
    assertThat(graph.asked()).anyMatch(asked -> asked.path().endsWith("/createUploadSession"));
    assertThat(graph.draftsLeft()).isZero();
  }

  private static ScriptedSmtpServer withTokens() {
    return new ScriptedSmtpServer()
        .offering("AUTH LOGIN XOAUTH2")
        .withStartTls(TestAuthority.valid());
  }

  private static void smtp(String encryption, int port, String authentication) {
    server(
        "\"host\": \"localhost\", \"port\": %d, \"encryption\": \"%s\", \"authentication\": {%s}"
            .formatted(port, encryption, authentication));
  }

  private static String server(String settings) {
    return application.api(
        "PUT",
        "/system/mail-server",
        "{\"enabled\": true, \"senderAddress\": \"noreply@example.com\", " + settings + "}");
  }

  private static String registration(String secret) {
    return "\"directoryId\": \"%s\", \"applicationId\": \"%s\", %s"
        .formatted(REGISTRATION.directoryId(), REGISTRATION.applicationId(), secret);
  }

  private static X509Certificate certificate(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Sends a message with an attachment of so many bytes, and waits for it. */
  private static void send(int bytes) {
    String accepted =
        application.api(
            "POST",
            "/tenants/acme/messages",
            """
            {"to": ["to@example.net"], "subject": "s", "text": "t", "attachments": [
              {"name": "a.bin", "contentType": "application/octet-stream", "content": "%s"}]}
            """
                .formatted(Base64.getEncoder().encodeToString(new byte[bytes])));
    String message = "/tenants/acme/messages/" + JsonPath.read(accepted, "$.id");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> {
          String now = application.api("GET", message, "");
          assertThat(JsonPath.<String>read(now, "$.status")).as(now).isEqualTo("DELIVERED");
        });
  }
}
