package org.postmeister.delivery.worker;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.postmeister.delivery.DatabaseRetry;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.server.LearntLimits;
import org.postmeister.delivery.server.QueuedMessage;
import org.postmeister.delivery.server.ServerCapacity;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.delivery.server.SharedConnections;
import org.postmeister.delivery.store.AttemptResult;
import org.postmeister.delivery.store.AttemptResults;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.delivery.store.ClaimedMessage;
import org.postmeister.delivery.store.Claims;
import org.postmeister.delivery.store.MessageContents;
import org.postmeister.delivery.store.RateLimitedLogin;
import org.postmeister.delivery.store.WaitingMessages;
import org.postmeister.delivery.trace.MessageTraces;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.mailserver.spi.ServerFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Sends the mail of one server after the other, or of thousands at the same time. */
@Component
class DeliveryWorker {

  private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);

  // Larger messages are loaded when they are sent.
  private static final long OCTETS_AT_ONCE = 2_000_000;

  // These threads share the database with those that send and with everybody else.
  private static final int DECIDING_AT_ONCE = 8;

  private final Claims claims;
  private final WaitingMessages waiting;
  private final AttemptResults results;
  private final MessageContents contents;
  private final SendingServerResolver servers;
  private final ServerHealths healths;
  private final LearntLimits limits;
  private final ConnectionPool connections;
  private final MessageSender sender;
  private final DueMailSignal signals;
  private final ServerDeliveryRegistry running;
  private final RouteCache routes;
  private final SharedConnections shared;
  private final DatabaseRetry retry;
  private final DeliveryProperties properties;
  private final DeliveryMetrics metrics;
  private final MessageTraces traces;
  private final Clock clock;
  private final Semaphore deciding = new Semaphore(DECIDING_AT_ONCE, true);
  // Not virtual threads: each blocking read would pass through one more thread.
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("mail-connection-", 0).factory());

  DeliveryWorker(
      Claims claims,
      WaitingMessages waiting,
      AttemptResults results,
      MessageContents contents,
      SendingServerResolver servers,
      ServerHealths healths,
      LearntLimits limits,
      ConnectionPool connections,
      MessageSender sender,
      DueMailSignal signals,
      ServerDeliveryRegistry running,
      RouteCache routes,
      SharedConnections shared,
      DatabaseRetry retry,
      DeliveryProperties properties,
      DeliveryMetrics metrics,
      MessageTraces traces,
      Clock clock) {
    this.claims = claims;
    this.waiting = waiting;
    this.results = results;
    this.contents = contents;
    this.servers = servers;
    this.healths = healths;
    this.limits = limits;
    this.connections = connections;
    this.sender = sender;
    this.signals = signals;
    this.running = running;
    this.routes = routes;
    this.shared = shared;
    this.retry = retry;
    this.properties = properties;
    this.metrics = metrics;
    this.traces = traces;
    this.clock = clock;
  }

  /**
   * Sends the mail of one server until there is nothing to do for a while or the server cannot be
   * used. The calling thread makes the decisions; each connection has its own thread.
   *
   * @param stopping whether this node is shutting down
   * @param lingers whether to wait a while for more
   * @return whether anything was sent
   */
  boolean run(MailOwner server, BooleanSupplier stopping, boolean lingers)
      throws InterruptedException {
    int left = decide(() -> claims.takeOver(server));
    if (left > 0) {
      log.warn("{} messages for {} are taken over from a node that has died.", left, server);
    }
    String claim = new ClaimKey(server, 0).newClaim(UUID.randomUUID().toString());
    try (DueMailSignal.Listening signal = signals.listen(server)) {
      ServerDelivery delivery =
          new ServerDelivery(
              this,
              server,
              claim,
              stopping,
              signal,
              new ResultRecorder(server, claim, results, retry, this::tried, properties.group()),
              lingers);
      running.add(delivery);
      try {
        return delivery.run();
      } finally {
        running.remove(delivery);
      }
    }
  }

  private void tried(AttemptResult result) {
    metrics.tried(result);
    traces.tried(result);
  }

  private <T> T decide(Supplier<T> decision) throws InterruptedException {
    deciding.acquire();
    try {
      return decision.get();
    } finally {
      deciding.release();
    }
  }

  // The following methods are for deliveries and their connections.

  Instant now() {
    return clock.instant();
  }

  Duration lease() {
    return properties.lease();
  }

  int batch() {
    return properties.batch();
  }

  boolean mayLinger() {
    return running.mayLinger();
  }

  boolean mayOpen() {
    return running.mayOpen();
  }

  void ended() {
    running.ended();
  }

  void start(ConnectionLoop loop) {
    threads.execute(loop);
  }

  ConnectionSlots slots(SendingServer server) {
    return new ConnectionSlots(shared, server);
  }

  int mostConnections(SendingServer server) {
    return connections.most(server);
  }

  MessageSender.Session session(SendingServer server, ServerCapacity capacity) {
    return sender.new Session(server, capacity);
  }

  /** The server with its current settings; empty if it cannot be used. */
  Optional<SendingServer> usable(MailOwner owner) throws InterruptedException {
    return decide(() -> {
      Instant now = clock.instant();
      Optional<ServerHealth> health = healths.find(owner);
      running.remember(owner, health.isPresent());
      return health.filter(known -> known.isPausedAt(now)).isPresent()
          ? Optional.empty()
          : servers.find(owner);
    });
  }

  /** What is known about how much it accepts. */
  ServerCapacity capacity(SendingServer server) throws InterruptedException {
    return decide(() ->
        new ServerCapacity(
            connections.most(server),
            RateLimitedLogin.of(server).perMinute(),
            limits.find(server.owner())));
  }

  /** Stores what was learnt. */
  void learnt(SendingServer server, ServerCapacity capacity) {
    limits.remember(server.owner(), capacity.learnt());
  }

  /** Learnt limits of other settings no longer apply. */
  void forgetLimits(MailOwner server) {
    limits.forget(server);
  }

  /** Another node may be the next to use a server that allows few connections. */
  void closeIdle(SendingServer server, ServerCapacity capacity) {
    if (capacity.learnt().connections() != null) {
      connections.closeIdle(server);
    }
  }

  /** Claims due messages, with their contents unless they are large. */
  List<QueuedMessage> take(ClaimKey claimKey, String claim, int most, RateLimitedLogin rates)
      throws InterruptedException {
    return decide(() -> {
      List<ClaimedMessage> taken = claimed(claimKey, claim, most, rates);
      List<ClaimedMessage> small = new ArrayList<>();
      long octets = 0;
      for (ClaimedMessage message : taken) {
        if (octets + message.size() <= OCTETS_AT_ONCE) {
          octets += message.size();
          small.add(message);
        }
      }
      Map<Long, byte[]> read = small.isEmpty() ? Map.of() : contents.find(small);
      return taken.stream()
          .map(message -> new QueuedMessage(message, read.get(message.id())))
          .toList();
    });
  }

  // Servers that share quotas may deadlock; the victim looks again.
  private List<ClaimedMessage> claimed(
      ClaimKey claimKey, String claim, int most, RateLimitedLogin rates) {
    try {
      return claims.take(claimKey, claim, most, rates);
    } catch (PessimisticLockingFailureException e) {
      log.debug("{} has given way to another", claimKey, e);
      return List.of();
    }
  }

  /** The content of one message; null if it has been lost. */
  byte @org.jspecify.annotations.Nullable [] contentOf(ClaimedMessage message) {
    return contents.find(List.of(message)).get(message.id());
  }

  void giveBack(
      ClaimKey claimKey, String claim, RateLimitedLogin rates, List<QueuedMessage> messages)
      throws InterruptedException {
    if (!messages.isEmpty()) {
      retry.keepTrying(() ->
          claims.giveBack(
              claimKey, claim, rates, messages.stream().map(QueuedMessage::message).toList()));
    }
  }

  /** A message is about to be handed over; false if this node no longer owns it. */
  boolean handsOver(ClaimedMessage message, String claim) {
    return claims.handsOver(message, claim);
  }

  void move(MailOwner owner, String from, String to) {
    waiting.move(owner, from, to);
  }

  /** Whether messages of another owner are waiting for the server. */
  boolean hasOtherDue(MailOwner server, MailOwner than) {
    return waiting.hasOtherDue(server, than);
  }

  /** By which servers mail leaves at this moment. */
  RouteCache routes() {
    return routes;
  }

  void recordServerFailure(AttemptResult result) throws InterruptedException {
    retry.keepTrying(() -> results.recordServerFailure(result));
    traces.tried(result);
  }

  /** The server has accepted something. */
  void succeeded(SendingServer server) throws InterruptedException {
    if (running.isIll(server.owner())) {
      retry.keepTrying(() -> healths.succeeded(server.owner()));
    }
  }

  /** The server cannot be used. */
  void pause(SendingServer server, ServerFailure because) {
    // With other settings it would be another server.
    if (servers.find(server.owner()).filter(server::equals).isPresent()) {
      healths.failed(server.owner(), because);
      metrics.paused(server.owner(), because);
    }
    running.lookAgain(server.owner());
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
