package org.postmeister.transport.smtp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.mail.Session;
import java.net.Socket;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.GreetingName;
import org.postmeister.transport.smtp.conversation.SmtpConversation;

/** The settings of Angus Mail for a conversation. */
final class SmtpSettings {

  // To create one, Jakarta Mail searches all jars; it stores nothing about a conversation.
  private static final Cache<Properties, Session> SESSIONS =
      Caffeine.newBuilder().maximumSize(1000).build();

  private SmtpSettings() {}

  /**
   * @param greetingName for EHLO; null for this machine's own
   * @param utf8 whether commands may contain non-ASCII characters (RFC 6531)
   */
  static Session of(
      Socket socket,
      @Nullable GreetingName greetingName,
      SmtpConversation.@Nullable Login login,
      Encryption encryption,
      boolean utf8) {
    Properties angus = new Properties();
    angus.put(
        "mail.smtp.localhost",
        greetingName == null ? MachineName.of(socket) : greetingName.value());
    angus.put("mail.smtp.auth", Boolean.toString(login != null));
    if (login != null) {
      angus.put("mail.smtp.auth.mechanisms", login.mechanisms());
    }
    angus.put("mail.smtp.starttls.enable", Boolean.toString(encryption == Encryption.STARTTLS));
    angus.put("mail.smtp.starttls.required", Boolean.toString(encryption == Encryption.STARTTLS));
    angus.put("mail.smtp.quitwait", "false");
    angus.put("mail.mime.allowutf8", Boolean.toString(utf8));
    return SESSIONS.get(angus, Session::getInstance);
  }
}
