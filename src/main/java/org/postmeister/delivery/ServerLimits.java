package org.postmeister.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a server has let us find out about how much it takes; each is null if it is not known.
 *
 * @param connections at the same time
 * @param messagesPerConnection before it wants another connection
 * @param messagesPerMinute before it refuses more
 * @param learntAt when the latest of them was found out
 * @param reply the words from which it was
 */
public record ServerLimits(
    @Nullable Integer connections,
    @Nullable Integer messagesPerConnection,
    @Nullable Integer messagesPerMinute,
    @Nullable Instant learntAt,
    @Nullable String reply) {

  static final ServerLimits NONE = new ServerLimits(null, null, null, null, null);

  /** Whether nothing is known. */
  public boolean isEmpty() {
    return connections == null && messagesPerConnection == null && messagesPerMinute == null;
  }

  ServerLimits withConnections(@Nullable Integer learnt, Instant now, @Nullable String words) {
    return new ServerLimits(learnt, messagesPerConnection, messagesPerMinute, now, words);
  }

  ServerLimits withMessagesPerConnection(
      @Nullable Integer learnt, Instant now, @Nullable String words) {
    return new ServerLimits(connections, learnt, messagesPerMinute, now, words);
  }

  ServerLimits withMessagesPerMinute(
      @Nullable Integer learnt, Instant now, @Nullable String words) {
    return new ServerLimits(connections, messagesPerConnection, learnt, now, words);
  }
}
