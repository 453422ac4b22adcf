package org.postmeister.transport.graph;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.testing.FakeGraph;
import org.postmeister.testing.FakeHttpsService.Answer;
import org.postmeister.transport.microsoft.MicrosoftFailure;

/** Messages that are too large for one request: drafts, uploads, and what becomes of them. */
@Tag("slow")
class GraphLargeMessagesTest extends GraphTestCase {

  @Test
  void refusesLargeMessagesWhereDraftsAreForbiddenAndOnlyThose() throws Exception {
    MicrosoftFailure failure = failure(message(4_000_000));

    assertThat(failure.code()).isEqualTo("graph_drafts_denied");
    assertThat(failure.arguments()).startsWith(SENDER);
    assertThat(graph.sent()).isEmpty();
    sender.send(account(), message(1_000_000));
    assertThat(graph.sent()).hasSize(1);
  }

  /** Role based access for applications (Exchange Online): the token names no role. */
  @Test
  void triesADraftWhateverRolesTheTokenNames() throws Exception {
    grant(new String[0]);
    graph.permitsAll();

    sender.send(account(), message(4_000_000));

    assertThat(graph.sent()).hasSize(1);
    assertThat(test().failure()).isNull();
  }

  @Test
  void uploadsAttachmentsFromThreeMebibytesOnAndPostsSmallerOnes() throws Exception {
    grant(ALL);

    sender.send(account(), message(3_050_000, 3 * 1024 * 1024));

    assertThat(graph.sent().getFirst().attachments())
        .extracting(attachment -> attachment.content().length)
        .containsExactly(3_050_000, 3 * 1024 * 1024);
    assertThat(graph.asked())
        .filteredOn(asked -> asked.path().endsWith("/createUploadSession"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void findsOutWhatBecameOfADraftWhenTheAnswerIsLost(int status) throws Exception {
    grant(ALL);
    graph.takesWithoutSayingSo(status);

    sender.send(account(), message(4_000_000));

    assertThat(graph.sent()).hasSize(1);
    assertThat(graph.draftsLeft()).isZero();
  }

  @Test
  void aDraftThatIsStillThereWasNotSent() throws Exception {
    grant(ALL);
    graph.answer("/send", Answer.html(504, "Gateway Timeout"));

    assertThat(failure(message(4_000_000)).code()).isNotEqualTo("graph_answer_lost");
    assertThat(graph.sent()).isEmpty();
    assertThat(graph.draftsLeft()).isZero();
  }

  @Test
  void sendsLargeAttachmentsPieceByPieceBesideTheMessage() throws Exception {
    grant(ALL);
    MimeMessage message = message(7_000_000, 500_000, 3_000_000);
    String id = message.getMessageID();

    sender.send(account(), message);

    FakeGraph.Sent sent = graph.sent().getFirst();
    assertThat(sent.message().getMessageID()).isEqualTo(id);
    assertThat(sent.message().getHeader("X-Kept")).containsExactly("yes");
    assertThat(((MimeMultipart) sent.message().getContent()).getBodyPart(0).getContent())
        .asString()
        .startsWith("Grüße");
    assertThat(sent.attachments())
        .extracting(FakeGraph.Attachment::name)
        .containsExactly("0.bin", "1.bin", "2.bin");
    assertThat(sent.attachments())
        .extracting(attachment -> attachment.content().length)
        .containsExactly(7_000_000, 500_000, 3_000_000);
    assertThat(sent.attachments().getFirst().content()).isEqualTo(content(0, 7_000_000));
    assertThat(graph.draftsLeft()).isZero();
  }

  @Test
  void largePicturesStayWhereTheHtmlShowsThem() throws Exception {
    grant(ALL);
    MimeMessage message = message();
    MimeBodyPart html = new MimeBodyPart();
    html.setContent("<p>Grüße <img src=\"cid:logo@example.com\"></p>", "text/html; charset=UTF-8");
    MimeMultipart related = new MimeMultipart("related", html);
    for (int size : new int[] {5_000_000, 10_000}) {
      MimeBodyPart picture = new MimeBodyPart();
      picture.setContent(content(size, size), "image/png");
      picture.setHeader("Content-Transfer-Encoding", "base64");
      picture.setHeader(
          "Content-ID", size == 10_000 ? "<small@example.com>" : "<logo@example.com>");
      picture.setFileName(size + ".png");
      picture.setDisposition(MimeBodyPart.INLINE);
      related.addBodyPart(picture);
    }
    MimeBodyPart body = new MimeBodyPart();
    body.setContent(new MimeMultipart("alternative", new MimeBodyPart(), wrapped(related)));
    ((MimeMultipart) body.getContent()).getBodyPart(0).setText("Grüße");
    message.setContent(new MimeMultipart("mixed", body));
    message.saveChanges();

    sender.send(account(), message);

    FakeGraph.Sent sent = graph.sent().getFirst();
    assertThat(sent.attachments())
        .extracting(FakeGraph.Attachment::contentId)
        .containsExactly("logo@example.com", "small@example.com");
    assertThat(sent.attachments().getFirst().content()).isEqualTo(content(5_000_000, 5_000_000));
    java.io.ByteArrayOutputStream rest = new java.io.ByteArrayOutputStream();
    sent.message().writeTo(rest);
    assertThat(rest.toString(java.nio.charset.StandardCharsets.UTF_8))
        .hasSizeLessThan(10_000)
        .contains("cid:logo@example.com", "multipart/alternative");
  }

  private static MimeBodyPart wrapped(MimeMultipart parts) throws Exception {
    MimeBodyPart part = new MimeBodyPart();
    part.setContent(parts);
    return part;
  }

  @Test
  void triesADraftWhenATokenDoesNotTellItsPermissions() throws Exception {
    entra.issueOpaqueTokens();

    assertThat(failure(message(4_000_000)).code()).isEqualTo("graph_drafts_denied");
    grant(ALL);
    sender.send(account("another"), message(4_000_000));
    assertThat(graph.sent()).hasSize(1);
  }

  @Test
  void leavesNoDraftBehindWhenAnAttachmentIsRefused() throws Exception {
    grant(ALL);
    graph.answer("/createUploadSession", FakeGraph.refusal(400, "ErrorItemSize", "Too much."));

    assertThat(failure(message(4_000_000)).code()).isEqualTo("graph_unknown");
    assertThat(graph.draftsLeft()).isZero();
    assertThat(graph.sent()).isEmpty();
  }

  @Test
  void leavesNoDraftBehindWhenAnUploadBreaks() throws Exception {
    grant(ALL);
    graph.cut("/upload/");

    assertThat(failure(message(4_000_000)).code()).isEqualTo("microsoft_connection_lost");
    assertThat(graph.draftsLeft()).isZero();
    assertThat(graph.sent()).isEmpty();
  }

  @Test
  void refusesWhatNoWayCanCarry() throws Exception {
    grant(ALL);
    MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
    message.setFrom(SENDER);
    message.setRecipients(Message.RecipientType.TO, "to@example.net");
    message.setText("x".repeat(75).concat("\n").repeat(50_000));
    message.saveChanges();

    MicrosoftFailure failure = failure(message);

    assertThat(failure.code()).isEqualTo("graph_over_limit");
    assertThat(failure.arguments()).containsExactly("3.8 MB", "3.0 MB");
    assertThat(graph.asked()).isEmpty();
  }
}
