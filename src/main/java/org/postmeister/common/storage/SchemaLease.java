package org.postmeister.common.storage;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets one node after the other change a database on a Galera cluster, whose members have no lock
 * in common. Whoever has the lease gives a sign of life each second, in a row of a table. Whoever
 * waits takes it over once those have stopped although its own writes arrive. No clocks are
 * compared: while the cluster changes a large table, nobody's writes arrive, and if only the
 * owner's member is slow, flow control soon holds up those of the others.
 */
final class SchemaLease implements AutoCloseable {

  /** After how many of its own writes a node that waits takes the other one for dead. */
  static final int PATIENCE = 60;

  private static final int TOLD_EVERY = 5;
  private static final Logger log = LoggerFactory.getLogger(SchemaLease.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Duration interval;
  private final String owner = UUID.randomUUID().toString();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean ownerDied;
  private boolean unfinished;

  private SchemaLease(DataSource source, Duration interval) {
    this.jdbc = JdbcClient.create(source);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    this.interval = interval;
  }

  private record Holder(@Nullable String owner, long signs) {}

  /**
   * Waits until no other node changes the database.
   *
   * @param interval from one sign of life to the next
   * @throws DataAccessException if the database fails
   * @throws InterruptedException if the start is broken off
   */
  static SchemaLease take(DataSource source, Duration interval) throws InterruptedException {
    SchemaLease lease = new SchemaLease(source, interval);
    lease.makeTable();
    lease.await();
    Thread.ofPlatform().daemon().name("schema-lease").start(lease::giveSigns);
    return lease;
  }

  /**
   * Whether the one before died while it had the lease, or failed, so that Liquibase's lock may be
   * left behind.
   */
  boolean ownerDied() {
    return ownerDied;
  }

  /** From now on, there may be something left behind, until {@link #finish}. */
  void begin() {
    unfinished = true;
  }

  /** There is nothing left behind. */
  void finish() {
    unfinished = false;
  }

  // Liquibase cannot make the table, since it is needed before. The first row is the lease; those
  // who wait for it write to the second one.
  private void makeTable() {
    if (repeated(() -> isThere())) {
      return;
    }
    repeated(() ->
        jdbc.sql(
                """
                CREATE TABLE IF NOT EXISTS schema_lease (
                  id INT NOT NULL PRIMARY KEY,
                  owner VARCHAR(36) NULL,
                  signs BIGINT NOT NULL)
                """)
            .update());
    for (int id = 1; id <= 2; id++) {
      int row = id;
      try {
        repeated(() -> update("INSERT INTO schema_lease (id, signs) VALUES (?, 0)", row));
      } catch (DuplicateKeyException e) {
        log.debug("Another node has made the lease at this moment", e);
      }
    }
  }

  private boolean isThere() {
    return jdbc.sql(
                    "SELECT COUNT(*) FROM information_schema.tables WHERE table_name ="
                        + " 'schema_lease' AND table_schema = SCHEMA()")
                .query(Integer.class)
                .single()
            > 0
        && jdbc.sql("SELECT COUNT(*) FROM schema_lease").query(Integer.class).single() == 2;
  }

  private void await() throws InterruptedException {
    Holder seen = repeated(this::holder);
    int silence = 0;
    for (int turn = 0; !takeFree(); turn++) {
      Holder now = repeated(this::holder);
      if (!now.equals(seen)) {
        seen = now;
        silence = 0;
      } else if (silence >= PATIENCE && takeOver(seen)) {
        return;
      }
      if (turn % TOLD_EVERY == 0) {
        log.info(SchemaLock.WAITING);
      }
      Thread.sleep(interval);
      silence += wrote("UPDATE schema_lease SET signs = signs + 1 WHERE id = 2") ? 1 : 0;
    }
  }

  private boolean takeFree() {
    return wrote(
        "UPDATE schema_lease SET owner = ?, signs = signs + 1 WHERE id = 1 AND owner IS NULL",
        owner);
  }

  private boolean takeOver(Holder dead) {
    ownerDied =
        dead.owner() != null
            && wrote(
                "UPDATE schema_lease SET owner = ?, signs = signs + 1"
                    + " WHERE id = 1 AND owner = ? AND signs = ?",
                owner,
                dead.owner(),
                dead.signs());
    unfinished = ownerDied;
    return ownerDied;
  }

  private Holder holder() {
    return jdbc.sql("SELECT owner, signs FROM schema_lease WHERE id = 1")
        .query(Holder.class)
        .single();
  }

  /** Whether no other node has taken over: one that stood still for long has lost it. */
  boolean isOwn() {
    return owner.equals(repeated(this::holder).owner());
  }

  private void giveSigns() {
    try {
      do {
        giveSign();
      } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveSign() {
    try {
      update("UPDATE schema_lease SET signs = signs + 1 WHERE id = 1 AND owner = ?", owner);
    } catch (DataAccessException | TransactionException e) {
      log.debug("No sign of life could be stored", e);
    }
  }

  // Whoever conflicts with another node, which has written the same at this moment, has not.
  private boolean wrote(String sql, Object... values) {
    try {
      return update(sql, values) == 1;
    } catch (DataAccessException | TransactionException e) {
      if (DatabaseFailure.isConflict(e)) {
        return false;
      }
      throw e;
    }
  }

  private int update(String sql, Object... values) {
    return Objects.requireNonNull(transactions.execute(_ -> jdbc.sql(sql).params(values).update()));
  }

  // Others create the table at the same moment, change another one, or write.
  private static <T> T repeated(Supplier<T> access) {
    return Objects.requireNonNull(SchemaUpdate.RETRY.invoke(access));
  }

  /**
   * Gives the lease back; unless something may be left behind, which the next node then knows,
   * since there are no more signs of life.
   */
  @Override
  public void close() {
    closed.countDown();
    if (unfinished) {
      return;
    }
    try {
      repeated(
          () -> update("UPDATE schema_lease SET owner = NULL WHERE id = 1 AND owner = ?", owner));
    } catch (DataAccessException | TransactionException e) {
      log.debug("The next node has to wait until it takes this one for dead", e);
    }
  }
}
