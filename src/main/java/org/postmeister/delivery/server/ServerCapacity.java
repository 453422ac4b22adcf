package org.postmeister.delivery.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.SendStep;

/**
 * How much one server is given at a time, and how its refusals are interpreted. It starts with a
 * few connections and opens more while they are useful; a refused connection while others work
 * means fewer connections, and later one more is tried (additive increase, multiplicative decrease
 * over time). It uses neither sockets nor a clock; every point in time is passed in.
 */
public final class ServerCapacity {

  /** What to do with a refused message. */
  public enum Verdict {
    /** The refusal concerns the message itself. */
    OWN,
    /** It says nothing about the message, which is sent again over another connection. */
    AGAIN,
    /** The server cannot be used. */
    PAUSE
  }

  // Postfix starts with five. A server that has never accepted anything may never do so.
  private static final int FIRST_CONNECTIONS = 5;
  private static final int FIRST_CONNECTIONS_OF_STRANGERS = 2;
  private static final Duration GROW_EVERY = Duration.ofMillis(30);
  // A server that replies faster than this gains nothing from more connections.
  private static final Duration FAST = Duration.ofMillis(5);

  private static final Duration FIRST_PROBE = Duration.ofSeconds(10);
  private static final Duration LAST_PROBE = Duration.ofMinutes(10);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(2);
  private static final Duration LAST_BACKOFF = Duration.ofSeconds(5);
  // A limit per minute is over by then.
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(90);
  private static final Duration RATES_HOLD = Duration.ofHours(1);
  // Just below what it accepts, so that clocks need not agree exactly.
  private static final double PACE = 0.98;
  private static final double SLOWER = 0.9;
  private static final int LEAST_RATE = 3;

  // With another connection it would be the same.
  private static final Set<SendStep> WITHOUT_CONNECTIONS =
      Set.of(SendStep.RESOLVE, SendStep.TOKEN, SendStep.PERMISSIONS, SendStep.SEND);

  // Each over another connection.
  private static final int FAILURES_UNTIL_PAUSE = 2;
  private static final int FEW_STRIKES = 3;
  private static final int MANY_STRIKES = 8;

  private final int most;
  private final @Nullable Integer perMinute;
  private ServerLimits learnt;
  private int window;
  private Instant grownAt = Instant.MIN;
  private Duration took = Duration.ZERO;

  private int suspectedConnections = Integer.MAX_VALUE;
  private Instant probeAt = Instant.MIN;
  private Duration probeEvery = FIRST_PROBE;

  private int lastPerConnection;

  private final Deque<Instant> takenAt = new ArrayDeque<>();
  private Instant lastTaken = Instant.MIN;
  private Instant nextMessageAt = Instant.MIN;
  private @Nullable Instant backoffSince;
  private Duration backoff = FIRST_BACKOFF;
  private Instant retryAt = Instant.MIN;
  private int takenBefore;
  private int refusedInBackoff;
  private @Nullable String backoffReply;
  private int failures;

  /**
   * @param most connections, by settings
   * @param perMinute most messages, by settings; null for no limit
   * @param learnt before
   */
  public ServerCapacity(int most, @Nullable Integer perMinute, ServerLimits learnt) {
    this.most = most;
    this.perMinute = perMinute;
    this.learnt = learnt;
    this.window = isProved() ? FIRST_CONNECTIONS : FIRST_CONNECTIONS_OF_STRANGERS;
  }

  public synchronized ServerLimits learnt() {
    return learnt;
  }

  /** Whether it has ever accepted a message with these settings. */
  public final synchronized boolean isProved() {
    return learnt.takenAt() != null;
  }

  /**
   * A connection has shown whether the server supports pipelining.
   *
   * @param found null if it has not
   */
  public synchronized void pipelines(@Nullable Boolean found, Instant now) {
    if (found != null
        && (!found.equals(learnt.pipelining()) || (!found && !learnt.isStepByStep(now)))) {
      learnt = learnt.withPipelining(found, now);
    }
  }

  /** How many connections may be open at the moment. */
  int connections(Instant now) {
    return room(0, 0, 0, now);
  }

