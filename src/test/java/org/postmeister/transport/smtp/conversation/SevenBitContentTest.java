package org.postmeister.transport.smtp.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.api.Test;

/** Messages for servers that take 7 bits only, read back by another library. */
class SevenBitContentTest {

  private static final String NESTED =
      """
      Subject: Inner
      Message-ID: <inner@example.org>
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=in

      --in
      Content-Type: text/plain; charset=UTF-8
      Content-Transfer-Encoding: 8bit

      Grüße aus Köln
      --in
      Content-Type: application/octet-stream; name="x.bin"
      Content-Transfer-Encoding: 8bit

      äöü
      --in--
      """;
  private static final String MESSAGE =
      """
      From: noreply@example.com
      To: a@example.org
      Subject: Outer
      Message-ID: <outer@example.com>
      Date: Sun, 29 Nov 2026 10:00:00 +0000
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=out

      --out
      Content-Type: text/plain; charset=UTF-8
      Content-Transfer-Encoding: quoted-printable

      Sch=C3=B6n
      --out
      Content-Type: message/rfc822
      Content-Disposition: attachment; filename="inner.eml"
      Content-Transfer-Encoding: 8bit

      %s
      --out--
      """;

  @Test
  void turnsWhatIsNestedInto7Bits() throws Exception {
    byte[] eight = lines(MESSAGE.formatted(NESTED));

    byte[] seven = SevenBitContent.of(eight);

    assertThat(WireContent.of(seven).isEightBit()).isFalse();
    assertThat(new String(seven, StandardCharsets.US_ASCII))
        .contains("Message-ID: <outer@example.com>", "Message-ID: <inner@example.org>")
        .contains("Date: Sun, 29 Nov 2026 10:00:00 +0000", "filename=\"inner.eml\"")
        .contains("Sch=C3=B6n");
    Message outer = new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(seven));
    Message inner = (Message) ((Multipart) outer.getBody()).getBodyParts().get(1).getBody();
    assertThat(inner.getSubject()).isEqualTo("Inner");
    TextBody text = (TextBody) ((Multipart) inner.getBody()).getBodyParts().getFirst().getBody();
    assertThat(new String(text.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
        .isEqualTo("Grüße aus Köln");
  }

  @Test
  void leavesWhatHas7BitsAsItIs() {
    byte[] seven = lines(MESSAGE.formatted("Subject: Inner\n\nplain").replace("8bit", "7bit"));

    assertThat(SevenBitContent.of(seven)).isSameAs(seven);
  }

  @Test
  void aMessageInAMessageInAMessageToo() throws Exception {
    String two = MESSAGE.formatted(NESTED).replace("=out", "=mid").replace("--out", "--mid");

    byte[] seven = SevenBitContent.of(lines(MESSAGE.formatted(two)));

    assertThat(WireContent.of(seven).isEightBit()).isFalse();
    assertThat(new String(seven, StandardCharsets.US_ASCII))
        .contains("Gr=C3=BC=C3=9Fe aus K=C3=B6ln");
  }

  private static byte[] lines(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
