package org.postmeister.mailserver.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a server does, as far as sending through it has shown.
 *
 * @param since when it has been so, null if that is not known
 * @param until when a paused one is tried again; null if a person has to change something first
 * @param failure why it is paused, null if it is not
 * @param reply the server's own words about that, null if it said nothing
 */
public record ServerState(
    Kind kind,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable SendFailure failure,
    @Nullable String reply,
    Learned learned) {

  /** Of a server that nothing is known of. */
  public static final ServerState UNTESTED =
      new ServerState(Kind.UNTESTED, null, null, null, null, Learned.NOTHING);

  /** How it does in one word. */
  public enum Kind {
    /** It takes mail. */
    READY,
    /** It takes only so much, or keeps everybody waiting. */
    SLOWED,
    /** Nothing is sent through it for now. */
    PAUSED,
    /** With these settings nothing has been sent through it yet. */
    UNTESTED
  }

  /**
   * What it has let us find out about how much it takes; each is null if it is not known.
   *
   * @param connections at the same time
   * @param messagesPerConnection before it wants another connection
   * @param perMinute messages, before it refuses more
   * @param pipelining whether it understands several commands at once
   * @param reason the words from which the latest limit was found out
   */
  public record Learned(
      @Nullable Integer connections,
      @Nullable Integer messagesPerConnection,
      @Nullable Integer perMinute,
      @Nullable Boolean pipelining,
      @Nullable String reason) {

    public static final Learned NOTHING = new Learned(null, null, null, null, null);

    /** Whether it is known to take only so much. */
    public boolean isLimited() {
      return connections != null || messagesPerConnection != null || perMinute != null;
    }
  }
}
