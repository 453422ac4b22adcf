package org.postmeister.submission.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.audit.AuditQuery;
import org.postmeister.common.SingleLine;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageOrigin;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.NewApiToken;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SomeTenants;

/** Who may submit messages over SMTP, and for whom. */
@PostmeisterTest
class SubmissionSignInTest extends SubmissionTestCase {

  @Test
  void signsInWithLoginToo() throws IOException {
    try (RawSmtpClient client = RawSmtpClient.tls(submission.ports().get(1))) {
      client.ask("EHLO client.example.org");
      assertThat(client.ask("AUTH LOGIN")).isEqualTo("334 VXNlcm5hbWU6");
      assertThat(client.ask(base64("acme"))).isEqualTo("334 UGFzc3dvcmQ6");
      assertThat(client.ask(base64(token))).startsWith("235 2.7.0");
      assertThat(client.ask("AUTH PLAIN =")).startsWith("503");
    }
  }

  @Test
  void saysTheSameToWhoeverCannotSignIn() throws IOException {
    SomeTenants.create(tenants, "other");
    String mayNotSend = token("acme", TokenScope.MESSAGES_READ);
    for (String[] login :
        new String[][] {
          {"acme", "pmt_wrong"},
          {"nobody", token},
          {"other", token},
          {"system", token},
          {"acme", mayNotSend},
          {"../etc", token},
          {"", ""}
        }) {
      try (RawSmtpClient client = RawSmtpClient.plain(port()).startTls()) {
        assertThat(client.signIn(login[0], login[1])).as(login[0]).startsWith("535 5.7.8 User or");
      }
    }
    try (RawSmtpClient client = RawSmtpClient.plain(port()).startTls()) {
      client.signIn("acme", "wrong");
      client.signIn("acme", "wrong");
      assertThat(client.signIn("acme", "wrong")).startsWith("421 4.7.0");
      assertThat(client.read()).isEmpty();
    }
  }

  @Test
  void aTokenThatIsRevokedIsNoLongerValidOnOpenConnections() throws IOException {
    try (RawSmtpClient idle = signedIn();
        RawSmtpClient within = signedIn()) {
      within.ask("MAIL FROM:<noreply@example.com>");
      within.ask("RCPT TO:<a@example.org>");
      within.ask("DATA");
      tokens.list().forEach(one -> tokens.revoke(one.id()));

      assertThat(idle.ask("MAIL FROM:<noreply@example.com>")).startsWith("421 4.7.0");
      within.send(MESSAGE);
      assertThat(within.read()).startsWith("421 4.7.0");
      assertThat(within.read()).isEmpty();
    }
    assertThat(sent()).isEmpty();
  }

