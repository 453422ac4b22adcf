package org.postmeister.common.storage;

import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Whether the database takes changes, for readiness: during a fail-over it may answer and be
 * read-only. It is asked each time, so it is good again by itself.
 */
@Component("databaseWritesHealthIndicator")
public class DatabaseWrites extends AbstractHealthIndicator {

  private static final Logger log = LoggerFactory.getLogger(DatabaseWrites.class);

  // Changes no row, and is refused where a change would be.
  private static final String CHANGE =
      "UPDATE DATABASECHANGELOGLOCK SET LOCKED = LOCKED WHERE ID = 0";

  private final JdbcTemplate jdbc;
  private final DatabaseRepetition repetition;
  private final AtomicBoolean readOnly = new AtomicBoolean();

  DatabaseWrites(DataSource dataSource, DatabaseRepetition repetition) {
    super("The database does not take changes");
    this.jdbc = new JdbcTemplate(dataSource);
    this.repetition = repetition;
  }

  /** Whether it was read-only when it was last asked. */
  boolean isReadOnly() {
    return readOnly.get();
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    RuntimeException refusal = refusal();
    if (refusal == null) {
      health.up();
    } else if (DatabaseFailure.isReadOnly(refusal)) {
      health.outOfService().withDetail("reason", "read-only");
    } else {
      health.down(refusal);
    }
  }

  /** Tries a change that changes nothing: why it is not taken, null if it is. */
  @Nullable RuntimeException refusal() {
    try {
      // As harmless as if it only read.
      repetition.ofReading(() -> jdbc.update(CHANGE));
      note(false);
      return null;
    } catch (RuntimeException e) {
      note(DatabaseFailure.isReadOnly(e));
      return e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private void note(boolean now) {
    if (readOnly.getAndSet(now) == now) {
      return;
    }
    if (now) {
      log.warn(
          "The database is read-only, as during a fail-over: nothing can be accepted or changed"
              + " until it is not, and this node is not ready. If that lasts, see whether"
              + " SPRING_DATASOURCE_URL leads to the primary.");
    } else {
      log.info("The database takes changes again, and this node is ready.");
    }
  }
}
