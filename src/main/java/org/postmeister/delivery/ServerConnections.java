package org.postmeister.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.Owner;
import org.postmeister.mailserver.spi.CheckFailure;
import org.postmeister.mailserver.spi.CheckStep;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.mailserver.spi.ServerFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one server with the same settings, what is queued for them, and what comes of
 * it. Each connection is a thread of its own, so that none waits for another.
 */
final class ServerConnections {

  private static final Logger log = LoggerFactory.getLogger(ServerConnections.class);

  private static final Duration WAIT_FOR_MESSAGE = Duration.ofMillis(20);
  // For the next message of a server that is sent to at a pace.
  private static final Duration WORTH_WAITING = Duration.ofMillis(100);
  private static final Duration WAY_HOLDS = Duration.ofMillis(500);
  private static final int SUSPECTED_IN_A_ROW = 3;

  private final DeliveryWorker worker;
  private final SendingServer server;
  private final String claim;
  private final ResultRecorder recorder;
  private final ServerCapacity capacity;
  private final ServerRates rates;
  private final Runnable wake;
  private final SendingQueue queue = new SendingQueue();
  private final Set<ConnectionLoop> open = ConcurrentHashMap.newKeySet();
  private final Map<Owner, Way> ways = new ConcurrentHashMap<>();
  private final AtomicLong completed = new AtomicLong();
  private volatile long lastTaken = System.nanoTime();
  private final Set<Long> calledBack = ConcurrentHashMap.newKeySet();
  private volatile Instant alive;
  private volatile boolean delivered;
  private volatile boolean givenBack;
  private volatile boolean closed;
  private volatile boolean paused;
  private volatile @Nullable Owner avoided;
  private volatile @Nullable Throwable failure;
  private int suspected;
  private final Set<Owner> suspectedOf = new HashSet<>();

  /** By which lane mail of somebody leaves, and until when that is believed. */
  private record Way(String lane, long until) {}

  /**
   * @param claim that messages are taken with
   * @param wake called when there may be something to decide
   */
  ServerConnections(
      DeliveryWorker worker,
      SendingServer server,
      String claim,
      ResultRecorder recorder,
      ServerCapacity capacity,
      Runnable wake) {
    this.worker = worker;
    this.server = server;
    this.claim = claim;
    this.recorder = recorder;
    this.capacity = capacity;
    this.rates = ServerRates.of(server);
    this.wake = wake;
    this.alive = worker.now();
  }

  SendingServer server() {
    return server;
  }

  ServerCapacity capacity() {
    return capacity;
  }

  /** How many messages may go out, by the settings. */
  ServerRates rates() {
    return rates;
  }

  SendingQueue queue() {
    return queue;
  }

  /** The failure of a thread that nobody foresaw; null if there was none. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Messages that something has come of. */
  long completed() {
    return completed.get();
  }

  /** When the server has last taken one, in the clock of {@link System#nanoTime}. */
  long lastTaken() {
    return lastTaken;
  }

  /** Whether one has been delivered since this was asked last. */
  boolean hasDelivered() {
    boolean known = delivered;
    delivered = false;
    return known;
  }

  /** Whether the server was found not to be usable. */
  boolean isPaused() {
    return paused;
  }

  int open() {
    return open.size();
  }

  /** How many have been busy with one message for so long. */
  int busyFor(Duration duration) {
    long now = System.nanoTime();
    return (int) open.stream().filter(loop -> loop.busyFor(now) > duration.toNanos()).count();
  }

  /** Those that are open. */
  Stream<ConnectionLoop> loops() {
    return open.stream();
  }

  /** Opens one more. */
  void openOne() {
    int number = 0;
    Set<Integer> used =
        open.stream().map(ConnectionLoop::number).collect(Collectors.toUnmodifiableSet());
    while (used.contains(number)) {
      number++;
    }
    ConnectionLoop loop = new ConnectionLoop(this, worker.session(server, capacity), number);
    open.add(loop);
    try {
      worker.start(loop);
    } catch (RuntimeException | Error e) {
      ended(loop);
      throw e;
    }
  }

  /** Gives back what waits behind a message that takes long. */
  void releaseBehindSlow(Duration slow) {
    long now = System.nanoTime();
    open.stream()
        .filter(loop -> loop.busyFor(now) > slow.toNanos())
        .forEach(ConnectionLoop::releaseNext);
  }

  /** Whether a message has been given back since this was asked last. */
  boolean hasGivenBack() {
    boolean known = givenBack;
    givenBack = false;
    return known;
  }

  /** Gives messages back that somebody has called back, unless the server has them already. */
  void callBack(Set<Long> messages) throws InterruptedException {
    calledBack.addAll(messages);
    for (QueuedMessage queued :
        queue.removeIf(queued -> messages.contains(queued.message().id()))) {
      giveBack(queued);
    }
    cut(message -> messages.contains(message.id()));
  }

