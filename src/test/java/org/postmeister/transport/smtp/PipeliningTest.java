package org.postmeister.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.MailConnection;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.RecipientAnswer;
import org.postmeister.mailserver.spi.SendResult;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.testing.DistantSmtpServer;
import org.postmeister.testing.FakeEntra;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestMailServers;
import org.postmeister.transport.google.TestServiceAccounts;
import org.postmeister.transport.microsoft.MicrosoftClients;

/** Several commands at once (RFC 2920), and content by its length (RFC 3030), over a connection. */
class PipeliningTest {

  private final FakeEntra entra = new FakeEntra();
  private final MicrosoftClients microsoft =
      new MicrosoftClients(entra.url(), null, Clock.systemUTC());
  private final SmtpMailTransport transport =
      new SmtpMailTransport(
          new SmtpProperties(
              Duration.ofSeconds(2),
              Duration.ofMillis(700),
              Duration.ofMillis(700),
              Duration.ofMillis(700),
              Duration.ofSeconds(2),
              Duration.ofSeconds(2)),
          new TrustedAuthorityStore(TestAuthority.trusted().toString()),
          microsoft.tokens(),
          microsoft.tokenCheck(),
          TestServiceAccounts.none());
  private final ScriptedSmtpServer server = new ScriptedSmtpServer();

  @AfterEach
  void stop() {
    server.close();
    microsoft.close();
    entra.close();
  }

  /** Each of three recipients has its own answer; then what the server says of the content. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          250 ok      | 250 ok       | 250 ok       | 354 go   | 250 taken   | ACCEPTED ACCEPTED ACCEPTED
          550 no      | 250 ok       | 450 busy     | 354 go   | 250 taken   | REFUSED ACCEPTED DEFERRED
          250 ok      | 550 no       | 250 ok       | 354 go   | 451 later   | DEFERRED REFUSED DEFERRED
          250 ok      | 250 ok       | 550 no       | 354 go   | 554 spam    | REFUSED REFUSED REFUSED
          550 no      | 550 no       | 450 busy     | 354 go   | 554 nobody  | REFUSED REFUSED DEFERRED
          550 no      | 550 no       | 550 no       | 554 no   | 250 ?       | REFUSED REFUSED REFUSED
          550 no      | 450 busy     | 250 ok       | 451 not  | 250 ?       | REFUSED DEFERRED DEFERRED
          250 ok      | 250 ok       | 250 ok       | (hang up) | 250 ?      | DEFERRED DEFERRED DEFERRED
          550 no      | 250 ok       | 250 ok       | 354 go   | (hang up)   | REFUSED UNCERTAIN UNCERTAIN
          550 no      | (hang up)    | 250 ok       | 354 go   | 250 ?       | REFUSED DEFERRED DEFERRED
          250 ok      | 250 ok       | 250 ok       | 421 bye  | 250 ?       | DEFERRED DEFERRED DEFERRED
          """)
  void answersStayWithTheirRecipients(
      String first, String second, String third, String data, String end, String outcomes)
      throws Exception {
    for (boolean pipelined : List.of(true, false)) {
      try (ScriptedSmtpServer one = new ScriptedSmtpServer()) {
        one.on("RCPT TO:<a@example.org>", first)
            .on("RCPT TO:<b@example.org>", second)
            .on("RCPT TO:<c@example.org>", third)
            .on("DATA", data)
            .on(".", end);
        if (pipelined) {
          one.offering("PIPELINING");
        }
        try (MailConnection connection = connect(one)) {
          SendResult result =
              connection.send(mail("a@example.org", "b@example.org", "c@example.org"), null);

          assertThat(outcomes(result)).as("pipelined: " + pipelined).isEqualTo(outcomes);
          assertThat(one.isToldAtOnce()).isEqualTo(pipelined);
        }
      }
    }
  }

  /** Ten octets a second would take a day, and each of them comes in time. */
  @Test
  void aServerThatReadsTooSlowlyIsLeft() throws Exception {
    try (DistantSmtpServer slow = new DistantSmtpServer().stuckAt(DistantSmtpServer.Step.CONTENT);
        MailConnection connection = connect(slow.port())) {
      SendResult result = connection.send(large("a@example.org"), null);

      assertThat(outcomes(result)).isEqualTo("DEFERRED");
      assertThat(result.recipients())
          .extracting(answer -> answer.failure().code())
          .containsExactly("answer_timed_out");
    }
  }

