package org.postmeister.transport.smtp.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.postmeister.mailserver.MailServerSettings;

/**
 * Servers that announce PIPELINING and then get out of step. They are addressed step by step for a
 * day; what they announce may be corrected.
 */
public final class PipeliningFaultCache {

  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final int MOST = 10_000;
  // A connection may break at any time, and once is not a pattern.
  private static final int CONVINCING = 2;

  private final Cache<String, Integer> faults =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

  /** Whether it has to be addressed step by step. */
  public boolean areKnownOf(MailServerSettings server) {
    Integer known = faults.getIfPresent(server.serverName());
    return known != null && known >= CONVINCING;
  }

  /** The connection broke when the server had replied to some of the pipelined commands. */
  public void suspect(MailServerSettings server) {
    faults.asMap().merge(server.serverName(), 1, Integer::sum);
  }

  /** The server has shown that it does not support pipelining. */
  public void remember(MailServerSettings server) {
    faults.put(server.serverName(), CONVINCING);
  }

  /** It has handled several commands at once. */
  public void clear(MailServerSettings server) {
    faults
        .asMap()
        .computeIfPresent(server.serverName(), (name, count) -> count < CONVINCING ? null : count);
  }
}
