package org.postmeister.delivery.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.store.ClaimedMessage;

/** A message that has been claimed and waits for a connection on this node. */
public final class QueuedMessage {

  private final ClaimedMessage message;
  private final long takenAt = System.nanoTime();
  private byte @Nullable [] content;
  private int strikes;
  private int freshStrikes;
  private @Nullable Instant firstStrikeAt;

  /**
   * @param content null if it is not loaded yet
   */
  public QueuedMessage(ClaimedMessage message, byte @Nullable [] content) {
    this.message = message;
    this.content = content;
  }

  public ClaimedMessage message() {
    return message;
  }

  public byte @Nullable [] content() {
    return content;
  }

  /** By the clock of {@link System#nanoTime}. */
  public long takenAt() {
    return takenAt;
  }

  /**
   * It was refused for a reason that may not be its own.
   *
   * @param fresh whether the connection had not carried a message before
   */
  public void strike(boolean fresh, Instant now) {
    strikes++;
    freshStrikes += fresh ? 1 : 0;
    if (firstStrikeAt == null) {
      firstStrikeAt = now;
    }
  }

  public int strikes() {
    return strikes;
  }

  /** Those on connections that had not carried a message before. */
  int freshStrikes() {
    return freshStrikes;
  }

  @Nullable Instant firstStrikeAt() {
    return firstStrikeAt;
  }
}
