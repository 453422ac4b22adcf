package org.postmeister.delivery.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.BinaryBody;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HeaderText;
import org.postmeister.delivery.DeliveryOptions;
import org.postmeister.mailserver.MailOwner;

/** Messages as they go over the wire, octet by octet and read by Apache James Mime4j. */
class MimeContentTest {

  private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

  private static ComposedMessage message(
      List<String> to,
      List<String> cc,
      List<String> bcc,
      String subject,
      String text,
      String html,
      Attachment... attachments) {
    return new ComposedMessage(
        MailOwner.SYSTEM,
        to.stream().map(EmailAddress::of).toList(),
        cc.stream().map(EmailAddress::of).toList(),
        bcc.stream().map(EmailAddress::of).toList(),
        List.of(),
        new HeaderText(subject),
        text,
        html,
        List.of(attachments),
        new LinkedHashMap<>(),
        false,
        DeliveryOptions.USUAL,
        Map.of(),
        null);
  }

  private static ComposedMessage saying(String text, String html, Attachment... attachments) {
    return message(
        List.of("a@example.org"), List.of(), List.of(), "Hello", text, html, attachments);
  }

  private static ComposedMessage with(Attachment... attachments) {
    return saying("Text", null, attachments);
  }

  private static Attachment file(String name, String type, byte[] content) {
    return new Attachment(new Attachment.Name(name), Attachment.Type.of(type), content);
  }

  private static byte[] written(ComposedMessage message) {
    return MimeContent.of(message, "example.com", NOW).content();
  }

  private static String raw(ComposedMessage message) {
    return new String(written(message), StandardCharsets.UTF_8);
  }

