package org.postmeister.delivery;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HeaderText;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.delivery.message.ComposedMessage;
import org.postmeister.mailserver.MailOwner;

/** Messages for tests. */
public final class SomeMessages {

  private SomeMessages() {}

  /** A short one. */
  public static ComposedMessage to(MailOwner owner, String... recipients) {
    return about(owner, "Hello", recipients);
  }

  public static ComposedMessage about(MailOwner owner, String subject, String... recipients) {
    return new ComposedMessage(
        owner,
        Stream.of(recipients).map(EmailAddress::of).toList(),
        List.of(),
        List.of(),
        List.of(),
        new HeaderText(subject),
        "How do you do?",
        null,
        List.of(),
        new LinkedHashMap<>(),
        false,
        DeliveryOptions.USUAL,
        Map.of(),
        null);
  }

  /** The same with options. */
  public static ComposedMessage with(
      DeliveryOptions options, MailOwner owner, String... recipients) {
    return like(to(owner, recipients), List.of(), options);
  }

  /** The same with a file. */
  public static ComposedMessage with(Attachment file, MailOwner owner, String... recipients) {
    return like(to(owner, recipients), List.of(file), DeliveryOptions.USUAL);
  }

  private static ComposedMessage like(
      ComposedMessage some, List<Attachment> attachments, DeliveryOptions options) {
    return new ComposedMessage(
        some.owner(),
        some.to(),
        some.cc(),
        some.bcc(),
        some.replyTo(),
        some.subject(),
        some.text(),
        some.html(),
        attachments,
        some.headers(),
        some.confidential(),
        options,
        some.names(),
        some.from());
  }

  /** One with everything that a message can have. */
  public static ComposedMessage withEverything(MailOwner owner, int attachedOctets) {
    LinkedHashMap<String, HeaderText> headers = new LinkedHashMap<>();
    headers.put("X-Order", new HeaderText("4711 äöü"));
    return new ComposedMessage(
        owner,
        List.of(EmailAddress.of("to@example.org")),
        List.of(EmailAddress.of("cc@example.org")),
        List.of(EmailAddress.of("hidden@example.org")),
        List.of(EmailAddress.of("answers@example.org")),
        new HeaderText("Grüße"),
        "Guten Tag",
        "<p>Guten Tag</p>",
        List.of(
            new Attachment(
                new Attachment.Name("Übersicht.txt"),
                Attachment.Type.of("text/plain"),
                "a".repeat(attachedOctets).getBytes(StandardCharsets.UTF_8))),
        headers,
        false,
        DeliveryOptions.USUAL,
        Map.of(),
        null);
  }
}
