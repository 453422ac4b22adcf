package org.postmeister.delivery.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.DatabaseFailure;
import org.postmeister.delivery.server.QueuedMessage;
import org.postmeister.delivery.server.ServerCapacity;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.delivery.store.ClaimedMessage;
import org.postmeister.delivery.store.RateLimitedLogin;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendingServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one server with the same settings, their queue, and their results. Each
 * connection has its own thread, so that none waits for another.
 */
final class ServerConnections {

  private static final Logger log = LoggerFactory.getLogger(ServerConnections.class);

  private static final Duration WAIT_FOR_MESSAGE = Duration.ofMillis(20);
  // For the next message of a server with a limited rate.
  private static final Duration WORTH_WAITING = Duration.ofMillis(100);

  private final DeliveryWorker worker;
  private final SendingServer server;
  private final String claim;
  private final ServerCapacity capacity;
  private final OutcomeHandler outcomes;
  private final RateLimitedLogin rates;
  private final Runnable wake;
  private final SendingQueue queue = new SendingQueue();
  private final Set<ConnectionLoop> open = ConcurrentHashMap.newKeySet();
  private final RouteCache routes;
  private final ConnectionSlots slots;
  private final Duration linger;
  private final Set<Long> calledBack = ConcurrentHashMap.newKeySet();
  private volatile Instant alive;
  private volatile boolean givenBack;
  private volatile boolean closed;
  private volatile boolean paused;
  private volatile @Nullable Throwable failure;

  /**
   * @param claim that messages are claimed with
   * @param linger how long a connection that others could use waits for another message
   * @param wake called when there may be something to decide
   */
  ServerConnections(
      DeliveryWorker worker,
      SendingServer server,
      String claim,
      ResultRecorder recorder,
      ServerCapacity capacity,
      Duration linger,
      Runnable wake) {
    this.worker = worker;
    this.server = server;
    this.claim = claim;
    this.capacity = capacity;
    this.outcomes = new OutcomeHandler(worker, this, recorder);
    this.rates = RateLimitedLogin.of(server);
    this.wake = wake;
    this.routes = worker.routes();
    this.slots = worker.slots(server);
    this.linger = linger;
    this.alive = worker.now();
  }

  SendingServer server() {
    return server;
  }

  ServerCapacity capacity() {
    return capacity;
  }

  /** How many messages may be sent, by the settings. */
  RateLimitedLogin rates() {
    return rates;
  }

  SendingQueue queue() {
    return queue;
  }

  /** An unexpected failure of a thread; null if there was none. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** The results of the messages. */
  OutcomeHandler outcomes() {
    return outcomes;
  }

  /** Whether the server was found to be unusable. */
  boolean isPaused() {
    return paused;
  }

  int open() {
    return open.size();
  }

  /** How many have been busy with one message for that long. */
  int busyFor(Duration duration) {
    long now = System.nanoTime();
    return (int) open.stream().filter(loop -> loop.busyFor(now) > duration.toNanos()).count();
  }

  /** Those that are open. */
  Stream<ConnectionLoop> loops() {
    return open.stream();
  }

  /** There may be something to decide. */
  void wake() {
    wake.run();
  }

  /** Opens one more, if there is room on this node and among those that share the login. */
  boolean openOne() {
    int number = 0;
    Set<Integer> used =
        open.stream().map(ConnectionLoop::number).collect(Collectors.toUnmodifiableSet());
    while (used.contains(number)) {
      number++;
    }
    ConnectionLoop loop = new ConnectionLoop(this, worker.session(server, capacity), number);
    if (!slots.take(loop)) {
      return false;
    }
    if (!worker.mayOpen()) {
      slots.release(loop);
      return false;
    }
    open.add(loop);
    try {
      worker.start(loop);
      return true;
    } catch (RuntimeException | Error e) {
      ended(loop);
      throw e;
    }
  }

  /** Releases messages queued behind one that takes long. */
  void releaseBehindSlow(Duration slow) {
    long now = System.nanoTime();
    open.stream()
        .filter(loop -> loop.busyFor(now) > slow.toNanos())
        .forEach(ConnectionLoop::giveNextBack);
  }

  /** Whether a message has been released since the last call. */
  boolean hasGivenBack() {
    boolean known = givenBack;
    givenBack = false;
    return known;
  }

  /** Releases cancelled messages, unless the server already has them. */
  void cancel(Set<Long> messages) throws InterruptedException {
    calledBack.addAll(messages);
    for (QueuedMessage queued :
        queue.removeIf(queued -> messages.contains(queued.message().id()))) {
      giveBack(queued);
    }
    cut(message -> messages.contains(message.id()));
  }

  /** Cuts the connections that are sending a matching message and have not handed it over. */
  void cut(Predicate<ClaimedMessage> which) {
    open.stream().filter(loop -> loop.isSending(which)).forEach(ConnectionLoop::cut);
  }

  /** Shows that this node is alive: until the lease expires, the claimed messages are its own. */
  void renewLease(Instant now) {
    alive = now;
  }

  // This node may have been frozen, and its claims may belong to another by now.
  private boolean isOverLease() {
    return Duration.between(alive, worker.now()).compareTo(worker.lease()) > 0;
  }

  /**
   * Nothing more is sent from here, except what the server already has.
   *
   * @return what was queued
   */
  List<QueuedMessage> close() {
    closed = true;
    queue.close();
    cut(message -> true);
    return queue.removeIf(message -> true);
  }

