package org.postmeister.transport.smtp;

import java.net.Socket;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.Encryption;

/** What Angus Mail is told of a conversation. */
final class SmtpSettings {

  private SmtpSettings() {}

  /**
   * @param utf8 whether commands may hold more than ASCII (RFC 6531)
   */
  static Properties of(
      Socket socket, SmtpConversation.@Nullable Login login, Encryption encryption, boolean utf8) {
    Properties angus = new Properties();
    angus.put("mail.smtp.localhost", GreetingName.of(socket));
    angus.put("mail.smtp.auth", Boolean.toString(login != null));
    if (login != null) {
      angus.put("mail.smtp.auth.mechanisms", login.mechanisms());
    }
    angus.put("mail.smtp.starttls.enable", Boolean.toString(encryption == Encryption.STARTTLS));
    angus.put("mail.smtp.starttls.required", Boolean.toString(encryption == Encryption.STARTTLS));
    angus.put("mail.smtp.quitwait", "false");
    angus.put("mail.mime.allowutf8", Boolean.toString(utf8));
    return angus;
  }
}
