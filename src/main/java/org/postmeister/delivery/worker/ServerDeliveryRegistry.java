package org.postmeister.delivery.worker;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.delivery.server.SharedConnections;
import org.postmeister.delivery.store.CancelRequests;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.mailserver.spi.MailServerChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The servers whose mail this node is sending. Checks for all of them together whether anything has
 * changed: settings, pauses, cancelled messages. Prevents stuck ones from using up what others
 * need.
 */
@Component
class ServerDeliveryRegistry {

  private static final Logger log = LoggerFactory.getLogger(ServerDeliveryRegistry.class);

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  // One thread per connection, most of which wait.
  private static final int MOST_CONNECTIONS = 3000;
  private static final Duration BETWEEN_CUTS = Duration.ofMillis(20);
  private static final int MOST_LINGERING = 50;

  private final SendingServerResolver servers;
  private final ServerHealths healths;
  private final CancelRequests cancelRequests;
  private final StuckServers stuck;
  private final SharedConnections shared;
  private final RouteCache routes;
  private final Clock clock;
  private final Map<MailOwner, ServerDelivery> running = new ConcurrentHashMap<>();
  private final Map<MailOwner, Long> revisions = new ConcurrentHashMap<>();
  private final Set<MailOwner> ill = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong cutAt = new AtomicLong(System.nanoTime());
  private @Nullable Thread watch;

  ServerDeliveryRegistry(
      SendingServerResolver servers,
      ServerHealths healths,
      CancelRequests cancelRequests,
      StuckServers stuck,
      SharedConnections shared,
      RouteCache routes,
      Clock clock) {
    this.servers = servers;
    this.healths = healths;
    this.cancelRequests = cancelRequests;
    this.stuck = stuck;
    this.shared = shared;
    this.routes = routes;
    this.clock = clock;
  }

  synchronized void add(ServerDelivery delivery) {
    running.put(delivery.owner(), delivery);
    if (watch == null) {
      watch = Thread.ofVirtual().name("running-servers").start(this::watch);
    }
  }

  void remove(ServerDelivery delivery) {
    running.remove(delivery.owner(), delivery);
    revisions.remove(delivery.owner());
    if (running.isEmpty()) {
      routes.clear();
    }
  }

  /** Records whether the server is known to be unusable. */
  void remember(MailOwner server, boolean isIll) {
    if (isIll) {
      ill.add(server);
    } else {
      ill.remove(server);
    }
  }

  /** Whether the server was known to be unusable. */
  boolean isIll(MailOwner server) {
    return ill.contains(server);
  }

  /** Whether a delivery may wait for more while it has nothing to do. */
  boolean mayLinger() {
    return running.size() <= MOST_LINGERING;
  }

  /**
   * Takes one of the connections that this node may have, if necessary from the most stuck server.
   */
  boolean mayOpen() {
    if (open.incrementAndGet() <= MOST_CONNECTIONS) {
      return true;
    }
    open.decrementAndGet();
    cutSlowest();
    return false;
  }

  /** A connection has ended. */
  void ended() {
    open.decrementAndGet();
  }

  private void cutSlowest() {
    long now = System.nanoTime();
    long last = cutAt.get();
    if (now - last < BETWEEN_CUTS.toNanos() || !cutAt.compareAndSet(last, now)) {
      return;
    }
    boolean _ =
        running.values().stream()
            .map(ServerDelivery::connections)
            .filter(Objects::nonNull)
            .flatMap(ServerConnections::loops)
            .filter(loop -> loop.busyFor(now) > ServerDelivery.STUCK.toNanos())
            .sorted((one, other) -> Long.compare(other.busyFor(now), one.busyFor(now)))
            // A message that the server already has completely cannot be cut.
            .anyMatch(ConnectionLoop::giveUp);
  }

  void lookAgain(MailOwner server) {
    ServerDelivery delivery = running.get(server);
    if (delivery != null) {
      delivery.lookAgain();
    }
  }

  // On this node at once, on the others when they check.
  @TransactionalEventListener(fallbackExecution = true)
  void on(MailServerChanged changed) {
    lookAgain(changed.owner());
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY);
        try {
          look();
        } catch (DataAccessException | TransactionException e) {
          log.debug("The servers in use could not be checked", e);
        } catch (RuntimeException e) {
          log.error("The servers in use could not be checked", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    if (running.isEmpty()) {
      return;
    }
    routes.renew();
    Map<MailOwner, Long> now = servers.revisions(running.keySet());
    Set<MailOwner> paused = healths.paused(clock.instant());
    Map<MailOwner, Set<Long>> cancelled = cancelRequests.all();
    running.forEach((owner, delivery) -> {
      Long revision = now.getOrDefault(owner, -1L);
      Long before = revisions.put(owner, revision);
      if ((before != null && !before.equals(revision))
          || paused.contains(owner)
          || delivery.connections() == null) {
        delivery.lookAgain();
      }
      Set<Long> wanted = cancelled.get(owner);
      if (wanted != null) {
        delivery.cancel(wanted);
      }
    });
    stuck.look(running.values());
    shared.renew();
  }

  @PreDestroy
  synchronized void close() {
    if (watch != null) {
      watch.interrupt();
    }
  }
}
