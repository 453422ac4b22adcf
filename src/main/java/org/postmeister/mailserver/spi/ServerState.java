package org.postmeister.mailserver.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The status of a server, as far as sending through it has shown.
 *
 * @param since when it has been so, null if that is not known
 * @param until when a paused one is tried again; null if somebody has to change something first
 * @param failure why it is paused, null if it is not
 * @param reply the server's own words about that, null if there are none
 */
public record ServerState(
    Kind kind,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable SendFailure failure,
    @Nullable String reply,
    Learned learned) {

  /** For a server about which nothing is known. */
  public static final ServerState UNTESTED =
      new ServerState(Kind.UNTESTED, null, null, null, null, Learned.NOTHING);

  /** Whether it cannot be used, or keeps everybody waiting; one that sets limits is not. */
  public boolean isInTrouble() {
    return kind == Kind.PAUSED || keepsWaiting();
  }

  /** Whether it neither fails nor accepts anything. */
  public boolean keepsWaiting() {
    return kind == Kind.SLOWED && !learned.isLimited();
  }

  /** The status in one word. */
  public enum Kind {
    /** It accepts mail. */
    READY,
    /** It accepts only a limited amount, or keeps everybody waiting. */
    SLOWED,
    /** Nothing is sent through it for now. */
    PAUSED,
    /** Nothing has been sent through it with these settings yet. */
    UNTESTED
  }

  /**
   * What was learnt about how much it accepts; each is null if it is not known.
   *
   * @param connections at the same time
   * @param messagesPerConnection before it requires a new connection
   * @param perMinute messages, before it refuses more
   * @param pipelining whether it supports several commands at once
   * @param reason the words from which the latest limit was learnt
   */
  public record Learned(
      @Nullable Integer connections,
      @Nullable Integer messagesPerConnection,
      @Nullable Integer perMinute,
      @Nullable Boolean pipelining,
      @Nullable String reason) {

    public static final Learned NOTHING = new Learned(null, null, null, null, null);

    /** Whether it is known to accept only a limited amount. */
    public boolean isLimited() {
      return connections != null || messagesPerConnection != null || perMinute != null;
    }
  }
}
