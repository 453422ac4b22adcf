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
 * @param rest with all headers and texts
 */
record SplitMessage(MimeMessage rest, List<Attachment> attachments) {

  /** An attached file, or an inline image. */
  static final class Attachment {

    private final String name;
    private final String contentType;
    private final @Nullable String contentId;
    private final byte[] content;

    Attachment(String name, String contentType, @Nullable String contentId, byte[] content) {
      this.name = name;
      this.contentType = contentType;
      this.contentId = contentId;
      this.content = content;
    }

    /** By which the HTML refers to it; null if it is attached. */
    @Nullable String contentId() {
      return contentId;
    }

    String name() {
      return name;
    }

    String contentType() {
      return contentType;
    }

    /** Not copied, since it may be large. */
    byte[] content() {
      return content;
    }
  }

  static SplitMessage of(MimeMessage message) {
    try {
      MimeMessage rest = new Copy(message);
      List<Attachment> attachments = new ArrayList<>();
      takeAttachments(rest, attachments);
      rest.saveChanges();
      return new SplitMessage(rest, attachments);
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException("A message cannot be parsed", e);
    }
  }

  // At any depth: inline images are next to the HTML that refers to them.
  private static void takeAttachments(Part whole, List<Attachment> attachments)
      throws MessagingException, IOException {
    if (!whole.isMimeType("multipart/*") || !(whole.getContent() instanceof Multipart parts)) {
      return;
    }
    for (int i = parts.getCount() - 1; i >= 0; i--) {
      BodyPart part = parts.getBodyPart(i);
      if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
        attachments.addFirst(attachment(part, null));
        parts.removeBodyPart(i);
      } else if (Part.INLINE.equalsIgnoreCase(part.getDisposition()) && contentId(part) != null) {
        attachments.addFirst(attachment(part, contentId(part)));
        parts.removeBodyPart(i);
      } else {
        takeAttachments(part, attachments);
      }
    }
    if (parts.getCount() == 0) {
      MimeBodyPart empty = new MimeBodyPart();
      empty.setText("");
      parts.addBodyPart(empty);
    }
    whole.setContent(parts);
  }

  private static @Nullable String contentId(BodyPart part) throws MessagingException {
    @Nullable String[] ids = part.getHeader("Content-ID");
    return ids == null || ids[0] == null ? null : ids[0].strip().replaceAll("^<|>$", "");
  }

  private static Attachment attachment(BodyPart part, @Nullable String contentId)
      throws MessagingException, IOException {
    String name = part.getFileName();
    String type = part.getContentType().replaceFirst(";.*", "").strip();
    try (var content = part.getInputStream()) {
      return new Attachment(
          name == null ? "attachment" : name, type, contentId, content.readAllBytes());
    }
  }

  /** Keeps the existing Message-ID. */
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
