package org.postmeister.transport.smtp.conversation;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Converts a message with 8-bit parts to 7 bits, for servers that accept nothing else (RFC 6152,
 * section 3). Non-ASCII headers remain.
 */
final class SevenBitContent {

  private static final Session SESSION = Session.getInstance(new Properties());

  private SevenBitContent() {}

  /**
   * @param message with CRLF line endings
   * @return the same message with all parts in 7 bits; what cannot be parsed is left as it is
   */
  static byte[] of(byte[] message) {
    try {
      MimeMessage converted = new Kept(message);
      return convert(converted) ? written(converted) : message;
    } catch (MessagingException | IOException notReadable) {
      return message;
    }
  }

  /** Whether there was anything to convert. */
  private static boolean convert(MimePart part) throws MessagingException, IOException {
    if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
      boolean converted = isEightBit(part);
      for (int i = 0; i < parts.getCount(); i++) {
        converted |= convert((MimePart) parts.getBodyPart(i));
      }
      if (converted) {
        part.setContent(parts);
        part.setHeader("Content-Transfer-Encoding", "7bit");
      }
      return converted;
    }
    if (!isEightBit(part)) {
      return false;
    }
    byte[] content = part.getInputStream().readAllBytes();
    if (part.isMimeType("message/rfc822")) {
      replace(part, of(content), "message/rfc822", "7bit");
    } else {
      boolean text = part.isMimeType("text/*");
      replace(part, content, part.getContentType(), text ? "quoted-printable" : "base64");
    }
    return true;
  }

  private static void replace(MimePart part, byte[] content, String type, String encoding)
      throws MessagingException {
    // Jakarta Mail discards the headers of a part whose content is replaced.
    @Nullable String[] types = part.getHeader("Content-Type");
    part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
    if (types != null) {
      part.setHeader("Content-Type", types[0]);
    }
    part.setHeader("Content-Transfer-Encoding", encoding);
  }

  private static boolean isEightBit(Part part) throws MessagingException {
    @Nullable String[] encodings = part.getHeader("Content-Transfer-Encoding");
    return encodings != null
        && encodings[0] != null
        && (encodings[0].strip().equalsIgnoreCase("8bit")
            || encodings[0].strip().equalsIgnoreCase("binary"));
  }

  private static byte[] written(MimeMessage message) throws MessagingException, IOException {
    message.saveChanges();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    return out.toByteArray();
  }

  /** Keeps the existing headers, including Message-ID, Date and version. */
  private static final class Kept extends MimeMessage {

    Kept(byte[] message) throws MessagingException {
      super(SESSION, new ByteArrayInputStream(message));
    }

    @Override
    protected void updateMessageID() {}
  }
}