  /**
   * How many more connections may be open at the moment; negative if there are too many.
   *
   * @param open connections
   * @param slow of them, busy with one message for so long that others should not wait for them
   * @param stuck of them, busy for longer than servers usually need
   */
  public synchronized int room(int open, int slow, int stuck, Instant now) {
    int known = learnt.connections() == null ? most : learnt.connections();
    if (known < most && !now.isBefore(probeAt)) {
      known++;
    }
    int limit = Math.min(Math.min(most, known), Math.max(1, suspectedConnections));
    return backoffSince == null
        ? Math.min(limit - (open - stuck), window - (open - slow))
        : 1 - (open - stuck);
  }

  /** All connections are busy, and more messages are waiting. */
  public synchronized void allAreBusy(Instant now) {
    boolean fast = took.compareTo(FAST) < 0 && Duration.between(lastTaken, now).compareTo(FAST) < 0;
    if (isProved() && !fast && Duration.between(grownAt, now).compareTo(GROW_EVERY) >= 0) {
      grownAt = now;
      window = Math.min(most, window + 1);
    }
  }

  /** How many messages may be sent over one connection. */
  public synchronized int messagesPerConnection() {
    return learnt.messagesPerConnection() == null
        ? Integer.MAX_VALUE
        : learnt.messagesPerConnection();
  }

  /** Whether messages may be sent as fast as possible. */
  public synchronized boolean isUnpaced() {
    return perMinute == null && learnt.messagesPerMinute() == null && backoffSince == null;
  }

  /** When the next message may be sent. */
  public synchronized Instant nextMessageAt() {
    return retryAt.isAfter(nextMessageAt) ? retryAt : nextMessageAt;
  }

  /** Starts a message, unless it is too early. */
  public synchronized boolean begin(Instant now) {
    if (nextMessageAt().isAfter(now)) {
      return false;
    }
    double pace = pace();
    if (pace < Double.MAX_VALUE) {
      nextMessageAt =
          (nextMessageAt.isAfter(now) ? nextMessageAt : now)
              .plusNanos(Math.round(MINUTE.toNanos() / pace));
    }
    return true;
  }

  // Messages per minute.
  private double pace() {
    double set = perMinute == null ? Double.MAX_VALUE : perMinute;
    Integer known = learnt.messagesPerMinute();
    return known == null ? set : Math.min(set, known * PACE);
  }

  /**
   * The server has accepted a message.
   *
   * @param open useful connections to it, including this one
   * @param duration how long it took
   */
  public synchronized void taken(int open, Duration duration, Instant now) {
    if (learnt.takenAt() == null) {
      learnt = learnt.withFirstTaken(now);
    }
    failures = 0;
    endBackoff(now);
    took = duration;
    window = Math.max(FIRST_CONNECTIONS, window);
    if (duration.compareTo(FAST) >= 0) {
      window = Math.min(most, window + 1);
    }
    lastTaken = now;
    takenAt.addLast(now);
    forgetOlderThanAMinute(now);
    if (suspectedConnections != Integer.MAX_VALUE) {
      // Now it is known that the server as a whole was not at fault.
      learnt = learnt.withConnections(suspectedConnections, now, learnt.reply());
      suspectedConnections = Integer.MAX_VALUE;
    }
    Integer known = learnt.connections();
    if (known != null && open > known) {
      learnt =
          learnt.withConnections(open < most ? Integer.valueOf(open) : null, now, learnt.reply());
      probeEvery = FIRST_PROBE;
      probeAt = now.plus(probeEvery);
    }
    if ((learnt.messagesPerMinute() != null || learnt.messagesPerConnection() != null)
        && learnt.learntAt() != null
        && Duration.between(learnt.learntAt(), now).compareTo(RATES_HOLD) > 0) {
      // It may accept more by now.
      learnt =
          learnt.withMessagesPerMinute(null, now, null).withMessagesPerConnection(null, now, null);
    }
  }

