package org.postmeister.testing;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.server.SMTPServer;

/**
 * A mail server on loopback that takes everything and keeps it, but for what goes to {@code
 * refused@}.
 */
public final class CatchingSmtpServer implements AutoCloseable {

  private static final Properties UTF8 = new Properties();

  static {
    UTF8.setProperty("mail.mime.allowutf8", "true");
  }

  private final List<Caught> mails = new CopyOnWriteArrayList<>();
  private final SMTPServer server;

  public CatchingSmtpServer() {
    this(InetAddress.getLoopbackAddress());
  }

  public CatchingSmtpServer(InetAddress address) {
    server =
        SMTPServer.port(0)
            .bindAddress(address)
            .messageHandlerFactory(context -> new Handler())
            // Whoever comes is let in, with any password.
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory((user, password, context) -> {}))
            .build();
    server.start();
  }

  /**
   * A mail as it came.
   *
   * @param parts what it says and what is attached, by type, or by name of the file
   */
  public record Caught(MimeMessage message, List<String> recipients, Map<String, String> parts) {

    public String header(String name) {
      try {
        String[] values = message.getHeader(name);
        return values == null ? "" : String.join(", ", values);
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      }
    }

    public String subject() {
      try {
        return message.getSubject();
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      }
    }

    public String text() {
      return parts.getOrDefault("text/plain", "");
    }

    public String html() {
      return parts.getOrDefault("text/html", "");
    }

    public String file(String name) {
      return parts.getOrDefault(name, "");
    }
  }

  public int port() {
    return server.getPortAllocated();
  }

  /** In the order in which they came. */
  public List<Caught> mails() {
    return List.copyOf(mails);
  }

  public Caught only() {
    if (mails.size() != 1) {
      throw new AssertionError("There are " + mails.size() + " mails and not one");
    }
    return mails.getFirst();
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Handler implements MessageHandler {

    private final List<String> recipients = new ArrayList<>();

    @Override
    public void from(String from) {
      // Every sender is welcome.
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      if (recipient.startsWith("refused@")) {
        throw new RejectException(550, "5.1.1 <" + recipient + "> is unknown here");
      }
      recipients.add(recipient);
    }

    @Override
    public String data(InputStream data) throws IOException {
      try {
        MimeMessage message =
            new MimeMessage(
                Session.getInstance(UTF8), new ByteArrayInputStream(data.readAllBytes()));
        Map<String, String> parts = new LinkedHashMap<>();
        read(message, parts);
        mails.add(new Caught(message, recipients, parts));
        return "kept";
      } catch (MessagingException e) {
        throw new UncheckedIOException(new IOException(e));
      }
    }

    private static void read(Part part, Map<String, String> parts)
        throws MessagingException, IOException {
      if (part.getContent() instanceof Multipart several) {
        for (int i = 0; i < several.getCount(); i++) {
          read(several.getBodyPart(i), parts);
        }
        return;
      }
      String name = part.getFileName();
      String type = part.getContentType().split(";", 2)[0];
      parts.put(
          name == null ? type : name,
          new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public void done() {
      // Nothing is kept open.
    }
  }
}