  /** Cuts those that send such a message and have not handed it over. */
  void cut(Predicate<ClaimedMessage> which) {
    open.stream().filter(loop -> loop.isSending(which)).forEach(ConnectionLoop::cut);
  }

  /** Whoever decides is at work: until a lease later, what was taken is this node's. */
  void renewLease(Instant now) {
    alive = now;
  }

  // This node may have been standing still, and what it had taken may be another's by now.
  private boolean isOverLease() {
    return Duration.between(alive, worker.now()).compareTo(worker.lease()) > 0;
  }

  /**
   * Nothing is sent from here any more, but for what the server has already.
   *
   * @return what was queued
   */
  List<QueuedMessage> close() {
    closed = true;
    queue.close();
    cut(message -> true);
    return queue.removeIf(message -> true);
  }

  // What follows is for the connections.

  /** Whether nothing more is to be sent from here. */
  boolean isLeft() {
    return closed || paused || isOverLease();
  }

  /** The next message, null if the connection is not needed. */
  @Nullable QueuedMessage nextMessage(ConnectionLoop loop) throws InterruptedException {
    Duration early = Duration.between(worker.now(), capacity.nextMessageAt());
    if (isLeft() || early.compareTo(WORTH_WAITING) > 0 || isOneTooMany(loop)) {
      return null;
    }
    if (early.isPositive()) {
      Thread.sleep(early);
    }
    QueuedMessage message = queue.poll(avoided, tooSlow(), WAIT_FOR_MESSAGE);
    if (message == null || capacity.begin(worker.now())) {
      return message;
    }
    queue.putBack(message, true);
    return null;
  }