  /**
   * The server did not accept a message, for a reason that may not be the message's.
   *
   * @param sentBefore messages that the server accepted over this connection
   * @param others useful connections to the server, without this one
   * @param message that was refused, with this refusal
   */
  public synchronized Verdict refused(
      Refusal refusal, int sentBefore, int others, QueuedMessage message, Instant now) {
    if (isItsOwn(refusal, message)) {
      return Verdict.OWN;
    }
    if (!refusal.ofMessage() && WITHOUT_CONNECTIONS.contains(refusal.step())) {
      return Verdict.PAUSE;
    }
    if (sentBefore > 0) {
      rememberMessagesPerConnection(refusal, sentBefore, now);
      return Verdict.AGAIN;
    }
    if (others > 0) {
      // If nobody replies, nobody has said that it was too much.
      if (!refusal.isOfRecipient() && refusal.reply() != null) {
        rememberConnections(refusal, others, now);
      }
      return Verdict.AGAIN;
    }
    if (refusal.mayBeRate() && isWithinBackoff(refusal, now)) {
      return Verdict.AGAIN;
    }
    if (refusal.ofMessage()) {
      return Verdict.OWN;
    }
    failures++;
    return failures >= FAILURES_UNTIL_PAUSE || refusal.lasting() ? Verdict.PAUSE : Verdict.AGAIN;
  }

  // It is refused repeatedly, while others were accepted.
  private boolean isItsOwn(Refusal refusal, QueuedMessage message) {
    Instant since = message.firstStrikeAt();
    boolean often =
        refusal.isOfRecipient()
            ? message.freshStrikes() > 1 || message.strikes() > FEW_STRIKES
            : message.freshStrikes() > FEW_STRIKES || message.strikes() > MANY_STRIKES;
    return often && since != null && lastTaken.isAfter(since);
  }

  /**
   * The server has closed a connection after so many messages.
   *
   * @param reply null if it said nothing
   */
  public synchronized void closedAfter(int messages, @Nullable String reply, Instant now) {
    if (messages > 0) {
      Refusal refusal = new Refusal(SendStep.SENDER, "connection_lost", reply, false, false);
      rememberMessagesPerConnection(refusal, messages, now);
    }
  }

  private void rememberMessagesPerConnection(Refusal refusal, int sentBefore, Instant now) {
    learnMessagesPerConnection(sentBefore, refusal.namesConnection(), refusal.reply(), now);
  }

  // Once may be a coincidence.
  private void learnMessagesPerConnection(
      int messages, boolean named, @Nullable String words, Instant now) {
    if ((named || (messages > 1 && messages == lastPerConnection))
        && messages < messagesPerConnection()) {
      learnt = learnt.withMessagesPerConnection(messages, now, words);
    }
    lastPerConnection = messages;
  }

  private void rememberConnections(Refusal refusal, int others, Instant now) {
    Integer known = learnt.connections();
    if (known != null && others >= known) {
      // One more was tried, and the known limit still holds.
      probeEvery = min(probeEvery.multipliedBy(2), LAST_PROBE);
    } else {
      suspectedConnections = Math.min(suspectedConnections, others);
      learnt = learnt.withConnections(known, now, refusal.reply());
    }
    probeAt = now.plus(probeEvery);
  }

  private boolean isWithinBackoff(Refusal refusal, Instant now) {
    forgetOlderThanAMinute(now);
    if (backoffSince == null) {
      if (Duration.between(lastTaken, now).compareTo(LONGEST_BACKOFF) > 0) {
        return false;
      }
      backoffSince = now;
      takenBefore = takenAt.size();
      refusedInBackoff = 0;
    } else {
      backoff = min(backoff.multipliedBy(2), LAST_BACKOFF);
    }
    refusedInBackoff++;
    backoffReply = refusal.reply();
    retryAt = now.plus(backoff);
    return Duration.between(backoffSince, now).compareTo(LONGEST_BACKOFF) < 0;
  }

  // Only now is it known that the number of messages was the reason, and a few may be a
  // coincidence.
  private void endBackoff(Instant now) {
    if (backoffSince != null && refusedInBackoff > 1 && takenBefore >= LEAST_RATE) {
      Integer known = learnt.messagesPerMinute();
      int rate = known == null ? takenBefore : (int) Math.min(takenBefore, known * SLOWER);
      learnt = learnt.withMessagesPerMinute(Math.max(1, rate), now, backoffReply);
    }
    backoffSince = null;
    backoff = FIRST_BACKOFF;
  }

  private void forgetOlderThanAMinute(Instant now) {
    Instant minuteAgo = now.minus(MINUTE);
    while (!takenAt.isEmpty() && takenAt.getFirst().isBefore(minuteAgo)) {
      takenAt.removeFirst();
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