  private static Message read(byte[] written) {
    try {
      DefaultMessageBuilder builder = new DefaultMessageBuilder();
      builder.setMimeEntityConfig(MimeConfig.custom().setMaxLineLen(1000).build());
      return builder.parseMessage(new ByteArrayInputStream(written));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entity attached(ComposedMessage message) {
    return ((Multipart) read(written(message)).getBody()).getBodyParts().get(1);
  }

  private static void assertLines(byte[] written) {
    String[] lines = new String(written, StandardCharsets.ISO_8859_1).split("\r\n", -1);
    assertThat(lines).allMatch(line -> line.length() <= 998);
    assertThat(lines).noneMatch(line -> line.contains("\r") || line.contains("\n"));
    for (String line : lines) {
      if (line.isEmpty()) {
        return;
      }
      assertThat(line.length()).describedAs(line).isLessThanOrEqualTo(78);
    }
  }

  static Stream<String> fileNames() {
    return Stream.of(
        "report.pdf",
        "Übersicht.txt",
        "Angebot \"Müller & Söhne\" (final).docx",
        "Überweisungsträger für die Rückerstattung der Gebühren im Geschäftsjahr 2026.pdf",
        "a".repeat(120) + ".txt",
        "ü".repeat(80) + ".txt",
        "日本語のファイル名.pdf",
        "🎉 party 🎉.png",
        "תפריט.pdf",
        "100% 'sure'.txt",
        "semi;colon=equals.txt",
        "back\u2019tick.txt",
        "=?UTF-8?Q?not_encoded?=.txt",
        "Ελληνικά και кириллица.txt",
        ".hidden");
  }

  @ParameterizedTest
  @MethodSource("fileNames")
  void aFileKeepsItsName(String name) {
    byte[] content = new byte[5000];
    new Random(1).nextBytes(content);
    ComposedMessage message = with(file(name, "application/pdf", content));
    byte[] written = written(message);
    Entity part = attached(message);

    assertThat(part.getFilename()).isEqualTo(name);
    assertThat(part.getMimeType()).isEqualTo("application/pdf");
    assertThat(((BinaryBody) part.getBody()))
        .satisfies(body -> assertThat(body.getInputStream().readAllBytes()).isEqualTo(content));
    assertLines(written);
    String header = raw(message);
    header = header.substring(header.indexOf("Content-Disposition"));
    header = header.substring(0, header.indexOf("\r\n\r\n"));
    assertThat(header).doesNotContain("=?").isASCII();
    assertThat(header).describedAs("for those who know nothing else").contains("filename=\"");
    assertThat(MessageContent.of(written).attachments())
        .singleElement()
        .returns(name, Attachment::name);
  }

  @Test
  void anEncodedNameHasNoSecondEncoding() {
    assertThat(raw(with(file("Übersicht.txt", "text/plain", new byte[] {1}))))
        .contains("filename=\"Ubersicht.txt\"")
        .contains("filename*=UTF-8''%C3%9Cbersicht.txt")
        .doesNotContain("name=\"=?");
  }

  @Test
  void nobodyGetsItTwice() {
    ComposedMessage message =
        message(
            List.of("a@example.org", "a@EXAMPLE.org", "b@example.org"),
            List.of("b@example.org", "c@example.org"),
            List.of("c@example.org", "a@example.org", "d@example.org", "d@example.org"),
            "Hello",
            "Text",
            null);

    assertThat(message.recipients())
        .extracting(recipient -> recipient.kind() + " " + recipient.address())
        .containsExactly(
            "TO a@example.org", "TO b@example.org", "CC c@example.org", "BCC d@example.org");
  }

  @Test
  void thatNobodyIsNamedIsSaid() {
    String blind =
        raw(message(List.of(), List.of(), List.of("a@example.org"), "Hello", "Text", null));

    assertThat(blind)
        .contains("\r\nTo: undisclosed-recipients:;\r\n")
        .doesNotContain("a@example.org");
    assertThat(raw(with())).doesNotContain("undisclosed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "Grüße aus Köln", "line one\r\nline two", "\n\n"})
  void anAttachedMessageIsNeverBase64(String body) throws IOException {
    byte[] inner =
        ("Subject: Inner\r\nTo: x@example.org\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
    ComposedMessage message = with(file("inner.eml", "message/rfc822", inner));

    String raw = raw(message);
    assertThat(raw.substring(raw.indexOf("message/rfc822"))).doesNotContainIgnoringCase("base64");
    Entity part = attached(message);
    assertThat(part.getMimeType()).isEqualTo("message/rfc822");
    Message read = (Message) part.getBody();
    assertThat(read.getSubject()).isEqualTo("Inner");
    assertThat(
            new String(
                ((TextBody) read.getBody()).getInputStream().readAllBytes(),
                StandardCharsets.UTF_8))
        .isEqualTo(body.replaceAll("\r?\n", "\r\n"));
  }

  @Test
  void whatIsNoMessageArrivesAsAFile() {
    byte[] broken = ("Subject: x\r\n\r\n" + "x".repeat(5000)).getBytes(StandardCharsets.UTF_8);
    Entity part = attached(with(file("inner.eml", "message/rfc822", broken)));

    assertThat(part.getMimeType()).isEqualTo("application/octet-stream");
    assertThat((BinaryBody) part.getBody())
        .satisfies(body -> assertThat(body.getInputStream().readAllBytes()).isEqualTo(broken));
  }

  static Stream<String> texts() {
    return Stream.of(
        "Hello",
        "Grüße – „Zitat“ … 🎉",
        "مرحبا بالعالم",
        "x".repeat(5000),
        "ü".repeat(3000),
        ".\n..\n.hidden dot\n",
        "From here on\nFrom there\n",
        "trailing blanks   \n\ttabs\t\n",
        "a\r\nb\nc\rd",
        "",
        "=3D =20 =?UTF-8?Q?x?=",
        "emoji 👩‍👩‍👧‍👦 family, ZWJ",
        "\u202Eright to left override",
        "very long words " + "abcdefghij".repeat(200));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aTextArrivesAsItIs(String text) throws IOException {
    ComposedMessage message = saying(text, null);
    Message read = read(written(message));

    assertThat(
            new String(
                ((TextBody) read.getBody()).getInputStream().readAllBytes(),
                StandardCharsets.UTF_8))
        .isEqualTo(text.replaceAll("\r\n|\r|\n", "\r\n"));
    assertLines(written(message));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void textAndHtmlAreAlternatives(String text) throws IOException {
    ComposedMessage message = saying("plain", "<p>" + text + "</p>");
    Message read = read(written(message));

    assertThat(read.getMimeType()).isEqualTo("multipart/alternative");
    List<Entity> parts = ((Multipart) read.getBody()).getBodyParts();
    assertThat(parts).extracting(Entity::getMimeType).containsExactly("text/plain", "text/html");
    assertThat(
            new String(
                ((TextBody) parts.get(1).getBody()).getInputStream().readAllBytes(),
                StandardCharsets.UTF_8))
        .isEqualTo("<p>" + text.replaceAll("\r\n|\r|\n", "\r\n") + "</p>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hello",
        "Grüße",
        "日本語の件名はここにあります、とても長いのでいくつかの行に分かれるはずです",
        "🎉🎉🎉",
        "A subject that is so long that it does not fit into a single line of a header, by far",
        "two  blanks"
      })
  void aSubjectArrivesAsItIs(String subject) {
    ComposedMessage message =
        message(List.of("a@example.org"), List.of(), List.of(), subject, "Text", null);

    assertThat(read(written(message)).getSubject()).isEqualTo(subject);
    assertLines(written(message));
  }

  private static Attachment shown(String name, String id) {
    return new Attachment(
        new Attachment.Name(name),
        Attachment.Type.of("image/png"),
        new byte[] {1, 2, 3},
        new Attachment.ContentId(id));
  }

  private static List<String> structure(Entity entity) {
    if (entity.getBody() instanceof Multipart parts) {
      return Stream.concat(
              Stream.of(entity.getMimeType()),
              parts.getBodyParts().stream()
                  .flatMap(part -> structure(part).stream())
                  .map(line -> "  " + line))
          .toList();
    }
    return List.of(entity.getMimeType());
  }

  @Test
  void picturesAreRelatedToTheHtmlThatShowsThem() {
    ComposedMessage message =
        saying(
            "plain",
            "<img src=\"cid:logo\"><img src=\"cid:photo@example.com\">",
            shown("Logo für alle.png", "logo"),
            shown("photo.png", "photo@example.com"),
            file("a.pdf", "application/pdf", new byte[] {1}),
            file(
                "invite.ics",
                "text/calendar; method=request",
                "BEGIN:VCALENDAR\r\nSUMMARY:Grüße\r\nEND:VCALENDAR\r\n"
                    .getBytes(StandardCharsets.UTF_8)));
    Message read = read(written(message));

    assertThat(structure(read))
        .containsExactly(
            "multipart/mixed",
            "  multipart/alternative",
            "    text/plain",
            "    multipart/related",
            "      text/html",
            "      image/png",
            "      image/png",
            "    text/calendar",
            "  application/pdf");
    assertThat(raw(message))
        .contains("Content-ID: <logo>", "Content-ID: <photo@example.com>")
        .contains("Content-Type: text/calendar; method=REQUEST; charset=UTF-8");
    assertThat(MessageContent.of(written(message)).html()).startsWith("<img");
    assertThat(MessageContent.of(written(message)).text()).isEqualTo("plain");
    assertThat(MessageContent.of(written(message)).attachments())
        .extracting(Attachment::name)
        .containsExactly("Logo für alle.png", "photo.png", "invite.ics", "a.pdf");
    assertLines(written(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          text | -    | -                              | text/plain
          -    | html | -                              | text/html
          text | html | -                              | multipart/alternative,  text/plain,  text/html
          -    | -    | text/calendar; method=REPLY    | multipart/alternative,  text/calendar
          text | -    | text/calendar; method=CANCEL   | multipart/alternative,  text/plain,  text/calendar
          text | -    | text/calendar                  | multipart/mixed,  text/plain,  text/calendar
          -    | -    | application/pdf                | multipart/mixed,  text/plain,  application/pdf
          """)
  void aMessageHasTheFormsThatItIsGiven(String text, String html, String type, String structure) {
    ComposedMessage message =
        saying(
            text,
            html,
            type == null ? new Attachment[0] : new Attachment[] {file("a", type, new byte[] {65})});

    assertThat(String.join(",", structure(read(written(message))))).isEqualTo(structure);
  }

  @Test
  void aPictureWithoutHtmlStandsBesideTheText() {
    ComposedMessage message = saying("plain", null, shown("logo.png", "logo"));

    assertThat(structure(read(written(message))))
        .containsExactly("multipart/mixed", "  text/plain", "  image/png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Jane Doe",
        "Müller, Jürgen",
        "山田太郎",
        "O'Brien (Sales)",
        "Dr. Ägidius von und zu Hohenlohe-Waldenburg-Schillingsfürst der Jüngere",
        "🎉 Party",
        "محمد",
        "a\\b"
      })
  void namesStandBesideAddresses(String name) {
    EmailAddress to = EmailAddress.of("a@example.org");
    EmailAddress answers = EmailAddress.of("b@example.org");
    ComposedMessage message =
        new ComposedMessage(
            MailOwner.SYSTEM,
            List.of(to),
            List.of(),
            List.of(),
            List.of(answers, EmailAddress.of("c@example.org")),
            new HeaderText("Hello"),
            "Text",
            null,
            List.of(),
            new LinkedHashMap<>(),
            false,
            DeliveryOptions.USUAL,
            Map.of(to, DisplayName.of(name), answers, DisplayName.of(name)),
            null);
    Message read = read(written(message));

    assertThat(read.getTo().flatten())
        .singleElement()
        .returns(name, Mailbox::getName)
        .returns("a@example.org", Mailbox::getAddress);
    assertThat(read.getReplyTo().flatten()).hasSize(2);
    assertThat(read.getReplyTo().flatten().get(0).getName()).isEqualTo(name);
    assertThat(read.getReplyTo().flatten().get(1).getName()).isNull();
    assertLines(written(message));
  }

  @Test
  void manyRecipientsFitIntoLines() {
    List<String> many =
        Stream.iterate(1, i -> i + 1)
            .limit(200)
            .map(i -> "recipient" + i + "@example.org")
            .toList();
    ComposedMessage message = message(many, List.of(), List.of(), "Hello", "Text", null);

    assertThat(read(written(message)).getTo().flatten()).hasSize(200);
    assertLines(written(message));
  }
}
