package org.postmeister.transport;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
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
    setSubject(mail.subject(), StandardCharsets.UTF_8.name());
    setSentDate(Date.from(mail.time()));
    setText(mail.text(), StandardCharsets.UTF_8.name());
    // RFC 3834: no absence notice should reply to this.
    setHeader("Auto-Submitted", "auto-generated");
    saveChanges();
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
