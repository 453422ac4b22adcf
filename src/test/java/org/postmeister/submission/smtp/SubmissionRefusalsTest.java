package org.postmeister.submission.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.testing.PostmeisterTest;

/** What is refused over SMTP, and that nothing else follows from it. */
@PostmeisterTest
class SubmissionRefusalsTest extends SubmissionTestCase {

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

  @ParameterizedTest
  @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r.\r", "\r\n.\n", "\r\n.\r\n"})
  void nothingIsSmuggledInChunksEither(String end) throws Exception {
    String content =
        "From: noreply@example.com\r\n\r\ntext"
            + end
            + "MAIL FROM:<evil@example.com>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n\r\nx";
    server.offering("8BITMIME");
    try (RawSmtpClient client = signedIn()) {
      client.ask("MAIL FROM:<noreply@example.com>");
      client.ask("RCPT TO:<a@example.org>");
      client.send("BDAT " + content.length() + " LAST\r\n" + content);
      assertThat(client.read()).startsWith("250 2.0.0");
      assertThat(client.ask("NOOP")).isEqualTo("250 2.0.0 Ok");
    }
    deliveries.run();

    assertThat(sent()).singleElement().returns(MessageStatus.DELIVERED, Message::status);
    // The dot is doubled: to the next server it is text, too.
    assertThat(server.commands()).containsSubsequence("DATA", "..", "MAIL FROM:<evil@example.com>");
  }
}