  // Whose messages take long have half of the connections, so that others get through.
  private Set<Owner> tooSlow() {
    int half = Math.max(1, worker.mostConnections(server) / 2);
    if (busyFor(ServerDelivery.STUCK) < half) {
      return Set.of();
    }
    Map<Owner, Integer> stuck = new HashMap<>();
    open.forEach(loop ->
        loop.slowOwner(ServerDelivery.STUCK)
            .ifPresent(owner -> stuck.merge(owner, 1, Integer::sum)));
    return stuck.entrySet().stream()
        .filter(owner -> owner.getValue() >= half)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  // One over which something has gone stays rather than one that may be refused.
  private boolean isOneTooMany(ConnectionLoop loop) {
    long rivals =
        loop.isProved() ? open.stream().filter(ConnectionLoop::isProved).count() : open.size();
    return rivals - busyFor(ServerDelivery.STUCK) > capacity.connections(worker.now());
  }

  /** A message that may be announced behind another one, null if there is none or it may not. */
  @Nullable QueuedMessage messageToAnnounce() throws InterruptedException {
    return isLeft() || !capacity.isUnpaced() ? null : queue.poll(avoided, Set.of(), Duration.ZERO);
  }

  void putBack(QueuedMessage message) {
    queue.putBack(message, true);
    wake.run();
  }

  /** A message was cut before it was handed over. */
  void wasCut(QueuedMessage message, boolean gaveUp) throws InterruptedException {
    if (calledBack.remove(message.message().id())) {
      giveBack(message);
    } else {
      queue.putBack(message, true);
    }
    wake.run();
    // A server that takes something from others is not to blame for one.
    if (gaveUp && System.nanoTime() - lastTaken > ServerDelivery.STUCK.toNanos()) {
      pause(
          new ServerFailure(
              new CheckFailure(
                  CheckStep.CONNECT,
                  "answer_timed_out",
                  Long.toString(ServerDelivery.STUCK.toSeconds())),
              false,
              null));
    }
  }

  /**
   * Whether the message may go out here. What people have changed since it was accepted holds at
   * once.
   */
  boolean isStillForIt(QueuedMessage queued) throws InterruptedException {
    if (isOverLease()) {
      return false;
    }
    ClaimedMessage message = queued.message();
    String way = wayOf(message.owner());
    boolean stays = message.confidential() && server.owner().equals(Owner.SYSTEM);
    if (way.equals(server.owner().key()) || (stays && !way.equals(LaneKey.NOWHERE))) {
      return true;
    }
    giveBack(queued);
    worker.move(message.owner(), server.owner().key(), way);
    return false;
  }

  /** Messages have been taken; by which way their owners' mail leaves is looked up at once. */
  void add(List<QueuedMessage> taken) {
    Set<Owner> unknown =
        taken.stream()
            .map(queued -> queued.message().owner())
            .filter(owner -> !isKnown(ways.get(owner)))
            .collect(Collectors.toSet());
    if (unknown.size() > 1) {
      long until = System.nanoTime() + WAY_HOLDS.toNanos();
      worker.waysOf(unknown).forEach((owner, lane) -> ways.put(owner, new Way(lane, until)));
    }
    queue.add(taken);
  }

  private static boolean isKnown(@Nullable Way way) {
    return way != null && way.until() - System.nanoTime() >= 0;
  }

  private void giveBack(QueuedMessage message) throws InterruptedException {
    queue.done(message);
    worker.giveBack(new LaneKey(server.owner(), 0), claim, rates, List.of(message));
    givenBack = true;
  }

  private String wayOf(Owner sender) {
    Way known = ways.get(sender);
    if (known == null || !isKnown(known)) {
      known = new Way(worker.wayOf(sender), System.nanoTime() + WAY_HOLDS.toNanos());
      ways.put(sender, known);
    }
    return known.lane();
  }

  byte @Nullable [] contentOf(QueuedMessage message) {
    return message.content() == null ? worker.contentOf(message.message()) : message.content();
  }

  /**
   * Something has come of a message.
   *
   * @return whether the connection may go on
   */
  boolean came(ConnectionLoop loop, QueuedMessage message, MessageSender.Outcome outcome)
      throws InterruptedException {
    completed.incrementAndGet();
    return switch (outcome) {
      case MessageSender.Outcome.ServerDown down ->
          switch (verdict(loop, message, down.refusal())) {
            case OWN -> record(loop, message, down.own(), false);
            case AGAIN -> again(loop, message);
            case PAUSE -> {
              worker.recordServerFailure(down.result());
              queue.putBack(message, true);
              pause(down.failure());
              yield false;
            }
          };
      case MessageSender.Outcome.Tried tried -> {
        Refusal refusal = tried.refusal();
        if (refusal != null
            && refusal.mayBeLimit()
            && verdict(loop, message, refusal) == ServerCapacity.Verdict.AGAIN) {
          loop.renew();
          yield again(loop, message);
        }
        if (tried.taken()) {
          taken(tried.result());
        }
        yield record(loop, message, tried.result(), tried.serverSuspected());
      }
    };
  }

  private void taken(AttemptResult result) {
    lastTaken = System.nanoTime();
    delivered = true;
    avoided = null;
    Duration took = result.attempt().duration();
    capacity.taken(
        open.size() - busyFor(ServerDelivery.STUCK),
        took == null ? Duration.ZERO : took,
        worker.now());
  }

  private ServerCapacity.Verdict verdict(
      ConnectionLoop loop, QueuedMessage message, Refusal refusal) {
    Instant now = worker.now();
    message.strike(loop.sentBefore() == 0, now);
    long at = System.nanoTime();
    int others =
        (int)
            open.stream()
                .filter(other -> other != loop)
                .filter(other -> other.busyFor(at) <= ServerDelivery.STUCK.toNanos())
                .count();
    return capacity.refused(refusal, loop.sentBefore(), others, message, now);
  }

  // Over another connection; after others, unless it was only the connection.
  private boolean again(ConnectionLoop loop, QueuedMessage message) {
    boolean first = loop.sentBefore() > 0 && message.strikes() == 1;
    avoided = first ? null : message.message().owner();
    queue.putBack(message, first);
    return first;
  }

  private boolean record(
      ConnectionLoop loop, QueuedMessage message, AttemptResult result, boolean serverSuspected)
      throws InterruptedException {
    queue.done(message);
    recorder.add(result, loop.number());
    Owner sender = message.message().owner();
    boolean often;
    boolean ofOne;
    synchronized (this) {
      if (!serverSuspected) {
        suspectedOf.clear();
        suspected = 0;
      } else {
        suspectedOf.add(sender);
        suspected++;
      }
      often = suspected >= SUSPECTED_IN_A_ROW;
      ofOne = suspectedOf.size() < 2;
    }
    if (serverSuspected) {
      avoided = sender;
    }
    // One tenant's messages are not the server, as long as there are others to tell by.
    if (often && !(ofOne && hasOther(sender))) {
      pause(failureOfServer(result));
      return false;
    }
    return !recorder.isSuperseded();
  }

  private boolean hasOther(Owner than) {
    return queue.hasOther(than) || worker.hasOtherDue(server.owner(), than);
  }

  // One message may make a server break the connection, or be put off for its sender. Three do
  // not. A sender that is refused for good stays so until somebody does something.
  private static ServerFailure failureOfServer(AttemptResult result) {
    Failure known = result.attempt().failure();
    if (known == null) {
      throw new IllegalStateException("A server is suspected for no reason");
    }
    boolean lasting = known.code().equals(MessageSender.SENDER_REFUSED_FOR_GOOD);
    return new ServerFailure(known.toCheckFailure(), lasting, result.attempt().reply());
  }

  private void pause(ServerFailure because) throws InterruptedException {
    paused = true;
    recorder.store(Duration.ZERO);
    worker.pause(server, because);
    wake.run();
  }

  /** A thread has failed for a reason that nobody foresaw. */
  void failed(Throwable unforeseen) {
    if (Storage.isAway(unforeseen)) {
      // What it had in hand is queued again, or waits to be taken over.
      log.warn("A connection has ended since the database is away", unforeseen);
    } else {
      failure = unforeseen;
    }
    wake.run();
  }

  void ended(ConnectionLoop loop) {
    open.remove(loop);
    worker.ended();
    wake.run();
  }
}
