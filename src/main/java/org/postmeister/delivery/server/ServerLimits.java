package org.postmeister.delivery.server;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt about how much a server accepts; each is null if it is not known.
 *
 * @param connections at the same time
 * @param messagesPerConnection before it requires a new connection
 * @param messagesPerMinute before it refuses more
 * @param learntAt when the latest of these three was learnt
 * @param reply the words that it was learnt from
 * @param takenAt when it accepted its first message
 * @param pipelining whether it supports several commands at once
 * @param pipeliningAt when that was learnt
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

  // A server may correct what it announces.
  private static final Duration PIPELINING_HOLDS = Duration.ofDays(1);

  /** Whether nothing is known. */
  boolean isEmpty() {
    return equals(NONE);
  }

  /** Whether it accepts only a limited amount. */
  public boolean areLimited() {
    return connections != null || messagesPerConnection != null || messagesPerMinute != null;
  }

  /** Whether commands must not be pipelined, whatever it announces. */
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
