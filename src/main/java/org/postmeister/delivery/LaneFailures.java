package org.postmeister.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postmeister.common.TenantDeleted;
import org.postmeister.common.UtcTime;
import org.postmeister.mailserver.Owner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.StringUtils;

/**
 * Counts, for all nodes, how often the lanes of a server have ended for a reason that nobody
 * foresaw. Mail is not lost by that, but it may well stand still: somebody has to look.
 */
@Repository
class LaneFailures {

  /** So many in a row are no accident any more. */
  static final int MANY = 3;

  private static final Logger log = LoggerFactory.getLogger(LaneFailures.class);
  private static final int SHOWN = 500;

  private final JdbcClient jdbc;
  private final Clock clock;
  // So that lanes that are well need not ask the database whether they were not.
  private final Set<Owner> failing = ConcurrentHashMap.newKeySet();

  LaneFailures(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Those that have failed {@value #MANY} times or more without having sent anything between. */
  List<LaneFailure> many() {
    return jdbc.sql("SELECT * FROM lane_failure WHERE failures >= ? ORDER BY since")
        .param(MANY)
        .query((row, number) -> failure(row))
        .list();
  }

  /** A lane has ended for a reason that nobody foresaw. */
  @Transactional
  public void failed(Owner server, Throwable reason) {
    log.error("A lane of {} has failed", server, reason);
    failing.add(server);
    String what = StringUtils.truncate(String.valueOf(reason), SHOWN - 20);
    int updated =
        jdbc.sql("UPDATE lane_failure SET failures = failures + 1, what = ? WHERE owner = ?")
            .params(what, server.key())
            .update();
    if (updated == 0) {
      jdbc.sql("INSERT IGNORE INTO lane_failure (owner, since, failures, what) VALUES (?, ?, 1, ?)")
          .params(server.key(), UtcTime.toColumn(clock.instant()), what)
          .update();
    }
  }

  /** A lane has done its work. */
  void succeeded(Owner server) {
    if (failing.remove(server)) {
      try {
        forget(server);
      } catch (DataAccessException e) {
        failing.add(server);
      }
    }
  }

  /** What is counted is there for all nodes, also those that were started since. */
  void load() {
    jdbc.sql("SELECT owner FROM lane_failure")
        .query((row, number) -> new Owner(row.getString("owner")))
        .list()
        .forEach(failing::add);
  }

  @EventListener
  void on(TenantDeleted deleted) {
    forget(Owner.of(deleted.id()));
  }

  private void forget(Owner server) {
    jdbc.sql("DELETE FROM lane_failure WHERE owner = ?").param(server.key()).update();
  }

  private static LaneFailure failure(ResultSet row) throws SQLException {
    return new LaneFailure(
        new Owner(row.getString("owner")), UtcTime.of(row, "since"), row.getInt("failures"));
  }
}
