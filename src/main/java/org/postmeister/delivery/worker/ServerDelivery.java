package org.postmeister.delivery.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.DatabaseFailure;
import org.postmeister.delivery.server.QueuedMessage;
import org.postmeister.delivery.server.ServerCapacity;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendingServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The mail of one server while this node sends it: claims due messages and decides how many
 * connections there are. It never waits for the server itself.
 */
final class ServerDelivery {

  private static final Logger log = LoggerFactory.getLogger(ServerDelivery.class);

  private static final Duration LINGER = Duration.ofSeconds(5);
  private static final Duration LOOK_FOR_DUE_EVERY = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);
  private static final Duration STORE_AFTER = Duration.ofMillis(100);
  // As much as is sent in that time is claimed at once, so that no message waits long behind
  // others.
  private static final Duration TAKEN_AHEAD = Duration.ofMillis(500);
  private static final Duration LONGEST_IN_QUEUE = Duration.ofSeconds(5);

  /** Others should not wait for a message that takes longer. */
  static final Duration SLOW = Duration.ofSeconds(1);

  /** Longer than servers usually need: another connection may replace such a one. */
  static final Duration STUCK = Duration.ofSeconds(10);

  // For a server that has never accepted anything.
  private static final int MOST_STUCK_OF_STRANGERS = 4;

  private final DeliveryWorker worker;
  private final MailOwner owner;
  private final ClaimKey claimKey;
  private final String claim;
  private final BooleanSupplier stopping;
  private final DueMailSignal.Listening signal;
  private final ResultRecorder recorder;
  private final boolean lingers;
  private final List<ServerConnections> leaving = new ArrayList<>();
  private volatile @Nullable ServerConnections current;
  private StuckConnectionWatch stuck = new StuckConnectionWatch();
  private volatile boolean changed = true;
  private volatile Set<Long> cancelled = Set.of();
  private long lastMessage = System.nanoTime();
  private long nextLook = System.nanoTime();
  private long lookedAt = System.nanoTime();
  private long rateSince = System.nanoTime();
  private long completedThen;
  private double perSecond;
  private boolean hasSent;

  /**
   * @param claim that messages are claimed with
   * @param stopping whether this node is shutting down
   * @param lingers whether it waits for more when there is nothing left to do
   */
  ServerDelivery(
      DeliveryWorker worker,
      MailOwner owner,
      String claim,
      BooleanSupplier stopping,
      DueMailSignal.Listening signal,
      ResultRecorder recorder,
      boolean lingers) {
    this.worker = worker;
    this.owner = owner;
    this.claimKey = new ClaimKey(owner, 0);
    this.claim = claim;
    this.stopping = stopping;
    this.signal = signal;
    this.recorder = recorder;
    this.lingers = lingers;
  }

  MailOwner owner() {
    return owner;
  }

  /** Settings or state of the server may have changed; safe from any thread. */
  void lookAgain() {
    changed = true;
    signal.wake();
  }

  /** Messages that somebody wants to cancel; safe from any thread. */
  void cancel(Set<Long> messages) {
    cancelled = messages;
    signal.wake();
  }

  /** The current connections, null if the server cannot be used; safe from any thread. */
  @Nullable ServerConnections connections() {
    return current;
  }

  /**
   * Runs until there is nothing left to do.
   *
   * @return whether anything was sent
   */
  boolean run() throws InterruptedException {
    Instant alive = worker.now();
    try {
      while (!stopping.getAsBoolean() && !recorder.isSuperseded()) {
        Instant now = worker.now();
        if (Duration.between(alive, now).compareTo(worker.lease()) > 0) {
          // This node has been frozen, and another one may be delivering to the server by now.
          return hasSent;
        }
        try {
          if (!turn(now)) {
            return hasSent;
          }
          alive = now;
        } catch (DataAccessException | TransactionException e) {
          if (!DatabaseFailure.isTemporary(e)) {
            throw e;
          }
          // What is being sent goes on; as long as the lease lasts, this node tries again.
          log.warn(
              "The database is unavailable while mail of {} is being sent: {}",
              owner,
              e.getMessage());
          signal.await(LONGEST_WAIT);
        }
      }
      return hasSent;
    } finally {
      end();
    }
  }

  /** Whether there may be more to do. */
  private boolean turn(Instant now) throws InterruptedException {
    if (changed) {
      changed = false;
      renew();
    }
    ServerConnections connections = current;
    for (ServerConnections old : leaving) {
      // Messages cut there are sent here.
      List<QueuedMessage> cut = old.queue().removeIf(message -> true);
      if (connections == null) {
        giveBack(old, cut);
      } else {
        connections.queue().add(cut);
      }
    }
    leaving.removeIf(old -> old.open() == 0 && old.queue().size() == 0);
    if (connections == null) {
      recorder.store(Duration.ZERO);
      if (leaving.isEmpty()) {
        return false;
      }
      signal.await(LOOK_FOR_DUE_EVERY);
      return true;
    }
    connections.renewLease(now);
    rethrow(connections);
    leaving.forEach(ServerDelivery::rethrow);
    cancelRequested(connections);
    connections.releaseBehindSlow(SLOW);
    giveBack(connections, connections.queue().removeIf(ServerDelivery::hasWaitedTooLong));
    if (free(connections, now) == 0) {
      stuck.makeRoom(connections);
    }
    boolean taken = take(connections, now);
    openMore(connections, now);
    recorder.store(STORE_AFTER);
    if (connections.outcomes().hasDelivered()) {
      hasSent = true;
      worker.succeeded(connections.server());
      worker.learnt(connections.server(), connections.capacity());
    }
    if (taken || connections.open() > 0) {
      lastMessage = System.nanoTime();
    } else if (connections.queue().size() == 0 && leaving.isEmpty()) {
      recorder.store(Duration.ZERO);
      if (lookedAt - lastMessage < 0 && !connections.capacity().nextMessageAt().isAfter(now)) {
        nextLook = System.nanoTime();
        return true;
      }
      if (!lingers || !worker.mayLinger() || elapsed(lastMessage).compareTo(LINGER) > 0) {
        return false;
      }
    } else if (!lingers && connections.capacity().nextMessageAt().isAfter(now)) {
      // A delivery that does not linger does not wait for a server's limits either.
      return false;
    }
    signal.await(pause(connections, now));
    return true;
  }

  // An unexpected failure of a thread ends the whole delivery; the supervisor starts it again.
  private static void rethrow(ServerConnections connections) {
    switch (connections.failure()) {
      case null -> {}
      case RuntimeException unforeseen -> throw unforeseen;
      case Error unforeseen -> throw unforeseen;
      case Throwable unforeseen -> throw new IllegalStateException(unforeseen);
    }
  }

  private void renew() throws InterruptedException {
    SendingServer now = worker.usable(owner).orElse(null);
    ServerConnections before = current;
    if (before != null && now != null && before.server().equals(now) && !before.isPaused()) {
      return;
    }
    List<QueuedMessage> queued = List.of();
    if (before != null) {
      queued = before.close();
      if (now != null && !before.server().equals(now)) {
        // Whatever was stored while the settings were being changed belongs to the old server.
        worker.forgetLimits(owner);
      }
      leaving.add(before);
      current = null;
    }
    if (now == null) {
      if (before != null) {
        giveBack(before, queued);
      }
      return;
    }
    current =
        new ServerConnections(
            worker,
            now,
            claim,
            recorder,
            worker.capacity(now),
            lingers ? LINGER : Duration.ZERO,
            signal::wake);
    current.queue().add(queued);
    stuck = new StuckConnectionWatch();
  }

  private void cancelRequested(ServerConnections connections) throws InterruptedException {
    Set<Long> wanted = cancelled;
    if (!wanted.isEmpty()) {
      cancelled = Set.of();
      connections.cancel(wanted);
    }
  }

  private void giveBack(ServerConnections from, List<QueuedMessage> messages)
      throws InterruptedException {
    worker.giveBack(claimKey, claim, from.rates(), messages);
  }

  private static boolean hasWaitedTooLong(QueuedMessage message) {
    return elapsed(message.takenAt()).compareTo(LONGEST_IN_QUEUE) > 0;
  }

  /** Claims more if there will soon be too little to do; returns whether there was any. */
  private boolean take(ServerConnections connections, Instant now) throws InterruptedException {
    measure(connections);
    if (signal.isDue() || connections.hasGivenBack()) {
      nextLook = System.nanoTime();
    }
    int wanted = wanted(connections, now);
    int queued = connections.queue().size();
    if (wanted == 0 || queued * 2 > wanted || System.nanoTime() - nextLook < 0) {
      return false;
    }
    lookedAt = System.nanoTime();
    List<QueuedMessage> taken = worker.take(claimKey, claim, wanted - queued, connections.rates());
    connections.add(taken);
    if (taken.size() < wanted - queued && lingers) {
      // There is no more for now; storing a message wakes this delivery.
      nextLook = lookedAt + LOOK_FOR_DUE_EVERY.toNanos();
    }
    return !taken.isEmpty();
  }

  private void measure(ServerConnections connections) {
    Duration time = elapsed(rateSince);
    if (time.compareTo(LOOK_FOR_DUE_EVERY) > 0) {
      long completed = connections.outcomes().completed();
      perSecond = Math.max(0, completed - completedThen) * 1e9 / time.toNanos();
      completedThen = completed;
      rateSince = System.nanoTime();
    }
  }

  private int wanted(ServerConnections connections, Instant now) {
    ServerCapacity capacity = connections.capacity();
    if (capacity.nextMessageAt().isAfter(now)) {
      return 0;
    }
    if (!capacity.isUnpaced()) {
      return 1;
    }
    int free = free(connections, now);
    int soon = (int) (perSecond * TAKEN_AHEAD.toMillis() / 1000);
    // Two for each connection that may be opened, so that each has a next one.
    return Math.min(worker.batch(), Math.max(soon, 2 * free));
  }

  private int free(ServerConnections connections, Instant now) {
    int stuck = connections.busyFor(STUCK);
    int most =
        connections.capacity().isProved()
            ? worker.mostConnections(connections.server())
            : MOST_STUCK_OF_STRANGERS;
    int room =
        connections.capacity().room(connections.open(), connections.busyFor(SLOW), stuck, now);
    int usable = Math.min(room, most - connections.open());
    return Math.max(0, usable) + connections.queue().waiting();
  }

  private void openMore(ServerConnections connections, Instant now) {
    SendingQueue queue = connections.queue();
    if (queue.size() == 0 || connections.capacity().nextMessageAt().isAfter(now)) {
      return;
    }
    int free = free(connections, now) - queue.waiting();
    int needed = queue.size() - queue.waiting();
    if (free == 0 && needed > 0) {
      connections.capacity().allAreBusy(now);
    }
    for (int i = 0; i < Math.min(free, needed); i++) {
      if (!connections.openOne()) {
        return;
      }
    }
  }

  private Duration pause(ServerConnections connections, Instant now) {
    Duration pause =
        connections.queue().size() > 0 || connections.open() == 0
            ? LOOK_FOR_DUE_EVERY
            : STORE_AFTER;
    if (connections.open() > 0
        && connections.busyFor(SLOW) == connections.open()
        && !recorder.isWaiting()) {
      pause = LONGEST_WAIT;
    }
    if (connections.queue().size() > 0) {
      pause = SHORTEST_WAIT;
    }
    Duration next = Duration.between(now, connections.capacity().nextMessageAt());
    return next.isPositive() && next.compareTo(LONGEST_WAIT) < 0 ? next : pause;
  }

  private static Duration elapsed(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  // Messages that the server already has completely are waited for: otherwise they would be sent
  // again.
  private void end() throws InterruptedException {
    ServerConnections connections = current;
    if (connections != null) {
      current = null;
      giveBack(connections, connections.close());
      leaving.add(connections);
    }
    while (leaving.stream().anyMatch(old -> old.open() > 0)) {
      recorder.store(STORE_AFTER);
      signal.await(STORE_AFTER);
    }
    for (ServerConnections old : leaving) {
      giveBack(old, old.queue().removeIf(message -> true));
      hasSent |= old.outcomes().hasDelivered();
      if (connections == old) {
        worker.learnt(old.server(), old.capacity());
        worker.closeIdle(old.server(), old.capacity());
      }
    }
    recorder.store(Duration.ZERO);
  }

  /** How long all its connections have been busy without the server having accepted anything. */
  Optional<Duration> stuckFor() {
    ServerConnections connections = current;
    if (connections == null
        || connections.open() == 0
        || connections.busyFor(STUCK) < connections.open()) {
      return Optional.empty();
    }
    return Optional.of(elapsed(connections.outcomes().lastTaken()));
  }
}
