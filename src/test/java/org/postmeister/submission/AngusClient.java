package org.postmeister.submission;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.postmeister.testing.PackagedSubmission;
import org.postmeister.testing.TestAuthority;

/** Angus Mail, as most programs in Java use it. */
final class AngusClient implements SubmissionClient {

  @Override
  public Optional<String> whyNot() {
    return Optional.empty();
  }

  @Override
  public boolean submit(Order order, StringBuilder replies) throws Exception {
    Properties properties = properties();
    properties.put("mail.smtp.starttls.enable", Boolean.toString(!order.tls()));
    properties.put("mail.smtp.starttls.required", Boolean.toString(!order.tls()));
    properties.put("mail.smtp.ssl.enable", Boolean.toString(order.tls()));
    return submit(order, properties, PackagedSubmission.TENANT, replies);
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put("mail.smtp.ssl.socketFactory", TestAuthority.trusting().getSocketFactory());
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.mime.allowutf8", "true");
    properties.put("mail.smtp.allow8bitmime", "true");
    properties.put("mail.smtp.from", PackagedSubmission.SENDER);
    return properties;
  }

  /**
   * The same without TLS, and without signing in.
   *
   * @return whether it was taken
   */
  static boolean submitPlain(Order order, StringBuilder replies) throws Exception {
    return submit(order, properties(), null, replies);
  }

  private static boolean submit(
      Order order, Properties properties, String user, StringBuilder replies)
      throws MessagingException, IOException {
    properties.put("mail.smtp.auth", Boolean.toString(user != null));
    Session session = Session.getInstance(properties);
    try (InputStream in = Files.newInputStream(order.message());
        SMTPTransport transport = (SMTPTransport) session.getTransport("smtp")) {
      MimeMessage message = new SMTPMessage(session, in);
      transport.connect("localhost", order.port(), user, user == null ? null : order.password());
      transport.sendMessage(message, new Address[] {new InternetAddress(order.recipient())});
      return true;
    } catch (MessagingException e) {
      replies.append(e.getMessage());
      return false;
    }
  }

  @Override
  public String toString() {
    return "Angus Mail";
  }
}