  @Test
  void theAuditTrailSaysWhoSignedInAndWhoCouldNot() throws IOException {
    try (RawSmtpClient client = RawSmtpClient.plain(port(), "127.0.0.20").startTls()) {
      client.signIn("acme", "wrong");
      client.signIn("acme", token);
    }

    assertThat(audit.find(new AuditQuery("", null, null, null, null), null, 0, 100))
        .extracting(entry ->
            entry.door() + " " + entry.action() + " " + entry.actor() + " " + entry.address())
        .contains(
            "SMTP SIGNED_IN API token application 127.0.0.20",
            "SMTP SIGN_IN_REFUSED acme 127.0.0.20");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MAIL FROM:<a@example.com>",
        "MAIL FROM:<>",
        "mail from:<A@EXAMPLE.COM>",
        "RCPT TO:<a@example.org>",
        "RCPT TO:<@one,@two:a@example.org>",
        "RCPT TO:<a%example.org@example.com>",
        "RCPT TO:<example.org!a@example.com>",
        "RCPT TO:<\"a@example.org\"@example.com>",
        "DATA",
        "ETRN example.org",
        "EXPN list",
        "AUTH PLAIN AGEAYg=="
      })
  void isNoRelay(String command) throws IOException {
    for (boolean tls : new boolean[] {false, true}) {
      try (RawSmtpClient client = RawSmtpClient.plain(port())) {
        if (tls) {
          client.startTls();
        } else {
          client.ask("EHLO client.example.org");
        }
        assertThat(client.ask(command)).matches("(?s)5\\d\\d.*");
      }
    }
    assertThat(sent()).isEmpty();
  }

  @Test
  void aDeviceIsKnownByItsNetworkAndItsSenderIsRewritten() throws Exception {
    try (RawSmtpClient client = RawSmtpClient.plain(port(), "127.0.0.9")) {
      client.ask("HELO printer");
      assertThat(client.ask("MAIL FROM:<scan@printer.example>")).startsWith("250");
      client.ask("RCPT TO:<a@example.org>");
      client.ask("DATA");
      client.send("From: Printer <scan@printer.example>\r\nSubject: Scan\r\n\r\n\r\n.\r\n");
      assertThat(client.read()).startsWith("250 2.0.0 ");
    }
    deliveries.run();

    assertThat(sent())
        .singleElement()
        .returns(MailOwner.of(tenant), Message::owner)
        .returns(new MessageOrigin(MessageOrigin.Via.SMTP, "127.0.0.9"), Message::origin);
    assertThat(server.commands())
        .contains(
            "From: Example <noreply@example.com>",
            "Reply-To: Printer <scan@printer.example>",
            "MAIL FROM:<noreply@example.com>");
  }

  @ParameterizedTest
  @CsvSource({",true", "REWRITE,true", "REFUSE,false"})
  void theSenderOfADeviceIsRewrittenAlsoIfItIsForbiddenLater(
      @Nullable SenderPolicy ofServer, boolean delivered) throws Exception {
    MailServerSettings usual = settings().with(MailServerField.SENDER_POLICY, ofServer);
    systemServer.save(
        draft(
            usual.with(MailServerField.ALLOWED_SENDERS, AllowedSenders.of("*@printer.example")),
            null),
        null);
    try (RawSmtpClient client = RawSmtpClient.plain(port(), "127.0.0.9")) {
      client.ask("HELO printer");
      client.ask("MAIL FROM:<scan@printer.example>");
      client.ask("RCPT TO:<a@example.org>");
      client.ask("DATA");
      client.send("From: Printer <scan@printer.example>\r\nSubject: Scan\r\n\r\n\r\n.\r\n");
      assertThat(client.read()).startsWith("250 2.0.0 ");
    }
    systemServer.save(draft(usual, null), null);
    deliveries.run();

    assertThat(sent())
        .singleElement()
        .returns(delivered ? MessageStatus.DELIVERED : MessageStatus.REFUSED, Message::status);
    assertThat(server.commands().stream().filter(line -> line.matches("(From|Reply-To|MAIL).*")))
        .containsExactlyInAnyOrder(
            delivered
                ? new String[] {
                  "MAIL FROM:<noreply@example.com>",
                  "From: Example <noreply@example.com>",
                  "Reply-To: Printer <scan@printer.example>"
                }
                : new String[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.8", "127.0.0.11"})
  void whoeverIsNoKnownDeviceHasToSignIn(String address) throws IOException {
    try (RawSmtpClient client = RawSmtpClient.plain(port(), address)) {
      assertThat(client.ask("EHLO printer")).contains("250 AUTH PLAIN LOGIN");
      assertThat(client.ask("MAIL FROM:<a@example.com>")).startsWith("530 5.7.0 Sign in");
      assertThat(client.signIn("acme", token)).startsWith("235");
      assertThat(client.ask("MAIL FROM:<a@example.com>")).startsWith("250");
    }
  }

  @Test
  void theSystemsMailCanBeSubmittedToo() throws IOException {
    String ofSystem =
        tokens
            .create(
                new NewApiToken(
                    SingleLine.of("monitoring"),
                    null,
                    null,
                    Set.of(TokenScope.MESSAGES_SEND),
                    null))
            .token();
    try (RawSmtpClient client = RawSmtpClient.plain(port()).startTls()) {
      assertThat(client.signIn("system", ofSystem)).startsWith("235");
      client.ask("MAIL FROM:<>");
      client.ask("RCPT TO:<a@example.org>");
      client.ask("DATA");
      client.send(MESSAGE);
      assertThat(client.read()).startsWith("250 2.0.0 ");
    }
    assertThat(sent()).singleElement().returns(MailOwner.SYSTEM, Message::owner);
  }

  /** What looks like a way to somebody else is refused, or is a mailbox of the last domain. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @one,@two:a@example.org                | 553
          a@example.org@example.com              | 553
          a%example.org@example.com              | 250
          example.org!a@example.com              | 250
          """)
  void isNoRelayForOthersEitherOnceSignedIn(String recipient, String reply) throws IOException {
    try (RawSmtpClient client = signedIn()) {
      client.ask("MAIL FROM:<noreply@example.com>");
      assertThat(client.ask("RCPT TO:<" + recipient + ">")).startsWith(reply);
      client.ask("DATA");
      client.send(MESSAGE);
      client.read();
    }
    assertThat(sent())
        .flatExtracting(Message::recipients)
        .allSatisfy(one -> assertThat(one.address().domain().ascii()).isEqualTo("example.com"));
  }

  @Test
  void doesNotTellWhoExists() throws IOException {
    try (RawSmtpClient client = signedIn()) {
      assertThat(client.ask("VRFY acme")).startsWith("252 2.5.0");
      assertThat(client.ask("EXPN acme")).startsWith("502 5.5.1");
    }
  }
}
