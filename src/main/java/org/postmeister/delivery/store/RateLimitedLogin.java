package org.postmeister.delivery.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Limit;
import org.postmeister.common.storage.Sha256;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.MailServerLimits;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.spi.SendingServer;

/**
 * How many messages may be sent through a server in each period, by its settings.
 *
 * @param login the same for all servers with the same host and login, which count together
 */
public record RateLimitedLogin(String login, MailServerLimits limits) {

  /** For servers without limits. */
  public static final RateLimitedLogin NONE = new RateLimitedLogin("", MailServerLimits.NONE);

  private static final int LENGTH = 32;

  public static RateLimitedLogin of(SendingServer server) {
    MailServerLimits limits = server.settings().limits();
    return limits.perMinute() == null && limits.perHour() == null && limits.perDay() == null
        ? NONE
        : new RateLimitedLogin(login(server.settings()), limits);
  }

  /** The same for all servers with the same host and login. */
  public static String login(MailServerSettings settings) {
    Authentication authentication = settings.authentication();
    String text =
        settings.serverName().toLowerCase(Locale.ROOT)
            + "/"
            + (authentication.mode().usesSmtp()
                ? authentication.username()
                : settings.senderAddress());
    return "login:" + Sha256.hex(text).substring(0, LENGTH);
  }

  /** Messages per minute, null for no limit. */
  public @Nullable Integer perMinute() {
    Limit limit = limits.perMinute();
    return limit == null ? null : limit.value();
  }
}
