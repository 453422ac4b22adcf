package org.postmeister.transport.smtp.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailServerSettings;

/**
 * Servers that offer PLAIN but refuse it, and accept LOGIN. This is remembered for a day, so that
 * not every connection has to be opened twice.
 */
public final class LoginMechanismCache {

  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final int MOST = 10_000;

  private final Cache<String, Boolean> known =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

  /** The login with the mechanism that the server accepts, as far as that is known. */
  public SmtpConversation.@Nullable Login of(
      MailServerSettings server, SmtpConversation.@Nullable Login login) {
    return login != null && known.getIfPresent(server.serverName()) != null
        ? login.withLoginMechanism()
        : login;
  }

  /** The server accepts LOGIN, but not PLAIN. */
  public void rememberLogin(MailServerSettings server) {
    known.put(server.serverName(), true);
  }
}
