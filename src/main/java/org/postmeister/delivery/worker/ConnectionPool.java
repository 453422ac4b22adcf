package org.postmeister.delivery.worker;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.pool2.BaseKeyedPooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;
import org.postmeister.common.Limit;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.delivery.server.LearntLimits;
import org.postmeister.delivery.server.ServerLimits;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.MailConnection;
import org.postmeister.mailserver.spi.MailServerChanged;
import org.postmeister.mailserver.spi.MailTransport;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.mailserver.spi.ServerFailedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Connections to mail servers that stay open between messages: a few per server, tested after they
 * have been idle, closed when they are not needed or the settings have changed.
 */
@Component
class ConnectionPool {

  // After an idle time the connection is tested, in case the server has closed it; right after a
  // message there is no need.
  private static final Duration UNTESTED = Duration.ofSeconds(1);
  private static final Duration LOOK_FOR_IDLE_EVERY = Duration.ofSeconds(5);
  // For all servers together: more would make the search for each message slow.
  private static final int MOST_KEPT = 500;

  private final List<MailTransport> transports;
  private final DeliveryProperties properties;
  private final LearntLimits limits;
  private final Clock clock;
  private final GenericKeyedObjectPool<SendingServer, Kept> pool;
  private final Map<MailOwner, Integer> changes = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();

  ConnectionPool(
      List<MailTransport> transports,
      DeliveryProperties properties,
      LearntLimits limits,
      Clock clock) {
    this.transports = List.copyOf(transports);
    this.properties = properties;
    this.limits = limits;
    this.clock = clock;
    GenericKeyedObjectPoolConfig<Kept> config = new GenericKeyedObjectPoolConfig<>();
    config.setMaxTotal(-1);
    // The number of connections is decided before one is requested.
    config.setMaxTotalPerKey(-1);
    config.setMaxIdlePerKey(-1);
    config.setTestOnBorrow(true);
    config.setMinEvictableIdleDuration(properties.idle());
    config.setTimeBetweenEvictionRuns(LOOK_FOR_IDLE_EVERY);
    config.setNumTestsPerEvictionRun(Integer.MAX_VALUE);
    config.setJmxEnabled(false);
    this.pool = new GenericKeyedObjectPool<>(new Factory(), config);
  }

  /** A connection, and how many messages were sent over it. */
  private static final class Kept {

    private final MailConnection connection;
    private int sent;

    private Kept(MailConnection connection) {
      this.connection = connection;
    }
  }

  /** A connection in use; must be returned or discarded. */
  final class Lease {

    private final SendingServer server;
    private final Kept kept;
    private final int changes;

    private Lease(SendingServer server, Kept kept, int changes) {
      this.server = server;
      this.kept = kept;
      this.changes = changes;
    }

    /** Whether the settings have changed since it was borrowed. */
    private boolean isOutdated() {
      return changes != changesOf(server);
    }

    MailConnection connection() {
      return kept.connection;
    }

    /** A message was sent over it. */
    void hasSent() {
      kept.sent++;
    }

    /** How many messages were sent over it. */
    int sent() {
      return kept.sent;
    }

    void giveBack() {
      if (isOutdated() || open.get() > MOST_KEPT) {
        throwAway();
      } else {
        pool.returnObject(server, kept);
      }
    }

    void throwAway() {
      try {
        pool.invalidateObject(server, kept);
      } catch (Exception e) {
        throw new IllegalStateException("Closing a connection does not fail", e);
      }
    }
  }

  /**
   * @throws ServerFailedException if the server cannot be used at the moment
   */
  Lease borrow(SendingServer server) throws ServerFailedException, InterruptedException {
    // Settings may change while it connects.
    int changesBefore = changesOf(server);
    try {
      return new Lease(server, pool.borrowObject(server), changesBefore);
    } catch (ServerFailedException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The pool fails in no other way", e);
    }
  }

  /** How many connections to a server are useful at the same time, whatever it allows. */
  int most(SendingServer server) {
    Limit limit = server.settings().limits().connections();
    int most = Math.min(properties.connectionsPerServer(), transport(server).mostConnections());
    return limit == null ? most : Math.min(most, limit.value());
  }

  /** Closes open connections that are idle. */
  void closeIdle(SendingServer server) {
    pool.clear(server);
  }

  private MailTransport transport(SendingServer server) {
    return transports.stream()
        .filter(transport -> transport.serves(server.settings().authentication()))
        .findFirst()
        .orElseThrow();
  }

  /** How many are in use on this node. */
  int active() {
    return pool.getNumActive();
  }

  /** How many are idle on this node. */
  int idle() {
    return pool.getNumIdle();
  }

  private int changesOf(SendingServer server) {
    return changes.getOrDefault(server.owner(), 0);
  }

  // Those in use are closed when they are returned.
  @TransactionalEventListener(fallbackExecution = true)
  void on(MailServerChanged changed) {
    changes.merge(changed.owner(), 1, Integer::sum);
    pool.getKeys().stream()
        .filter(server -> server.owner().equals(changed.owner()))
        .forEach(pool::clear);
  }

  @PreDestroy
  void close() {
    pool.close();
  }

  private final class Factory extends BaseKeyedPooledObjectFactory<SendingServer, Kept> {

    @Override
    public Kept create(SendingServer server) throws ServerFailedException, InterruptedException {
      ServerLimits known = limits.known(server.owner());
      Kept kept = new Kept(transport(server).connect(server, known.isStepByStep(clock.instant())));
      open.incrementAndGet();
      return kept;
    }

    @Override
    public PooledObject<Kept> wrap(Kept kept) {
      return new DefaultPooledObject<>(kept);
    }

    @Override
    public boolean validateObject(SendingServer server, PooledObject<Kept> pooled) {
      return pooled.getIdleDuration().compareTo(UNTESTED) < 0
          || pooled.getObject().connection.isOpen();
    }

    @Override
    public void destroyObject(SendingServer server, PooledObject<Kept> pooled) {
      open.decrementAndGet();
      pooled.getObject().connection.close();
    }
  }
}
