package org.postmeister.delivery.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.SenderPolicy;

/** Messages that came complete: what is changed in them, and that nothing else is. */
class SubmittedMessageTest {

  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final String RECEIVED =
      "Received: from client by server; Mon, 30 Nov 2026 10:00:00 +0000 (UTC)\r\n";

  @Test
  void keepsAMessageOctetForOctet() {
    String message =
        "from:  \"A  B\" <a@example.com>\r\n"
            + "X-Odd : 1\r\n"
            + "DKIM-Signature: v=1;\r\n"
            + "\tb=x \r\n"
            + "Message-ID: <1@example.com>\r\n"
            + "DATE: today\r\n"
            + "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
            + "\r\n"
            + "body\r\n"
            + ".dot\n"
            + "lone\r"
            + "cr \0 ä\r\n";

    assertThat(written(message)).isEqualTo(RECEIVED + message);
    assertThat(submitted(message).subjectLine()).isEqualTo("Grüße");
    assertThat(submitted(message).messageId()).contains("<1@example.com>");
  }

  @Test
  void hidesWhoeverIsOnlyInTheEnvelope() {
    SubmittedMessage message =
        submitted(
            "To: To <to@example.org>\r\n"
                + "Bcc: hidden@example.org,\r\n"
                + " other@example.org\r\n"
                + "Cc: cc@example.org\r\n"
                + "bcc: b@example.org\r\n"
                + "Message-ID: <1@a>\r\n"
                + "Date: x\r\n\r\n"
                + ".",
            "hidden@example.org",
            "cc@example.org",
            "to@example.org");

    assertThat(text(message))
        .isEqualTo(
            RECEIVED
                + "To: To <to@example.org>\r\nCc: cc@example.org\r\nMessage-ID: <1@a>\r\nDate:"
                + " x\r\n\r\n.");
    assertThat(message.recipients())
        .extracting(recipient -> recipient.kind() + " " + recipient.address())
        .containsExactly("TO to@example.org", "CC cc@example.org", "BCC hidden@example.org");
  }

  @Test
  void addsWhatIsMissing() {
    String written = written("Subject: x\r\n\r\nHello\r\n");

    assertThat(written)
        .startsWith(RECEIVED + "Message-ID: <")
        .contains("@example.net>\r\nDate: Mon, 30 Nov 2026 10:00:00 +0000 (UTC)\r\nSubject: x\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "Hello\r\n", " folded\r\n", ": x\r\n", "no header at all"})
  void aMessageWithoutAHeaderIsABody(String body) {
    String written = written(body);

    assertThat(written)
        .contains("Message-ID: ")
        .endsWith("(UTC)\r\n" + (body.startsWith("\r\n") ? "" : "\r\n") + body);
  }

  @Test
  void takesTheIdempotencyKeyOut() {
    SubmittedMessage message = submitted("Idempotency-Key: order-7\r\nSubject: x\r\n\r\n");

    assertThat(message.idempotencyKey()).contains("order-7");
    assertThat(text(message)).doesNotContain("order-7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          From: a@example.com               | a@example.com
          From: A <a@example.com>, b@example.org | a@example.com b@example.org
          From: x (y) <A@EXAMPLE.com>       | A@EXAMPLE.com
          From: not an address @            | not an address @
          Sender: a@example.com             |
          Subject: x                        |
          """)
  void knowsWhomItSaysItIsFrom(String header, String senders) {
    assertThat(submitted(header + "\r\n\r\n").senders())
        .containsExactlyInAnyOrderElementsOf(
            senders == null
                ? List.of()
                : senders.startsWith("not") ? List.of(senders) : List.of(senders.split(" ")));
  }

  @Test
  void repliesStillGoToASenderThatMayNotStandThere() {
    SubmittedMessage message =
        submitted("From: Printer <p@example.com>\r\nSender: x@example.com\r\nDate: d\r\n\r\nHi");

    String stored = text(message.withServersSender());
    assertThat(stored)
        .contains("Reply-To: Printer <p@example.com>\r\n")
        .doesNotContain("From:", "Sender:");
    assertThat(new String(SentContent.of(bytes(stored)).from(server()), StandardCharsets.UTF_8))
        .startsWith("From: Server <noreply@example.net>\r\nReceived:");
  }

  @Test
  void aSenderOfItsOwnIsRewrittenInPlaceOfTheServersOne() {
    SentContent stored =
        SentContent.of(bytes("Received: r\r\nFrom: a@example.com\r\nSubject: s\r\n\r\nHi"));

    assertThat(new String(stored.rewritten(server()), StandardCharsets.UTF_8))
        .isEqualTo(
            "From: Server <noreply@example.net>\r\nReply-To: a@example.com\r\nReceived: r\r\n"
                + "Subject: s\r\n\r\nHi");
    assertThat(stored.from()).contains(EmailAddress.of("a@example.com"));
  }

  @Test
  void needsSmtpUtf8OnlyIfAHeaderOrAnAddressDoes() {
    assertThat(submitted("Subject: ä\r\n\r\n").needsSmtpUtf8()).isTrue();
    assertThat(submitted("Subject: a\r\n\r\nä").needsSmtpUtf8()).isFalse();
    assertThat(submitted("Subject: a\r\n\r\n", "jörg@example.org").needsSmtpUtf8()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 998, 5000})
  void theSubjectFitsIntoTheLog(int length) {
    assertThat(submitted("Subject: " + "x".repeat(length) + "\r\n\r\n").subjectLine().length())
        .isBetween(1, 998);
  }

  /** Reading it must not take longer than receiving it. */
  @ParameterizedTest
  @ValueSource(strings = {"a:\r\n", "a: b\r\n c\r\n"})
  void refusesAHeaderThatNobodyNeeds(String fields) {
    assertThatThrownBy(() -> submitted(fields.repeat(200_000) + "\r\n"))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> submitted("a: b\r\n" + " \r\n".repeat(2_000_000) + "\r\n"))
        .isInstanceOf(InvalidValueException.class);
    assertThat(submitted(fields.repeat(900) + "\r\n").headers()).hasSize(900);
  }

  @Test
  void isNoOtherMessageWhenSubmittedAgain() {
    assertThat(submitted("Subject: a\r\n\r\n").hash())
        .isEqualTo(submitted("Subject: a\r\n\r\n").hash())
        .isNotEqualTo(submitted("Subject: b\r\n\r\n").hash())
        .isNotEqualTo(submitted("Subject: a\r\n\r\n", "other@example.org").hash());
  }

  private static MailServerSettings server() {
    return MailServerSettings.of(new Authentication.None())
        .with(MailServerField.SENDER_ADDRESS, EmailAddress.of("noreply@example.net"))
        .with(MailServerField.SENDER_NAME, DisplayName.of("Server"));
  }

  private static SubmittedMessage submitted(String message, String... recipients) {
    return new SubmittedMessage(
        MailOwner.SYSTEM,
        Stream.of(recipients.length == 0 ? new String[] {"a@example.org"} : recipients)
            .map(EmailAddress::of)
            .toList(),
        bytes(message),
        "from client by server",
        true,
        null,
        SenderPolicy.REFUSE);
  }

  private static String written(String message) {
    return text(submitted(message));
  }

  private static String text(SubmittedMessage message) {
    return new String(message.write("example.net", NOW).content(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