  @Test
  void whatIsSaidOfTheSenderIsWhatCounts() throws Exception {
    server.offering("PIPELINING").on("MAIL", "452 4.5.3 enough").on("RCPT", "503 5.5.1 MAIL first");

    try (MailConnection connection = connect(server)) {
      SendResult result = connection.send(mail("a@example.org"), null);

      assertThat(result.reply()).isEqualTo("452 4.5.3 enough");
      assertThat(result.recipients())
          .singleElement()
          .returns("452 4.5.3 enough", RecipientAnswer::reply)
          .returns(RecipientAnswer.Outcome.DEFERRED, RecipientAnswer::outcome);
    }
  }

  @Test
  void aRecipientThatIsToldOfABadSequenceIsRefusedAloneIfOthersGetIt() throws Exception {
    server.offering("PIPELINING").on("RCPT TO:<b@example.org>", "503 5.5.1 sign in first");

    try (MailConnection connection = connect(server)) {
      SendResult result = connection.send(mail("a@example.org", "b@example.org"), null);

      assertThat(outcomes(result)).isEqualTo("ACCEPTED REFUSED");
      assertThat(result.connectionOnly()).isFalse();
    }
    assertThat(server.commands()).filteredOn(line -> line.startsWith("Subject")).hasSize(1);
  }

