package org.postmeister.common.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Says at the start which settings of MariaDB cost mail, or will be in the way: each in a sentence
 * with what to set.
 */
@Component
class DatabaseSettings implements ApplicationRunner {

  private static final Logger log = LoggerFactory.getLogger(DatabaseSettings.class);

  private static final String MARIADB = "jdbc:mariadb:";
  private static final long SMALLEST_PACKET = 1 << 20;
  // Of a node, with the default size of both pools.
  private static final int CONNECTIONS_OF_NODE = 20;
  private static final int MAJORITY_WITHOUT_ONE = 3;

  private final JdbcTemplate jdbc;
  private final String url;

  DatabaseSettings(JdbcTemplate jdbc, DataSourceProperties properties) {
    this.jdbc = jdbc;
    this.url = properties.determineUrl();
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (!url.startsWith(MARIADB)) {
      return;
    }
    try {
      Map<String, String> values = new HashMap<>();
      read(
          "SHOW GLOBAL VARIABLES WHERE variable_name IN ('max_allowed_packet', 'max_connections',"
              + " 'innodb_flush_log_at_trx_commit', 'log_bin', 'sync_binlog', 'wsrep_on',"
              + " 'wsrep_sync_wait')",
          values);
      read("SHOW GLOBAL STATUS WHERE variable_name = 'wsrep_cluster_size'", values);
      concerns(values, url).forEach(log::warn);
    } catch (DataAccessException e) {
      // Whatever is wrong with the database is told by what needs it.
      log.debug("The settings of the database cannot be read", e);
    }
  }

  private void read(String statement, Map<String, String> into) {
    jdbc.query(
        statement,
        row -> {
          into.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2));
        });
  }

  /**
   * What is to be told.
   *
   * @param values by the names of MariaDB's variables; one that is missing is not told of
   * @param url of the database
   */
  static List<String> concerns(Map<String, String> values, String url) {
    List<String> concerns = new ArrayList<>();
    boolean galera = isOn(values, "wsrep_on");
    if (number(values, "max_allowed_packet", SMALLEST_PACKET) < SMALLEST_PACKET) {
      concerns.add(
          "The database accepts no statement of more than %s bytes (max_allowed_packet), which is"
                  .formatted(values.get("max_allowed_packet"))
              + " less than the pieces that messages are stored in. Set it to 1M or more.");
    }
    if (number(values, "max_connections", CONNECTIONS_OF_NODE) < CONNECTIONS_OF_NODE) {
      concerns.add(
          "The database allows %s connections (max_connections), but each node needs %d."
              .formatted(values.get("max_connections"), CONNECTIONS_OF_NODE));
    }
    // In a cluster, the other members have it.
    if (!galera && number(values, "innodb_flush_log_at_trx_commit", 1) != 1) {
      concerns.add(
          "Messages accepted in the last second are lost when the machine of the database fails"
              + " (innodb_flush_log_at_trx_commit=%s). Set it to 1."
                  .formatted(values.get("innodb_flush_log_at_trx_commit")));
    }
    if (!galera && isOn(values, "log_bin") && number(values, "sync_binlog", 1) != 1) {
      concerns.add(
          "A replica may never get what was accepted last when the machine of the database fails"
              + " (sync_binlog=%s), so that it is missing after a fail-over. Set it to 1."
                  .formatted(values.get("sync_binlog")));
    }
    if (galera) {
      ofCluster(values, url, concerns);
    }
    return concerns;
  }

  private static void ofCluster(Map<String, String> values, String url, List<String> concerns) {
    long size = number(values, "wsrep_cluster_size", MAJORITY_WITHOUT_ONE);
    if (size < MAJORITY_WITHOUT_ONE) {
      concerns.add(
          "The Galera cluster has only %d of the three members with which it survives the loss of"
                  .formatted(size)
              + " one. Start or add the others (garbd is enough for the third).");
    }
    if (createsDatabase(url)) {
      concerns.add(
          "With createDatabaseIfNotExist in SPRING_DATASOURCE_URL, each new connection to the"
              + " Galera cluster undoes what is being stored. Create the database once, and leave"
              + " that out.");
    }
    if (url.startsWith(MARIADB + "loadbalance:") && number(values, "wsrep_sync_wait", 0) % 2 == 0) {
      concerns.add(
          "With loadbalance, reads may come from a member of the Galera cluster that does not have"
              + " yet what was stored just before. Use jdbc:mariadb:sequential://… in"
              + " SPRING_DATASOURCE_URL, or set wsrep_sync_wait to 1.");
    }
  }

  // Each member does it in between the transactions of all, and undoes those that are under way.
  private static boolean createsDatabase(String url) {
    return url.contains("createDatabaseIfNotExist=true");
  }

  private static boolean isOn(Map<String, String> values, String name) {
    String value = values.getOrDefault(name, "OFF");
    return value.equalsIgnoreCase("ON") || value.equals("1");
  }

  private static long number(Map<String, String> values, String name, long otherwise) {
    try {
      return Long.parseLong(values.getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
