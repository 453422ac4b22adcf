package org.postmeister.delivery.message;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content of a message, for reading it.
 *
 * @param text null if there is only HTML
 * @param html null if there is only text
 */
public record MessageContent(
    @Nullable String text, @Nullable String html, List<Attachment> attachments) {

  private static final Pattern ENCODED = Pattern.compile("filename\\*(0\\*)?=");
  private static final Session SESSION = Session.getInstance(new Properties());

  /**
   * Parses a message.
   *
   * @param written as it is sent
   */
  public static MessageContent of(byte[] written) {
    try {
      Reading reading = new Reading();
      reading.read(new MimeMessage(SESSION, new ByteArrayInputStream(written)));
      return new MessageContent(reading.text, reading.html, List.copyOf(reading.attachments));
    } catch (MessagingException e) {
      throw new IllegalStateException("A message was stored that cannot be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be read", e);
    }
  }

  private static final class Reading {

    private @Nullable String text;
    private @Nullable String html;
    private final List<Attachment> attachments = new ArrayList<>();

    // Earlier versions wrote names as encoded words (RFC 2047).
    private static String name(Part part) throws MessagingException, IOException {
      String name = part.getFileName();
      String[] disposition = part.getHeader("Content-Disposition");
      if (name == null) {
        return part.isMimeType("text/calendar") ? "invite.ics" : "?";
      }
      return disposition != null && ENCODED.matcher(disposition[0]).find()
          ? name
          : MimeUtility.decodeText(name);
    }

    void read(Part part) throws MessagingException, IOException {
      if (part.getContent() instanceof Multipart parts) {
        for (int i = 0; i < parts.getCount(); i++) {
          BodyPart child = parts.getBodyPart(i);
          read(child);
        }
      } else if (part.getDisposition() != null
          || !part.isMimeType("text/*")
          || part.isMimeType("text/calendar")) {
        attachments.add(
            new Attachment(
                new Attachment.Name(name(part)),
                Attachment.Type.of(part.getContentType()),
                part.getInputStream().readAllBytes()));
      } else if (part.isMimeType("text/html")) {
        html = (String) part.getContent();
      } else {
        text = String.valueOf(part.getContent());
      }
    }
  }
}
