package org.postmeister.submission.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.postmeister.audit.AuditService;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.security.token.NewApiToken;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;

/** What tests of submission over SMTP have in common. */
abstract class SubmissionTestCase {

  static final String MESSAGE =
      "From: noreply@example.com\r\nTo: a@example.org\r\nSubject: Hello\r\n"
          + "Message-ID: <1@example.com>\r\n\r\nHow do you do?\r\n..dots\r\n.\r\n";

  @Autowired SubmissionServer submission;
  @Autowired ApiTokenService tokens;
  @Autowired TenantService tenants;
  @Autowired SystemMailServerService systemServer;
  @Autowired MessageService messages;
  @Autowired TestDeliveries deliveries;
  @Autowired AuditService audit;

  final ScriptedSmtpServer server = new ScriptedSmtpServer();
  TenantId tenant;
  String token;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(settings(), null), null);
    tenant = SomeTenants.create(tenants, "acme");
    token = token("acme", TokenScope.MESSAGES_SEND);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  String submit(String message, String... recipients) throws IOException {
    try (RawSmtpClient client = signedIn()) {
      client.ask("MAIL FROM:<noreply@example.com>");
      for (String recipient : recipients) {
        client.ask("RCPT TO:<" + recipient + ">");
      }
      client.ask("DATA");
      client.send(message);
      return client.read();
    }
  }

  RawSmtpClient signedIn() throws IOException {
    RawSmtpClient client = RawSmtpClient.plain(port()).startTls();
    assertThat(client.signIn("acme", token)).isEqualTo("235 2.7.0 Signed in");
    return client;
  }

  List<Message> sent() {
    return messages.find(MessageQuery.ALL, null, 0, 100);
  }

  String token(String ofTenant, TokenScope scope) {
    return tokens
        .create(
            new NewApiToken(
                SingleLine.of("application"), TenantName.of(ofTenant), null, Set.of(scope), null))
        .token();
  }

  MailServerSettings settings() {
    return open("localhost", server.port());
  }

  int port() {
    return submission.ports().getFirst();
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes());
  }
}
