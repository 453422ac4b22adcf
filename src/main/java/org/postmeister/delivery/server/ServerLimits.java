package org.postmeister.delivery.server;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a server has let us find out about how much it takes; each is null if it is not known.
 *
 * @param connections at the same time
 * @param messagesPerConnection before it wants another connection
 * @param messagesPerMinute before it refuses more
 * @param learntAt when the latest of these three was found out
 * @param reply the words from which it was
 * @param takenAt when it has taken its first message
 * @param pipelining whether it understands several commands at once
 * @param pipeliningAt when that was found out
 */
public record ServerLimits(
    @Nullable Integer connections,
    @Nullable Integer messagesPerConnection,
    @Nullable Integer messagesPerMinute,
    @Nullable Instant learntAt,
    @Nullable String reply,
    @Nullable Instant takenAt,
    @Nullable Boolean pipelining,
    @Nullable Instant pipeliningAt) {

  public static final ServerLimits NONE =
      new ServerLimits(null, null, null, null, null, null, null, null);

  // What a server announces may be put right.
  private static final Duration PIPELINING_HOLDS = Duration.ofDays(1);

  /** Whether nothing is known. */
  boolean isEmpty() {
    return equals(NONE);
  }

  /** Whether it takes only so much. */
  public boolean areLimited() {
    return connections != null || messagesPerConnection != null || messagesPerMinute != null;
  }

  /** Whether it is to be spoken to step by step, whatever it announces. */
  public boolean isStepByStep(Instant now) {
    return Boolean.FALSE.equals(pipelining)
        && pipeliningAt != null
        && pipeliningAt.plus(PIPELINING_HOLDS).isAfter(now);
  }

  ServerLimits withConnections(@Nullable Integer learnt, Instant now, @Nullable String words) {
    return with(learnt, messagesPerConnection, messagesPerMinute, now, words);
  }

  ServerLimits withMessagesPerConnection(
      @Nullable Integer learnt, Instant now, @Nullable String words) {
    return with(connections, learnt, messagesPerMinute, now, words);
  }

  ServerLimits withMessagesPerMinute(
      @Nullable Integer learnt, Instant now, @Nullable String words) {
    return with(connections, messagesPerConnection, learnt, now, words);
  }

  private ServerLimits with(
      @Nullable Integer newConnections,
      @Nullable Integer newPerConnection,
      @Nullable Integer newPerMinute,
      Instant now,
      @Nullable String words) {
    return new ServerLimits(
        newConnections,
        newPerConnection,
        newPerMinute,
        now,
        words,
        takenAt,
        pipelining,
        pipeliningAt);
  }

  ServerLimits withFirstTaken(Instant now) {
    return new ServerLimits(
        connections,
        messagesPerConnection,
        messagesPerMinute,
        learntAt,
        reply,
        now,
        pipelining,
        pipeliningAt);
  }

  public ServerLimits withPipelining(boolean found, Instant now) {
    return new ServerLimits(
        connections,
        messagesPerConnection,
        messagesPerMinute,
        learntAt,
        reply,
        takenAt,
        found,
        now);
  }
}
