package org.postmeister.submission.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.junit.jupiter.api.Test;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageOrigin;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.testing.PostmeisterTest;

/** Messages that programs submit over SMTP, until they arrive. */
@PostmeisterTest
class SubmissionTest extends SubmissionTestCase {

  @Test
  void offersWhatItCan() throws IOException {
    try (RawSmtpClient client = RawSmtpClient.plain(port())) {
      assertThat(client.ask("EHLO client.example.org").lines())
          .contains(
              "250-submission.example.net",
              "250-PIPELINING",
              "250-SIZE 26214400",
              "250-8BITMIME",
              "250-SMTPUTF8",
              "250-ENHANCEDSTATUSCODES",
              "250-CHUNKING",
              "250-DSN",
              "250 STARTTLS");
      client.startTls();
      assertThat(client.ask("EHLO client.example.org").lines())
          .contains("250 AUTH PLAIN LOGIN")
          .doesNotContain("250-STARTTLS");
    }
  }

  @Test
  void takesAMessageAndDeliversItAsItCame() throws Exception {
    String reply;
    try (RawSmtpClient client = signedIn()) {
      assertThat(client.ask("MAIL FROM:<noreply@example.com>")).startsWith("250 2.1.0");
      assertThat(client.ask("RCPT TO:<a@example.org>")).startsWith("250 2.1.5");
      assertThat(client.ask("RCPT TO:<hidden@example.org>")).startsWith("250 2.1.5");
      assertThat(client.ask("DATA")).startsWith("354");
      client.send(MESSAGE);
      reply = client.read();
      assertThat(client.ask("QUIT")).startsWith("221 2.0.0");
    }

    assertThat(reply).matches("250 2\\.0\\.0 \\d+");
    Message message = messages.get(Long.parseLong(reply.substring(10)));
    assertThat(message.subject()).isEqualTo("Hello");
    assertThat(message.origin()).isEqualTo(new MessageOrigin(MessageOrigin.Via.SMTP, "127.0.0.1"));
    assertThat(message.recipients())
        .extracting(Recipient::kind)
        .containsExactly(Recipient.Kind.TO, Recipient.Kind.BCC);
    deliveries.run();
    assertThat(messages.get(message.id()).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(server.commands())
        .contains("MAIL FROM:<noreply@example.com>", "RCPT TO:<hidden@example.org>")
        .containsSubsequence(
            "Received: from client.example.org",
            "From: noreply@example.com",
            "To: a@example.org",
            "Subject: Hello",
            "Message-ID: <1@example.com>",
            "",
            "How do you do?",
            "..dots")
        .noneMatch(line -> line.contains("hidden") && !line.startsWith("RCPT"));
  }

  @Test
  void takesChunksAndCommandsInOnePiece() throws Exception {
    try (RawSmtpClient client = signedIn()) {
      client.send(
          "MAIL FROM:<noreply@example.com> BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=x1\r\n"
              + "RCPT TO:<a@example.org> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;b@example.org\r\n"
              + "BDAT 24\r\nFrom: noreply@example.co"
              + "BDAT 10 LAST\r\nm\r\n\r\n.\r\nä"
              + "NOOP\r\n");
      assertThat(client.read()).startsWith("250 2.1.0");
      assertThat(client.read()).startsWith("250 2.1.5");
      assertThat(client.read()).isEqualTo("250 2.0.0 24 octets");
      assertThat(client.read()).matches("250 2\\.0\\.0 \\d+");
      assertThat(client.read()).isEqualTo("250 2.0.0 Ok");
    }
    server.offering("DSN").offering("8BITMIME");
    deliveries.run();

    assertThat(server.commands())
        .anyMatch(line -> line.endsWith(" RET=HDRS ENVID=x1"))
        .contains("RCPT TO:<a@example.org> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;b@example.org")
        .contains("..", "ä");
  }

  @Test
  void theSameMessageAgainIsNoOther() throws IOException {
    String first = submit(MESSAGE, "a@example.org");

    assertThat(submit(MESSAGE, "a@example.org")).isEqualTo(first);
    assertThat(submit(MESSAGE, "b@example.org")).isNotEqualTo(first);
    assertThat(submit(MESSAGE.replace("<1@", "<2@"), "a@example.org")).isNotEqualTo(first);
    String withKey = submit("Idempotency-Key: k1\r\n" + MESSAGE, "a@example.org");
    assertThat(submit("Idempotency-Key: k1\r\n" + MESSAGE, "a@example.org")).isEqualTo(withKey);
    assertThat(submit("Idempotency-Key: k1\r\nX-A: b\r\n" + MESSAGE, "a@example.org"))
        .startsWith("550 5.7.1");
    assertThat(sent()).hasSize(4);
  }

  @Test
  void whoIsSomebodyElseIsRefusedOrRewritten() throws Exception {
    String other = MESSAGE.replace("From: noreply@example.com", "From: X <x@example.com>");
    assertThat(submit(other, "a@example.org")).startsWith("550 5.7.1 ").contains("x@example.com");
    assertThat(submit(MESSAGE.replace("From: ", "Sender: x@example.com\r\nFrom: "), "a@b.example"))
        .startsWith("550 5.7.1");

    systemServer.save(
        draft(settings().with(MailServerField.SENDER_POLICY, SenderPolicy.REWRITE), null), null);
    assertThat(submit(other, "a@example.org")).startsWith("250");
    systemServer.save(
        draft(
            settings().with(MailServerField.ALLOWED_SENDERS, AllowedSenders.of("*@example.com")),
            null),
        null);
    assertThat(submit(other.replace("<1@", "<2@"), "b@example.org")).startsWith("250");
    deliveries.run();

    assertThat(server.commands())
        .contains(
            "From: Example <noreply@example.com>",
            "Reply-To: X <x@example.com>",
            "MAIL FROM:<x@example.com>",
            "From: X <x@example.com>");
  }

  @Test
  void aSenderThatIsNoLongerAllowedIsNotSentAs() throws Exception {
    MailServerSettings allowing =
        settings().with(MailServerField.ALLOWED_SENDERS, AllowedSenders.of("x@example.com"));
    systemServer.save(draft(allowing, null), null);
    String reply =
        submit(MESSAGE.replace("From: n", "From: x@example.com\r\nX-Was: n"), "a@b.example");
    systemServer.save(draft(settings(), null), null);

    deliveries.run();

    Message message = messages.get(Long.parseLong(reply.substring(10)));
    assertThat(message.status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(message.failure().code()).isEqualTo("sender_not_allowed");
    assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
  }

  @Test
  void aSignatureStaysValid() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    // Odd on purpose: a signature over it as it is (simple) holds for the same octets only.
    String message =
        "from:  Example <noreply@example.com>\r\n"
            + "To: a@example.org\r\n"
            + "SUBJECT: Gr\t\u00fc\u00dfe,\r\n"
            + "  twice\r\n"
            + "Message-ID: <dkim@example.com>\r\n"
            + "Bcc: hidden@example.org\r\n\r\n"
            + "How  do you do? \r\n"
            + "\tTab \r\n\r\n\r\n";
    String signature =
        new DKIMSigner(
                "v=1; a=rsa-sha256; c=simple/simple; d=example.com; s=s1;"
                    + " h=from:to:subject:message-id; b=; bh=;",
                keys.getPrivate())
            .sign(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
    assertThat(submit(signature + "\r\n" + message + ".\r\n", "a@example.org")).startsWith("250");
    server.offering("8BITMIME");
    deliveries.run();

    List<String> said = server.commands();
    int data = said.indexOf("DATA");
    String delivered =
        String.join("\r\n", said.subList(data + 1, said.lastIndexOf("\tTab ") + 3)) + "\r\n";
    assertThat(delivered).startsWith("Received: ").doesNotContain("hidden@");
    assertThat(verified(delivered, keys)).hasSize(1);
    assertThatThrownBy(() -> verified(delivered.replace("Tab ", "Tab"), keys))
        .isInstanceOf(PermFailException.class);
  }

  private static List<SignatureRecord> verified(String message, KeyPair keys) throws Exception {
    String key =
        "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    return new DKIMVerifier((methods, selector, domain) -> List.of(key))
        .verify(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
  }
}
