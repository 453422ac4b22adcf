package org.postmeister.common.storage;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
 * waits takes it over once those have stopped although its own writes arrive: they do not either
 * while the cluster changes a large table. No clocks are compared.
 */
final class SchemaLease implements AutoCloseable {

  /** After how many of its own writes a node that waits takes the other one for dead. */
  static final int PATIENCE = 30;

  private static final int TOLD_EVERY = 5;
  private static final Logger log = LoggerFactory.getLogger(SchemaLease.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Duration interval;
  private final String owner = UUID.randomUUID().toString();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean ownerDied;

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
   */
  static SchemaLease take(DataSource source, Duration interval) {
    SchemaLease lease = new SchemaLease(source, interval);
    lease.makeTable();
    lease.await();
    Thread.ofPlatform().daemon().name("schema-lease").start(lease::giveSigns);
    return lease;
  }

  /** Whether the one before died while it had the lease, so that it left what it had locked. */
  boolean ownerDied() {
    return ownerDied;
  }

  // The first row is the lease; those who wait for it write to the second one. Liquibase cannot
  // make
  // the table, since it is needed before.
  private void makeTable() {
    jdbc.sql(
            """
            CREATE TABLE IF NOT EXISTS schema_lease (
              id INT NOT NULL PRIMARY KEY,
              owner VARCHAR(36) NULL,
              signs BIGINT NOT NULL)
            """)
        .update();
    for (int id = 1; id <= 2; id++) {
      try {
        update("INSERT INTO schema_lease (id, signs) VALUES (?, 0)", id);
      } catch (DuplicateKeyException e) {
        log.trace("The table is there already", e);
      }
    }
  }

  private void await() {
    Holder seen = holder();
    int silence = 0;
    for (int turn = 0;
        !wrote(
            "UPDATE schema_lease SET owner = ?, signs = signs + 1 WHERE id = 1 AND owner IS NULL",
            owner);
        turn++) {
      Holder now = holder();
      if (!now.equals(seen)) {
        seen = now;
        silence = 0;
      } else if (silence >= PATIENCE && takeOver(seen)) {
        return;
      }
      if (turn % TOLD_EVERY == 0) {
        log.info("Waiting for another node, which is changing the structure of the database");
      }
      LockSupport.parkNanos(interval.toNanos());
      silence += wrote("UPDATE schema_lease SET signs = signs + 1 WHERE id = 2") ? 1 : 0;
    }
  }

  private boolean takeOver(Holder dead) {
    ownerDied =
        wrote(
            "UPDATE schema_lease SET owner = ?, signs = signs + 1"
                + " WHERE id = 1 AND owner = ? AND signs = ?",
            owner,
            Objects.requireNonNull(dead.owner()),
            dead.signs());
    return ownerDied;
  }

  private Holder holder() {
    return jdbc.sql("SELECT owner, signs FROM schema_lease WHERE id = 1")
        .query(Holder.class)
        .single();
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
      isOwn();
    } catch (DataAccessException | TransactionException e) {
      log.debug("No sign of life could be stored", e);
    }
  }

  /**
   * Gives a sign of life.
   *
   * @return false if another node has taken over: this one stood still for long
   */
  boolean isOwn() {
    return update("UPDATE schema_lease SET signs = signs + 1 WHERE id = 1 AND owner = ?", owner)
        == 1;
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

  @Override
  public void close() {
    closed.countDown();
    try {
      update("UPDATE schema_lease SET owner = NULL WHERE id = 1 AND owner = ?", owner);
    } catch (DataAccessException | TransactionException e) {
      log.debug("The next node has to wait until it takes this one for dead", e);
    }
  }
}
