package org.postmeister.submission.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.audit.AuditQuery;
import org.postmeister.audit.AuditService;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageOrigin;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.security.token.NewApiToken;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;

/** Messages that programs submit over SMTP, until they arrive. */
@PostmeisterTest
class SubmissionTest {

  private static final String MESSAGE =
      "From: noreply@example.com\r\nTo: a@example.org\r\nSubject: Hello\r\n"
          + "Message-ID: <1@example.com>\r\n\r\nHow do you do?\r\n..dots\r\n.\r\n";

  @Autowired private SubmissionServer submission;
  @Autowired private ApiTokenService tokens;
  @Autowired private TenantService tenants;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private MessageService messages;
  @Autowired private TestDeliveries deliveries;
  @Autowired private AuditService audit;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private TenantId tenant;
  private String token;

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
  void commandsThatLeadToNothingAreNotTakenForEver() throws IOException {
    try (RawSmtpClient client = RawSmtpClient.plain(port())) {
      client.ask("EHLO client.example.org");
      for (int i = 0; i < 40; i++) {
        client.send("NOOP\r\n".repeat(50));
      }
      String last = "";
      for (String reply = client.read(); !reply.isEmpty(); reply = client.read()) {
        last = reply;
      }
      assertThat(last).startsWith("421 4.7.0 Too many commands");
    }
  }

  @Test
  void aHeaderThatNobodyNeedsIsRefused() throws IOException {
    assertThat(submit("X-A: b\r\n".repeat(3000) + MESSAGE, "a@example.org"))
        .startsWith("554 5.6.0");
  }

  @Test
  void aChunkWithoutAMessageEndsTheConnection() throws IOException {
    try (RawSmtpClient client = RawSmtpClient.plain(port())) {
      client.ask("EHLO client.example.org");
      assertThat(client.ask("BDAT 999999999999")).startsWith("421 5.5.1");
      assertThat(client.read()).isEmpty();
    }
  }

