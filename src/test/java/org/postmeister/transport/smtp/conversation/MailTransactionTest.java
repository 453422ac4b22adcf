package org.postmeister.transport.smtp.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.spi.DsnParameters;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;

/** What is said and whose each answer is, without a server. */
class MailTransactionTest {

  private static final EmailAddress SENDER = EmailAddress.of("noreply@example.com");
  private static final DsnParameters WANTED =
      new DsnParameters(
          "HDRS",
          "id+3D7",
          Map.of(
              EmailAddress.of("a1@example.org"),
              new DsnParameters.OfRecipient("SUCCESS,FAILURE", "rfc822;old@example.org")));
  private static final SmtpExtensions ALL =
      new SmtpExtensions(true, false, true, true, true, true, 100_000);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true  | true  | false | MAIL FROM:<noreply@example.com> SIZE=16
          false | true  | false | MAIL FROM:<noreply@example.com>
          true  | true  | true  | MAIL FROM:<noreply@example.com> SIZE=17 BODY=8BITMIME
          true  | false | true  | MAIL FROM:<noreply@example.com> SIZE=17
          """)
  void asksOnlyForWhatIsOffered(boolean size, boolean eightBit, boolean umlaut, String command) {
    MailTransaction transaction =
        new MailTransaction(
            mail(umlaut ? "Subject: Grüß\r\n" : "Subject: Hello\n", 1),
            new SmtpExtensions(true, false, eightBit, true, false, size, 0));

    assertThat(transaction.envelope()).containsExactly(command, "RCPT TO:<a0@example.org>");
    assertThat(transaction.beginContent()).isEqualTo("DATA");
  }

  @Test
  void isRefusedHereIfTheServerHasSaidThatItIsTooLarge() {
    OutgoingMail mail = mail("x".repeat(100_001), 1);

    assertThat(new MailTransaction(mail, ALL).obstacle())
        .isEqualTo(new SendFailure(SendStep.SENDER, "message_over_size", "100003", "100000"));
    assertThat(new MailTransaction(mail("x".repeat(99_998), 1), ALL).obstacle()).isNull();
  }

  @Test
  void saysWhatIsToBeReportedIfTheServerOffersThat() {
    assertThat(new MailTransaction(mail("Hello", 2), ALL).envelope())
        .containsExactly(
            "MAIL FROM:<noreply@example.com> SIZE=7 RET=HDRS ENVID=id+3D7",
            "RCPT TO:<a0@example.org>",
            "RCPT TO:<a1@example.org> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;old@example.org");
    assertThat(
            new MailTransaction(
                    mail("Hello", 2), new SmtpExtensions(true, false, true, true, false, true, 0))
                .envelope())
        .containsExactly(
            "MAIL FROM:<noreply@example.com> SIZE=7",
            "RCPT TO:<a0@example.org>",
            "RCPT TO:<a1@example.org>");
  }

  /** Each line is one answer; what it was about, and what follows from all of them. */
  @Test
  void answersBelongToWhatWasSaidInItsOrder() {
    MailTransaction transaction = new MailTransaction(mail("Hello\r\n", 3), ALL);

    assertThat(transaction.awaited()).isEqualTo(SendStep.SENDER);
    transaction.heard(reply("250 2.1.0 ok"));
    assertThat(transaction.awaited()).isEqualTo(SendStep.RECIPIENT);
    transaction.heard(reply("550 5.1.1 nobody"));
    transaction.heard(reply("250 2.1.5 ok"));
    transaction.heard(reply("450 4.2.1 busy"));
    assertThat(transaction.awaited()).isEqualTo(SendStep.DATA);
    assertThat(transaction.awaitsEnd()).isFalse();
    transaction.heard(reply("354 go on"));
    assertThat(transaction.awaitsEnd()).isTrue();
    transaction.heard(reply("250 2.0.0 taken"));

    assertThat(transaction.recipients())
        .extracting(SmtpReply::status)
        .containsExactly(550, 250, 450);
    assertThat(transaction.end()).isEqualTo(reply("250 2.0.0 taken"));
    assertThat(transaction.isLeftOpen()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PIPELINING          | 250,250,354         | false | true
          PIPELINING          | 250,550,354         | false | true
          PIPELINING          | 250,550,554         | false | true
          PIPELINING          | 250,250,451         | false | true
          PIPELINING          | 550,503,503         | false | false
          PIPELINING          | 250,503,503         | true  | true
          PIPELINING          | 250,250,503         | true  | true
          PIPELINING          | 250,250,502         | true  | true
          step by step        | 250,250,503         | false | true
          CHUNKING            | 250,250,503         | true  | true
          CHUNKING            | 250,250,250         | false | false
          CHUNKING            | 250,550,503         | false | true
          """)
  void noticesAServerThatHasLostItsWay(
      String how, String answers, boolean outOfStep, boolean leftOpen) {
    MailTransaction transaction =
        new MailTransaction(
            mail("Hello\r\n", 1),
            switch (how) {
              case "PIPELINING" -> ALL;
              case "CHUNKING" -> new SmtpExtensions(false, true, true, true, false, true, 0);
              default -> ALL.stepByStep();
            });
    for (String answer : answers.split(",")) {
      transaction.heard(reply(answer));
    }

    assertThat(transaction.isOutOfStep()).isEqualTo(outOfStep);
    assertThat(transaction.isLeftOpen()).isEqualTo(leftOpen);
  }

  /** What looks like the end of a message to one server must not be a line to another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a            | a<CR><LF>.<CR><LF>
          a<LF>        | a<CR><LF>.<CR><LF>
          a<CR><LF>    | a<CR><LF>.<CR><LF>
          a<LF>.<LF>b  | a<CR><LF>..<CR><LF>b<CR><LF>.<CR><LF>
          a<LF>.<CR>b  | a<CR><LF>..<CR><LF>b<CR><LF>.<CR><LF>
          a<CR>.<CR>b  | a<CR><LF>..<CR><LF>b<CR><LF>.<CR><LF>
          .a<CR><LF>.. | ..a<CR><LF>...<CR><LF>.<CR><LF>
          a.b<CR><LF>  | a.b<CR><LF>.<CR><LF>
          a<CR><CR><LF> | a<CR><LF><CR><LF>.<CR><LF>
          """)
  void linesEndInOneWayOnly(String content, String wire) {
    WireContent written = WireContent.of(octets(content));

    assertThat(new String(written.dotStuffed(), StandardCharsets.UTF_8))
        .isEqualTo(new String(octets(wire), StandardCharsets.UTF_8));
    assertThat(new String(written.octets(), StandardCharsets.UTF_8))
        .doesNotContainPattern("[^\r]\n")
        .doesNotContainPattern("\r[^\n]")
        .endsWith("\r\n");
  }

  private static byte[] octets(String text) {
    return text.replace("<CR>", "\r").replace("<LF>", "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static OutgoingMail mail(String content, int recipients) {
    return new OutgoingMail(
        content.getBytes(StandardCharsets.UTF_8),
        SENDER,
        WANTED,
        IntStream.range(0, recipients)
            .mapToObj(i -> EmailAddress.of("a" + i + "@example.org"))
            .toList(),
        List.of(),
        false,
        false,
        false);
  }

  private static SmtpReply reply(String text) {
    return new SmtpReply(Integer.parseInt(text.substring(0, 3)), text);
  }
}
