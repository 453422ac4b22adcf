package org.postmeister.transport.graph;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message and the attachments that were taken out of it.
 *
 * @param rest with all headers, texts, and what stands inline
 */
record SplitMessage(MimeMessage rest, List<Attachment> attachments) {

  /** A file beside the text. */
  static final class Attachment {

    private final String name;
    private final String contentType;
    private final byte[] content;

    Attachment(String name, String contentType, byte[] content) {
      this.name = name;
      this.contentType = contentType;
      this.content = content;
    }

    String name() {
      return name;
    }

    String contentType() {
      return contentType;
    }

    /** Not copied: it may be large. */
    byte[] content() {
      return content;
    }
  }

  static SplitMessage of(MimeMessage message) {
    try {
      MimeMessage rest = new Copy(message);
      List<Attachment> attachments = new ArrayList<>();
      if (rest.isMimeType("multipart/mixed") && rest.getContent() instanceof Multipart parts) {
        takeAttachments(parts, attachments);
        rest.setContent(parts);
        rest.saveChanges();
      }
      return new SplitMessage(rest, attachments);
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException("A message cannot be taken apart", e);
    }
  }

  private static void takeAttachments(Multipart parts, List<Attachment> attachments)
      throws MessagingException, IOException {
    for (int i = parts.getCount() - 1; i >= 0; i--) {
      BodyPart part = parts.getBodyPart(i);
      if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
        attachments.addFirst(attachment(part));
        parts.removeBodyPart(i);
      }
    }
    if (parts.getCount() == 0) {
      MimeBodyPart empty = new MimeBodyPart();
      empty.setText("");
      parts.addBodyPart(empty);
    }
  }

  private static Attachment attachment(BodyPart part) throws MessagingException, IOException {
    String name = part.getFileName();
    String type = part.getContentType().replaceFirst(";.*", "").strip();
    try (var content = part.getInputStream()) {
      return new Attachment(name == null ? "attachment" : name, type, content.readAllBytes());
    }
  }

  /** Keeps the Message-ID that the message has. */
  private static final class Copy extends MimeMessage {

    Copy(MimeMessage message) throws MessagingException {
      super(message);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      @Nullable String[] ids = getHeader("Message-ID");
      if (ids == null) {
        super.updateMessageID();
      }
    }
  }
}
