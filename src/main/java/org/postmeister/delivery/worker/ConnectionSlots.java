package org.postmeister.delivery.worker;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Limit;
import org.postmeister.delivery.server.SharedConnections;
import org.postmeister.delivery.store.RateLimitedLogin;
import org.postmeister.mailserver.spi.SendingServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The share that one server's connections have of all connections with the same host and login, if
 * its settings limit how many there may be.
 */
final class ConnectionSlots {

  private static final Logger log = LoggerFactory.getLogger(ConnectionSlots.class);

  // A connection is kept this long although others wait, so that connecting is worth the effort.
  private static final Duration TURN = Duration.ofSeconds(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration TRY_EVERY = Duration.ofMillis(200);

  private final SharedConnections shared;
  private final SendingServer server;
  private final String login;
  private final @Nullable Limit limit;
  private final Map<ConnectionLoop, Taken> taken = new ConcurrentHashMap<>();
  private volatile long tryAt = System.nanoTime();
  private volatile long lookAt = System.nanoTime();
  private volatile boolean wanted;

  private record Taken(int slot, long since) {}

  ConnectionSlots(SharedConnections shared, SendingServer server) {
    this.shared = shared;
    this.server = server;
    this.login = RateLimitedLogin.login(server.settings());
    this.limit = server.settings().limits().connections();
  }

  /** Whether the number is limited. */
  boolean areLimited() {
    return limit != null;
  }

  /** Takes a slot for a connection about to be opened; false if none is free. */
  boolean take(ConnectionLoop loop) {
    if (limit == null) {
      return true;
    }
    if (System.nanoTime() - tryAt < 0) {
      return false;
    }
    OptionalInt slot = shared.take(login, server.owner(), limit.value());
    if (slot.isEmpty()) {
      tryAt = System.nanoTime() + TRY_EVERY.toNanos();
      return false;
    }
    taken.put(loop, new Taken(slot.getAsInt(), System.nanoTime()));
    return true;
  }

  /** Whether a connection has been used long enough and others are waiting for its slot. */
  boolean isOthersTurn(ConnectionLoop loop) {
    Taken own = taken.get(loop);
    long now = System.nanoTime();
    if (own == null || now - own.since() < TURN.toNanos()) {
      return false;
    }
    if (now - lookAt >= 0) {
      lookAt = now + LOOK_EVERY.toNanos();
      wanted = shared.areWanted(login, server.owner());
    }
    return wanted;
  }

  /** The connection is closed. */
  void release(ConnectionLoop loop) {
    Taken own = taken.remove(loop);
    if (own != null) {
      if (wanted) {
        shared.yielded(server.owner());
      }
      try {
        shared.release(login, own.slot());
      } catch (DataAccessException | TransactionException e) {
        // It will end by itself soon.
        log.debug("The slot of a connection could not be released", e);
      }
    }
  }
}
