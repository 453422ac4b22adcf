package org.postmeister.transport.smtp;

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
 * Turns a message with parts of 8 bits into one of 7, for servers that take nothing else (RFC 6152,
 * section 3). What stands in headers as it is stays so.
 */
final class SevenBitContent {

  private static final Session SESSION = Session.getInstance(new Properties());

  private SevenBitContent() {}

  /**
   * @param message with line ends of CR LF
   * @return the same message, all of its parts in 7 bits; what cannot be read is left as it is
   */
  static byte[] of(byte[] message) {
    try {
      MimeMessage converted = new Kept(message);
      convert(converted);
      return written(converted);
    } catch (MessagingException | IOException notReadable) {
      return message;
    }
  }

  private static void convert(MimePart part) throws MessagingException, IOException {
    if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        convert((MimePart) parts.getBodyPart(i));
      }
      part.setContent(parts);
      if (isEightBit(part)) {
        part.setHeader("Content-Transfer-Encoding", "7bit");
      }
    } else if (part.isMimeType("message/rfc822") && isEightBit(part)) {
      byte[] nested = of(part.getInputStream().readAllBytes());
      replace(part, nested, "message/rfc822", "7bit");
    } else if (isEightBit(part)) {
      replace(
          part,
          part.getInputStream().readAllBytes(),
          part.getContentType(),
          part.isMimeType("text/*") ? "quoted-printable" : "base64");
    }
  }

  private static void replace(MimePart part, byte[] content, String type, String encoding)
      throws MessagingException {
    // Jakarta Mail forgets the headers of a part whose content is replaced.
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

  /** Keeps the headers that the message has, Message-ID, Date and version among them. */
  private static final class Kept extends MimeMessage {

    Kept(byte[] message) throws MessagingException {
      super(SESSION, new ByteArrayInputStream(message));
    }

    @Override
    protected void updateMessageID() {}
  }
}
