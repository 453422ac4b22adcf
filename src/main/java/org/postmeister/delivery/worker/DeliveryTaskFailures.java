package org.postmeister.delivery.worker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postmeister.common.TenantDeleted;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.DeliveryTaskFailure;
import org.postmeister.mailserver.MailOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.StringUtils;

/**
 * Counts, for all nodes, how often the delivery task of a server has ended for an unexpected
 * reason. No mail is lost by that, but it may not be sent either, so somebody has to look.
 */
@Repository
public class DeliveryTaskFailures {

  /** So many in a row are no longer a coincidence. */
  static final int MANY = 3;

  private static final Logger log = LoggerFactory.getLogger(DeliveryTaskFailures.class);
  private static final int SHOWN = 500;
  // Settings that cannot be read are counted separately: the delivery task of the same server may
  // well work.
  private static final String SETTINGS = "watch/";

  private final JdbcClient jdbc;
  private final Clock clock;
  // So that healthy delivery tasks need not query the database for earlier failures.
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  DeliveryTaskFailures(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Those that have failed {@value #MANY} times or more in a row without sending anything. */
  public List<DeliveryTaskFailure> many() {
    return jdbc.sql("SELECT * FROM lane_failure WHERE failures >= ? ORDER BY since")
        .param(MANY)
        .query((row, number) -> failure(row))
        .list();
  }

  /** A delivery task has ended for an unexpected reason. */
  @Transactional
  public void failed(MailOwner server, Throwable reason) {
    log.error("The delivery task of {} has failed", server, reason);
    count(server.key(), reason);
  }

  /** It cannot be determined which server an owner's mail is sent through. */
  @Transactional
  public void settingsFailed(MailOwner owner, Throwable reason) {
    log.error("The mail route of {} cannot be determined", owner, reason);
    count(SETTINGS + owner.key(), reason);
  }

  private void count(String key, Throwable reason) {
    failing.add(key);
    String what = StringUtils.truncate(String.valueOf(reason), SHOWN - 20);
    int updated =
        jdbc.sql("UPDATE lane_failure SET failures = failures + 1, what = ? WHERE owner = ?")
            .params(what, key)
            .update();
    if (updated == 0) {
      jdbc.sql("INSERT IGNORE INTO lane_failure (owner, since, failures, what) VALUES (?, ?, 1, ?)")
          .params(key, UtcTime.toColumn(clock.instant()), what)
          .update();
    }
  }

  /** A delivery task has completed its work. */
  void succeeded(MailOwner server) {
    over(server.key());
  }

  /** It is known again which server an owner's mail is sent through. */
  void settingsSucceeded(MailOwner owner) {
    over(SETTINGS + owner.key());
  }

  /**
   * Forgets those that have nothing left to do: the messages they failed with were cancelled or
   * deleted, so they would never succeed again.
   *
   * @param serverKeys servers that messages wait for
   * @param owners whose messages wait
   */
  void onlyOf(Set<MailOwner> serverKeys, Set<MailOwner> owners) {
    Set<String> idle = new HashSet<>(failing);
    serverKeys.forEach(serverKey -> idle.remove(serverKey.key()));
    owners.forEach(owner -> idle.remove(SETTINGS + owner.key()));
    idle.forEach(this::over);
  }

  private void over(String key) {
    if (failing.remove(key)) {
      try {
        forget(key);
      } catch (DataAccessException e) {
        failing.add(key);
      }
    }
  }

  /** Failures are counted for all nodes, including those started since. */
  void load() {
    jdbc.sql("SELECT owner FROM lane_failure")
        .query((row, number) -> row.getString("owner"))
        .list()
        .forEach(failing::add);
  }

  @EventListener
  void on(TenantDeleted deleted) {
    MailOwner tenant = MailOwner.of(deleted.id());
    forget(tenant.key());
    forget(SETTINGS + tenant.key());
  }

  private void forget(String key) {
    jdbc.sql("DELETE FROM lane_failure WHERE owner = ?").param(key).update();
  }

  private static DeliveryTaskFailure failure(ResultSet row) throws SQLException {
    String key = row.getString("owner");
    return new DeliveryTaskFailure(
        new MailOwner(key.startsWith(SETTINGS) ? key.substring(SETTINGS.length()) : key),
        UtcTime.of(row, "since"),
        row.getInt("failures"));
  }
}
