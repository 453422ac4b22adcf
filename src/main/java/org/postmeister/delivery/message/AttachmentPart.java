package org.postmeister.delivery.message;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** A file as a body part (RFC 2183). */
final class AttachmentPart {

  private static final String MESSAGE = "message/rfc822";
  private static final String BINARY = "application/octet-stream";
  private static final int LONGEST_LINE = 998;
  private static final int LONGEST_PIECE = 50;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String UNENCODED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  // Some mail clients take these for the start of an encoded word.
  private static final Pattern NOT_PLAIN = Pattern.compile("\\P{ASCII}|[%']|=\\?|\\?=");
  private static final Pattern QUOTED = Pattern.compile("[\"\\\\]");

  private AttachmentPart() {}

  /**
   * @param shown whether the HTML refers to it
   */
  static MimeBodyPart of(Attachment attachment, boolean shown) throws MessagingException {
    byte[] content = attachment.content();
    String type = attachment.contentType();
    // Attachments arrive unchanged, including line endings.
    String encoding = "base64";
    if (type.equals(MESSAGE)) {
      // RFC 2046, section 5.2.1: an attached message must not be Base64-encoded.
      byte[] lines = withLineEnds(content);
      if (isSendable(lines)) {
        content = lines;
        encoding = isAscii(lines) ? "7bit" : "8bit";
      } else {
        type = BINARY;
      }
    }
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
    // Set here, so that Jakarta Mail does not write the name into it a second time.
    part.setHeader("Content-Type", type);
    part.setHeader(
        "Content-Disposition", disposition(shown ? "inline" : "attachment", attachment.name()));
    part.setHeader("Content-Transfer-Encoding", encoding);
    if (attachment.contentId() != null) {
      part.setContentID("<" + attachment.contentId() + ">");
    }
    return part;
  }

  /** An alternative form of the message, for calendars (RFC 6047). */
  static MimeBodyPart invitation(Attachment attachment) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(
        new DataHandler(new ByteArrayDataSource(attachment.content(), attachment.contentType())));
    part.setHeader("Content-Type", attachment.contentType() + "; charset=UTF-8");
    part.setHeader("Content-Transfer-Encoding", "base64");
    return part;
  }

  // RFC 2231, and for clients that do not support it, the name reduced to ASCII.
  private static String disposition(String kind, String name) {
    String plain =
        NOT_PLAIN
            .matcher(MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll(""))
            .replaceAll("_");
    String disposition =
        kind + ";\r\n\tfilename=\"" + QUOTED.matcher(plain).replaceAll("\\\\$0") + "\"";
    return plain.equals(name) ? disposition : disposition + encoded(name);
  }

  // In segments that fit on a line (sections 3 and 4).
  private static String encoded(String name) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder("UTF-8''");
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      if (piece.length() > LONGEST_PIECE) {
        pieces.add(piece.toString());
        piece = new StringBuilder();
      }
      char character = (char) (octet & 0xff);
      if (UNENCODED.indexOf(character) >= 0) {
        piece.append(character);
      } else {
        piece.append('%').append(HEX.toHexDigits(octet));
      }
    }
    pieces.add(piece.toString());
    if (pieces.size() == 1) {
      return ";\r\n\tfilename*=" + pieces.getFirst();
    }
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      all.append(";\r\n\tfilename*").append(i).append("*=").append(pieces.get(i));
    }
    return all.toString();
  }

  private static byte[] withLineEnds(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1)
        .replaceAll("\\r\\n|\\r|\\n", "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean isSendable(byte[] lines) {
    int length = 0;
    for (byte octet : lines) {
      length = octet == '\n' ? 0 : length + 1;
      if (octet == 0 || length > LONGEST_LINE + 1) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(byte[] content) {
    for (byte octet : content) {
      if (octet < 0) {
        return false;
      }
    }
    return true;
  }
}