  @Test
  void doesNotTellWhoExists() throws IOException {
    try (RawSmtpClient client = signedIn()) {
      assertThat(client.ask("VRFY acme")).startsWith("252 2.5.0");
      assertThat(client.ask("EXPN acme")).startsWith("502 5.5.1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MAIL FROM:<@one:a@example.com>             | 553 5.1.7
          MAIL FROM:a@example.com                    | 501 5.5.4
          MAIL FROM:<a@example.com> SIZE=99999999999 | 552 5.3.4
          MAIL FROM:<a@example.com> SIZE=x           | 501 5.5.4
          MAIL FROM:<a@example.com> SIZE=1 SIZE=1    | 501 5.5.4
          MAIL FROM:<a@example.com> BY=120           | 555 5.5.4
          MAIL FROM:<a@example.com> BODY=BINARYMIME  | 501 5.5.4
          MAIL FROM:<a@example.com> ENVID=a=b        | 501 5.5.4
          RCPT TO:<a@example.org>                    | 503 5.5.1
          DATA                                       | 503 5.5.1
          BDAT 0                                     | 503 5.5.1
          DATAX                                      | 500 5.5.2
          """)
  void refusesWhatIsWrong(String command, String reply) throws IOException {
    try (RawSmtpClient client = signedIn()) {
      assertThat(client.ask(command)).startsWith(reply);
      assertThat(client.ask("NOOP")).startsWith("250");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a                                          | 553 5.1.3
          @one,@two:a@example.org                    | 553 5.1.3
          jörg@example.org                           | 553 5.6.7
          a@example.org> NOTIFY=NEVER,SUCCESS ORCPT=x | 501 5.5.4
          """)
  void refusesRecipientsThatAreNone(String recipient, String reply) throws IOException {
    try (RawSmtpClient client = signedIn()) {
      client.ask("MAIL FROM:<>");
      assertThat(client.ask("RCPT TO:<" + recipient + ">")).startsWith(reply);
    }
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
  void saysWhyThereIsNoWay() throws IOException {
    systemServer.save(draft(settings().with(MailServerField.ENABLED, false), null), null);
    assertThat(submit(MESSAGE, "a@example.org")).startsWith("550 5.7.1 ");
    systemServer.save(draft(settings(), null), null);
    tenants.setActive(tenant, false);
    assertThat(submit(MESSAGE, "a@example.org")).startsWith("550 5.7.1 ");
  }

  @Test
  void refusesHeadersThatInstructAProvider() throws IOException {
    assertThat(submit("X-MC-BccAddress: x@example.org\r\n" + MESSAGE, "a@example.org"))
        .startsWith("550 5.7.1 ")
        .contains("X-MC-BccAddress");
  }

  @Test
  void whatIsTooLargeIsReadAndRefused() throws IOException {
    try (RawSmtpClient client = signedIn()) {
      client.ask("MAIL FROM:<noreply@example.com>");
      client.ask("RCPT TO:<a@example.org>");
      client.ask("DATA");
      String line = "x".repeat(998) + "\r\n";
      for (int i = 0; i < 27_000; i++) {
        client.send(line);
      }
      client.send("MAIL FROM:<smuggled@example.com>\r\n.\r\n");
      assertThat(client.read()).startsWith("552 5.3.4");
      assertThat(client.ask("NOOP")).startsWith("250");
    }
    assertThat(sent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r.\r", "\r\n.\n", "\r.\r\n", "\r\n.\r"})
  void nothingIsSmuggled(String end) throws IOException {
    String inner =
        "MAIL FROM:<evil@example.com>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nSubject: x\r\n\r\n";
    String reply =
        submit(MESSAGE.replace("\r\n.\r\n", "") + end + inner + "\r\n.\r\n", "a@example.org");

    assertThat(reply).startsWith("250");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void whatCameBeforeTlsDoesNotCountAfterIt() throws IOException {
    try (RawSmtpClient client = RawSmtpClient.plain(port())) {
      client.ask("EHLO client.example.org");
      client.send("STARTTLS\r\nMAIL FROM:<noreply@example.com>\r\n");
      assertThat(client.read()).matches("(?s)(421|220).*");
    }
    assertThat(sent()).isEmpty();
  }

  @Test
  void aMessageThatIsNotCompleteIsNone() throws IOException {
    try (RawSmtpClient client = signedIn()) {
      client.ask("MAIL FROM:<noreply@example.com>");
      client.ask("RCPT TO:<a@example.org>");
      client.send("BDAT 1000 LAST\r\nFrom: noreply@example.com");
    }
    try (RawSmtpClient client = signedIn()) {
      client.ask("MAIL FROM:<noreply@example.com>");
      client.ask("RCPT TO:<a@example.org>");
      client.ask("DATA");
      client.send("From: noreply@example.com\r\n\r\nhalf");
    }
    assertThat(sent()).isEmpty();
  }

  @Test
  void listedLoadBalancersSayWhoTheClientIs() throws IOException {
    try (RawSmtpClient client = RawSmtpClient.proxied(port(), "127.0.0.6", "192.0.2.7")) {
      client.startTls();
      assertThat(client.signIn("acme", token)).startsWith("235");
      client.ask("MAIL FROM:<noreply@example.com>");
      client.ask("RCPT TO:<a@example.org>");
      client.ask("DATA");
      client.send(MESSAGE);
      assertThat(client.read()).startsWith("250");
    }
    assertThat(sent())
        .singleElement()
        .extracting(Message::origin)
        .isEqualTo(new MessageOrigin(MessageOrigin.Via.SMTP, "192.0.2.7"));
  }

  @Test
  void othersAreNotBelievedWhoTheyAre() throws IOException {
    try (RawSmtpClient client = RawSmtpClient.proxied(port(), "127.0.0.8", "192.0.2.7")) {
      // What they say is no command.
      assertThat(client.greeting()).startsWith("220");
      assertThat(client.read()).startsWith("5");
    }
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

  private String submit(String message, String... recipients) throws IOException {
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

  private RawSmtpClient signedIn() throws IOException {
    RawSmtpClient client = RawSmtpClient.plain(port()).startTls();
    assertThat(client.signIn("acme", token)).isEqualTo("235 2.7.0 Signed in");
    return client;
  }

  private List<Message> sent() {
    return messages.find(MessageQuery.ALL, null, 0, 100);
  }

  private String token(String ofTenant, TokenScope scope) {
    return tokens
        .create(
            new NewApiToken(
                SingleLine.of("application"), TenantName.of(ofTenant), null, Set.of(scope), null))
        .token();
  }

  private MailServerSettings settings() {
    return open("localhost", server.port());
  }

  private int port() {
    return submission.ports().getFirst();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes());
  }
}
