package org.postmeister.transport;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.spi.TestMail;

/** The message of a test mail (RFC 5322). */
public final class TestMessage extends MimeMessage {

  private final EmailAddress sender;

  /**
   * @param sender from complete settings
   */
  public TestMessage(Session session, TestMail mail, EmailAddress sender)
      throws MessagingException {
    super(session);
    this.sender = sender;
    setFrom(mailbox(sender, mail.server().senderName()));
    setRecipient(Message.RecipientType.TO, mailbox(mail.recipient(), null));
    EmailAddress replyTo = mail.server().get(MailServerField.REPLY_TO);
    if (replyTo != null) {
      setReplyTo(new Address[] {mailbox(replyTo, null)});
    }
    setSubject(mail.content().subject(), StandardCharsets.UTF_8.name());
    setSentDate(Date.from(mail.time()));
    write(mail.content());
    // RFC 3834: no absence notice should reply to this.
    setHeader("Auto-Submitted", "auto-generated");
    saveChanges();
  }

  private void write(TestMail.Content content) throws MessagingException {
    List<TestMail.File> attachments =
        content.files().stream().filter(file -> file.contentId() == null).toList();
    if (attachments.isEmpty()) {
      writeBody(this, content);
      return;
    }
    MimeBodyPart body = new MimeBodyPart();
    writeBody(body, content);
    setContent(withFiles(new MimeMultipart("mixed", body), attachments));
  }

  private static void writeBody(MimePart part, TestMail.Content content) throws MessagingException {
    if (content.html() == null) {
      part.setText(content.text(), StandardCharsets.UTF_8.name());
      return;
    }
    MimeBodyPart text = new MimeBodyPart();
    text.setText(content.text(), StandardCharsets.UTF_8.name());
    MimeBodyPart html = new MimeBodyPart();
    html.setText(content.html(), StandardCharsets.UTF_8.name(), "html");
    List<TestMail.File> pictures =
        content.files().stream().filter(file -> file.contentId() != null).toList();
    part.setContent(new MimeMultipart("alternative", text, withPictures(html, pictures)));
  }

  // RFC 2387.
  private static MimeBodyPart withPictures(MimeBodyPart html, List<TestMail.File> pictures)
      throws MessagingException {
    if (pictures.isEmpty()) {
      return html;
    }
    MimeBodyPart both = new MimeBodyPart();
    both.setContent(withFiles(new MimeMultipart("related", html), pictures));
    return both;
  }

  private static MimeMultipart withFiles(MimeMultipart parts, List<TestMail.File> files)
      throws MessagingException {
    for (TestMail.File file : files) {
      MimeBodyPart part = new MimeBodyPart();
      part.setDataHandler(
          new DataHandler(new ByteArrayDataSource(file.content(), file.contentType())));
      if (file.contentId() != null) {
        part.setContentID("<" + file.contentId() + ">");
      }
      part.setDisposition(file.contentId() == null ? Part.ATTACHMENT : Part.INLINE);
      part.setFileName(file.name());
      parts.addBodyPart(part);
    }
    return parts;
  }

  // Angus Mail would put the name of this machine into it.
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + sender.domain().ascii() + ">");
  }

  // An address may contain non-ASCII characters only with SMTPUTF8, and only its local part needs
  // that.
  private static InternetAddress mailbox(EmailAddress address, @Nullable DisplayName name)
      throws MessagingException {
    InternetAddress mailbox = new InternetAddress();
    mailbox.setAddress(address.needsSmtpUtf8() ? address.toString() : address.toAsciiDomain());
    if (name != null) {
      try {
        mailbox.setPersonal(name.value(), StandardCharsets.UTF_8.name());
      } catch (UnsupportedEncodingException e) {
        throw new IllegalStateException("Every JVM has UTF-8", e);
      }
    }
    return mailbox;
  }
}