  @Test
  void whoIsOnlyWaitingForADotGetsNothingElse() throws Exception {
    server.offering("PIPELINING").on("RCPT", "550 no").on(".", "554 nobody");

    try (MailConnection connection = connect(server)) {
      connection.send(mail("a@example.org"), null);
      server.on("RCPT", "250 ok").on(".", "250 taken");

      assertThat(outcomes(connection.send(mail("b@example.org"), null))).isEqualTo("ACCEPTED");
    }
    assertThat(server.commands()).filteredOn(line -> line.startsWith("Subject")).hasSize(1);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void whatWasLeftOpenIsResetBeforeTheNext() throws Exception {
    server.offering("PIPELINING").on("RCPT", "550 no").on("DATA", "554 nobody");

    try (MailConnection connection = connect(server)) {
      connection.send(mail("a@example.org"), null);
      server.on("RCPT", "250 ok").on("DATA", "354 go");
      connection.send(mail("b@example.org"), null);
    }
    assertThat(server.commands())
        .containsSubsequence("DATA", "RSET", "MAIL FROM:<noreply@example.com>", "DATA");
  }

  @Test
  void theNextMessageIsAnnouncedWithTheEndOfTheLast() throws Exception {
    server.offering("PIPELINING").slowly(".", Duration.ofMillis(100));
    OutgoingMail first = mail("a@example.org");
    OutgoingMail second = mail("b@example.org");
    OutgoingMail third = mail("c@example.org");

    try (MailConnection connection = connect(server)) {
      assertThat(outcomes(connection.send(first, second))).isEqualTo("ACCEPTED");
      assertThat(connection.isOpen()).isTrue();
      Awaitility.await().until(() -> server.commands().contains("RCPT TO:<b@example.org>"));
      assertThat(outcomes(connection.send(second, third))).isEqualTo("ACCEPTED");
      assertThat(outcomes(connection.send(third, null))).isEqualTo("ACCEPTED");
    }
    assertThat(server.commands()).filteredOn(line -> line.startsWith("Subject")).hasSize(3);
  }

  @Test
  void contentGoesByItsLengthWhereThatIsOffered() throws Exception {
    server.offering("PIPELINING").offering("CHUNKING");

    try (MailConnection connection = connect(server)) {
      assertThat(outcomes(connection.send(mail("a@example.org"), null))).isEqualTo("ACCEPTED");
      assertThat(outcomes(connection.send(mail("b@example.org"), null))).isEqualTo("ACCEPTED");
    }
    assertThat(server.isToldAtOnce()).isTrue();
    assertThat(server.commands())
        .filteredOn(line -> line.startsWith("BDAT"))
        .hasSize(2)
        .allMatch(line -> line.endsWith(" LAST"));
    assertThat(server.commands()).contains(".leading dot").doesNotContain("DATA");
  }

  /** What is announced and not understood costs no message, and is not tried again. */
  @ParameterizedTest
  @ValueSource(strings = {ScriptedSmtpServer.HANG_UP, ScriptedSmtpServer.SILENCE, "503 5.5.1 wait"})
  void isStepByStepWithServersThatDoNotUnderstandWhatTheyAnnounce(String clumsiness)
      throws Exception {
    server.offering("PIPELINING").whenToldAtOnce(clumsiness);

    String outcome = "";
    int attempts = 0;
    while (!outcome.equals("ACCEPTED") && attempts < 3) {
      attempts++;
      try (MailConnection connection = connect(server)) {
        SendResult result = connection.send(mail("a@example.org"), null);
        outcome = outcomes(result);
        assertThat(outcome.equals("ACCEPTED")).isNotEqualTo(result.connectionOnly());
      }
    }
    assertThat(outcome).isEqualTo("ACCEPTED");

    int before = server.connections();
    try (MailConnection connection = connect(server)) {
      assertThat(outcomes(connection.send(mail("b@example.org"), null))).isEqualTo("ACCEPTED");
      assertThat(outcomes(connection.send(mail("c@example.org"), null))).isEqualTo("ACCEPTED");
    }
    assertThat(server.connections()).isEqualTo(before + 1);
  }

  @Test
  void chunksThatAreNotUnderstoodCostNoMessage() throws Exception {
    server.offering("CHUNKING").on("BDAT", "502 5.5.1 what?");

    try (MailConnection connection = connect(server)) {
      SendResult result = connection.send(mail("a@example.org"), null);
      assertThat(result.connectionOnly()).isTrue();
      assertThat(connection.isOpen()).isFalse();
    }
    try (MailConnection connection = connect(server)) {
      assertThat(outcomes(connection.send(mail("a@example.org"), null))).isEqualTo("ACCEPTED");
    }
  }

  @Test
  void aMessageThatHasBeenCalledBackDoesNotGoOut() throws Exception {
    server.offering("PIPELINING");
    OutgoingMail mail = mail("a@example.org");
    assertThat(mail.handOver().cancel()).isTrue();

    try (MailConnection connection = connect(server)) {
      assertThat(catchThrowable(() -> connection.send(mail, null)))
          .isInstanceOf(InterruptedException.class);
      assertThat(connection.isOpen()).isFalse();
    }
    assertThat(server.commands()).noneMatch(line -> line.startsWith("Subject"));
  }

  @Test
  void isNotOpenWhenTheServerHasClosedOrSaidThatItWill() throws Exception {
    try (MailConnection connection = connect(server)) {
      connection.send(mail("a@example.org"), null);
      assertThat(connection.isOpen()).isTrue();
      server.hangUp();
      Awaitility.await().until(() -> !connection.isOpen());
    }
  }

  private MailConnection connect(ScriptedSmtpServer to) throws Exception {
    return connect(to.port());
  }

  private MailConnection connect(int port) throws Exception {
    return transport.connect(
        new SendingServer(
            MailOwner.SYSTEM,
            TestMailServers.open("localhost", port),
            AddressFilter.ANY,
            null,
            1,
            null),
        false);
  }

  private static OutgoingMail mail(String... recipients) {
    return saying(".leading dot", recipients);
  }

  private static OutgoingMail large(String... recipients) {
    return saying(("a".repeat(70) + "\r\n").repeat(150_000), recipients);
  }

  private static OutgoingMail saying(String text, String... recipients) {
    return new OutgoingMail(
        ("From: noreply@example.com\r\nSubject: Hello\r\n\r\n" + text + "\r\n")
            .getBytes(StandardCharsets.UTF_8),
        EmailAddress.of("noreply@example.com"),
        null,
        Stream.of(recipients).map(EmailAddress::of).toList(),
        List.of(),
        false,
        false,
        false);
  }

  private static String outcomes(SendResult result) {
    return result.serverFailure() == null
        ? result.recipients().stream()
            .map(RecipientAnswer::outcome)
            .map(Enum::name)
            .collect(Collectors.joining(" "))
        : "server: " + result.serverFailure().failure().code();
  }
}