  // The following methods are for the connections.

  /** Whether nothing more is to be sent from here. */
  boolean isLeft() {
    return closed || paused || isOverLease();
  }

  /** The next message, null if the connection is not needed. */
  @Nullable QueuedMessage nextMessage(ConnectionLoop loop) throws InterruptedException {
    Duration early = Duration.between(worker.now(), capacity.nextMessageAt());
    if (isLeft()
        || early.compareTo(WORTH_WAITING) > 0
        || isOneTooMany(loop)
        || slots.isOthersTurn(loop)) {
      return null;
    }
    if (early.isPositive()) {
      Thread.sleep(early);
    }
    QueuedMessage message = poll(loop);
    // Also what was put back when the server failed, while this one waited for something.
    if (message == null || (!isLeft() && capacity.begin(worker.now()))) {
      return message;
    }
    queue.putBack(message, true);
    return null;
  }

  // If connections are limited, one stays open for a while: others would have to wait for another,
  // too.
  private @Nullable QueuedMessage poll(ConnectionLoop loop) throws InterruptedException {
    long until = System.nanoTime() + (slots.areLimited() ? linger : WAIT_FOR_MESSAGE).toNanos();
    QueuedMessage message;
    do {
      message = queue.poll(outcomes.avoided(), tooSlow(), WAIT_FOR_MESSAGE);
    } while (message == null
        && System.nanoTime() - until < 0
        && !isLeft()
        && !slots.isOthersTurn(loop));
    return message;
  }

  // An owner whose messages take long gets half of the connections, so that others get through.
  private Set<MailOwner> tooSlow() {
    int half = Math.max(1, worker.mostConnections(server) / 2);
    if (busyFor(ServerDelivery.STUCK) < half) {
      return Set.of();
    }
    Map<MailOwner, Integer> stuck = new HashMap<>();
    open.forEach(loop ->
        loop.slowOwner(ServerDelivery.STUCK)
            .ifPresent(owner -> stuck.merge(owner, 1, Integer::sum)));
    return stuck.entrySet().stream()
        .filter(owner -> owner.getValue() >= half)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  // A connection that has carried a message is kept in preference to one that may be refused.
  private boolean isOneTooMany(ConnectionLoop loop) {
    long rivals =
        loop.isProved() ? open.stream().filter(ConnectionLoop::isProved).count() : open.size();
    return capacity.room(
            (int) rivals, busyFor(ServerDelivery.SLOW), busyFor(ServerDelivery.STUCK), worker.now())
        < 0;
  }

  /** A message that may be announced behind another one, null if there is none or it may not be. */
  @Nullable QueuedMessage messageToAnnounce(ConnectionLoop loop) throws InterruptedException {
    return isLeft() || !capacity.isUnpaced() || isOneTooMany(loop) || slots.isOthersTurn(loop)
        ? null
        : queue.poll(outcomes.avoided(), Set.of(), Duration.ZERO);
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
    if (gaveUp) {
      outcomes.gaveUp();
    }
  }

  /** Nothing more is sent from here until somebody has checked the server. */
  void pause() {
    paused = true;
  }

  /** Whether the message may be sent here. Changes since it was accepted take effect at once. */
  boolean isStillForIt(QueuedMessage queued) throws InterruptedException {
    if (isOverLease()) {
      return false;
    }
    ClaimedMessage message = queued.message();
    if (leavesHere(message, routes.of(message.owner()))) {
      return true;
    }
    String route = routes.ask(message.owner());
    if (leavesHere(message, route)) {
      return true;
    }
    giveBack(queued);
    worker.move(message.owner(), server.owner().key(), route);
    return false;
  }

  private boolean leavesHere(ClaimedMessage message, String route) {
    boolean stays = message.confidential() && server.owner().equals(MailOwner.SYSTEM);
    return route.equals(server.owner().key()) || (stays && !route.equals(ClaimKey.NOWHERE));
  }

  /** Whether the message may be handed over now; one that must not arrive twice may be once. */
  boolean mayHandOver(QueuedMessage queued) {
    ClaimedMessage message = queued.message();
    return !message.atMostOnce() || worker.handsOver(message, claim);
  }

  /** Messages have been claimed. */
  void add(List<QueuedMessage> taken) {
    routes.lookUp(
        taken.stream().map(queued -> queued.message().owner()).collect(Collectors.toSet()));
    queue.add(taken);
  }

  private void giveBack(QueuedMessage message) throws InterruptedException {
    queue.done(message);
    worker.giveBack(new ClaimKey(server.owner(), 0), claim, rates, List.of(message));
    givenBack = true;
  }

  byte @Nullable [] contentOf(QueuedMessage message) {
    return message.content() == null ? worker.contentOf(message.message()) : message.content();
  }

  /** A thread has failed for an unexpected reason. */
  void failed(Throwable unforeseen) {
    if (DatabaseFailure.isTemporary(unforeseen)) {
      // Its current message is queued again, or waits to be taken over.
      log.warn("A connection has ended because the database is unavailable", unforeseen);
    } else {
      failure = unforeseen;
    }
    wake.run();
  }

  void ended(ConnectionLoop loop) {
    open.remove(loop);
    slots.release(loop);
    worker.ended();
    wake.run();
  }
}
