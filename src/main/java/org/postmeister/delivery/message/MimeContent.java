package org.postmeister.delivery.message;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import jakarta.mail.util.StreamProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HeaderText;

/**
 * A message as it is stored (RFC 5322), rendered once. {@code From} may be missing: it is then the
 * address of the server that actually sends, see {@link SentContent}. {@code Bcc} is never
 * included.
 */
public final class MimeContent {

  static {
    // Otherwise each message would look it up again, in every jar.
    System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
  }

  private static final String UTF8 = StandardCharsets.UTF_8.name();
  private static final Session ASCII = Session.getInstance(new Properties());
  private static final Session SMTP_UTF8 = smtpUtf8();

  private final String messageId;
  private final byte[] content;

  MimeContent(String messageId, byte[] content) {
    this.messageId = messageId;
    this.content = content;
  }

  /**
   * @param domain after the @ of its Message-ID
   */
  public static MimeContent of(ComposedMessage message, String domain, Instant date) {
    try {
      Mime mime = new Mime(message, domain);
      if (message.from() != null) {
        mime.setFrom(mailbox(message.from(), message.names().get(message.from())));
      }
      mime.setRecipients(RecipientType.TO, addresses(message.to(), message));
      mime.setRecipients(RecipientType.CC, addresses(message.cc(), message));
      if (message.to().isEmpty() && message.cc().isEmpty()) {
        // Some servers refuse a message without visible recipients.
        mime.setHeader("To", "undisclosed-recipients:;");
      }
      if (!message.replyTo().isEmpty()) {
        mime.setReplyTo(addresses(message.replyTo(), message));
      }
      mime.setSubject(message.subject().value(), UTF8);
      mime.setSentDate(Date.from(message.options().dueAt(date)));
      for (Map.Entry<String, HeaderText> header : message.headers().entrySet()) {
        // Added, not set: setting would search all existing headers each time.
        mime.addHeader(
            header.getKey(),
            MimeUtility.fold(
                header.getKey().length() + 2,
                MimeUtility.encodeText(header.getValue().value(), UTF8, "Q")));
      }
      fill(mime, message);
      mime.saveChanges();
      ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
      mime.writeTo(out);
      return new MimeContent(mime.getMessageID(), out.toByteArray());
    } catch (MessagingException e) {
      throw new IllegalStateException("A message cannot be written", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written to", e);
    }
  }

  public String messageId() {
    return messageId;
  }

  public byte[] content() {
    return content;
  }

  private static void fill(Part whole, ComposedMessage message) throws MessagingException {
    List<Attachment> beside =
        message.attachments().stream()
            .filter(file -> !file.isInvitation() && !isShownInHtml(file, message))
            .toList();
    if (beside.isEmpty()) {
      fillBody(whole, message);
      return;
    }
    MimeMultipart parts = new MimeMultipart("mixed");
    MimeBodyPart body = new MimeBodyPart();
    fillBody(body, message);
    parts.addBodyPart(body);
    for (Attachment file : beside) {
      parts.addBodyPart(AttachmentPart.of(file, false));
    }
    whole.setContent(parts);
  }

  private static boolean isShownInHtml(Attachment file, ComposedMessage message) {
    return file.contentId() != null && message.html() != null;
  }

  // From plain to rich: clients show the last part they support (RFC 2046, section 5.1.4).
  private static void fillBody(Part part, ComposedMessage message) throws MessagingException {
    List<MimeBodyPart> forms = new ArrayList<>();
    if (message.text() != null) {
      forms.add(textPart(message.text(), "plain"));
    }
    if (message.html() != null) {
      forms.add(htmlPart(message.html(), message));
    }
    for (Attachment file : message.attachments()) {
      if (file.isInvitation()) {
        forms.add(AttachmentPart.invitation(file));
      }
    }
    if (forms.isEmpty()) {
      part.setDataHandler(textHandler("", "plain"));
    } else if (forms.size() > 1) {
      part.setContent(new MimeMultipart("alternative", forms.toArray(BodyPart[]::new)));
    } else if (message.text() != null) {
      part.setDataHandler(textHandler(message.text(), "plain"));
    } else if (forms.getFirst().getDataHandler().getContentType().startsWith("text/html")) {
      part.setDataHandler(textHandler(Objects.requireNonNull(message.html()), "html"));
    } else {
      part.setContent(new MimeMultipart("alternative", forms.getFirst()));
    }
  }

  // With its inline images (RFC 2387).
  private static MimeBodyPart htmlPart(String html, ComposedMessage message)
      throws MessagingException {
    List<Attachment> shown =
        message.attachments().stream().filter(file -> isShownInHtml(file, message)).toList();
    if (shown.isEmpty()) {
      return textPart(html, "html");
    }
    MimeMultipart related = new MimeMultipart("related", textPart(html, "html"));
    for (Attachment file : shown) {
      related.addBodyPart(AttachmentPart.of(file, true));
    }
    MimeBodyPart part = new MimeBodyPart();
    part.setContent(related);
    return part;
  }

  private static MimeBodyPart textPart(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(textHandler(text, subtype));
    return part;
  }

  // Character by character, because texts are long and numerous.
  private static String withLineEnds(String text) {
    StringBuilder out = new StringBuilder(text.length() + text.length() / 32 + 2);
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\r' || character == '\n') {
        out.append("\r\n");
        if (character == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
          i++;
        }
      } else {
        out.append(character);
      }
    }
    return out.toString();
  }

  private static DataHandler textHandler(String text, String subtype) {
    return new DataHandler(
        new ByteArrayDataSource(
            withLineEnds(text).getBytes(StandardCharsets.UTF_8),
            "text/" + subtype + "; charset=UTF-8"));
  }

  private static Address[] addresses(List<EmailAddress> addresses, ComposedMessage message) {
    return addresses.stream()
        .map(address -> mailbox(address, message.names().get(address)))
        .toArray(Address[]::new);
  }

  static InternetAddress mailbox(EmailAddress address, @Nullable DisplayName name) {
    InternetAddress mailbox = address(address);
    if (name != null) {
      try {
        mailbox.setPersonal(name.value(), UTF8);
      } catch (UnsupportedEncodingException e) {
        throw new IllegalStateException("Every JVM has UTF-8", e);
      }
    }
    return mailbox;
  }

  private static InternetAddress address(EmailAddress address) {
    InternetAddress mailbox = new InternetAddress();
    mailbox.setAddress(address.needsSmtpUtf8() ? address.toString() : address.toAsciiDomain());
    return mailbox;
  }

  private static Session smtpUtf8() {
    Properties properties = new Properties();
    properties.put("mail.mime.allowutf8", "true");
    return Session.getInstance(properties);
  }

  private static final class Mime extends MimeMessage {

    private final String domain;

    Mime(ComposedMessage message, String domain) {
      super(message.needsSmtpUtf8() ? SMTP_UTF8 : ASCII);
      this.domain = domain;
    }

    // Angus Mail would put the name of this machine into it.
    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + domain + ">");
    }
  }
}
