package org.postmeister.common.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseSettingsTest {

  private static final String URL = "jdbc:mariadb://db.example.com/postmeister";
  private static final Map<String, String> GOOD =
      Map.of(
          "max_allowed_packet", "1048576",
          "max_connections", "151",
          "innodb_flush_log_at_trx_commit", "1",
          "log_bin", "OFF",
          "sync_binlog", "0",
          "wsrep_on", "OFF",
          "wsrep_sync_wait", "0");

  private static Map<String, String> but(String... changes) {
    Map<String, String> values = new HashMap<>(GOOD);
    for (int i = 0; i < changes.length; i += 2) {
      values.put(changes[i], changes[i + 1]);
    }
    return values;
  }

  @Test
  void saysNothingOfWhatIsGoodOrUnknown() {
    assertThat(DatabaseSettings.concerns(GOOD, URL)).isEmpty();
    assertThat(DatabaseSettings.concerns(Map.of(), URL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "max_allowed_packet,             1047552, Set it to 1M or more",
    "max_connections,                19,      each node needs 20",
    "innodb_flush_log_at_trx_commit, 2,       accepted in the last second are lost",
    "innodb_flush_log_at_trx_commit, 0,       accepted in the last second are lost"
  })
  void saysWhatToSet(String name, String value, String said) {
    assertThat(DatabaseSettings.concerns(but(name, value), URL))
        .singleElement()
        .asString()
        .contains(name, value, said);
  }

  @Test
  void aReplicaNeedsWhatIsInTheLog() {
    assertThat(DatabaseSettings.concerns(but("log_bin", "ON"), URL))
        .singleElement()
        .asString()
        .contains("sync_binlog=0");
    assertThat(DatabaseSettings.concerns(but("log_bin", "ON", "sync_binlog", "1"), URL)).isEmpty();
  }

  @Test
  void aClusterKeepsOnItsOtherMembersWhatOneHasNotFlushed() {
    Map<String, String> three =
        but(
            "wsrep_on", "ON",
            "wsrep_cluster_size", "3",
            "innodb_flush_log_at_trx_commit", "2",
            "log_bin", "ON");

    assertThat(DatabaseSettings.concerns(three, URL)).isEmpty();
  }

  @Test
  void aClusterNeedsAMajority() {
    assertThat(DatabaseSettings.concerns(but("wsrep_on", "ON", "wsrep_cluster_size", "2"), URL))
        .singleElement()
        .asString()
        .contains("only 2 of the three members");
  }

  @Test
  void aClusterHasItsDatabase() {
    String creating = URL + "?createDatabaseIfNotExist=true";

    assertThat(DatabaseSettings.concerns(GOOD, creating)).isEmpty();
    assertThat(DatabaseSettings.concerns(but("wsrep_on", "ON"), creating))
        .singleElement()
        .asString()
        .contains("Create the database once");
  }

  @Test
  void readsComeFromWhereTheChangeIs() {
    String loadbalance = "jdbc:mariadb:loadbalance://a,b,c/postmeister";

    assertThat(DatabaseSettings.concerns(but("wsrep_on", "ON"), loadbalance))
        .singleElement()
        .asString()
        .contains("sequential", "wsrep_sync_wait");
    assertThat(
            DatabaseSettings.concerns(but("wsrep_on", "ON", "wsrep_sync_wait", "7"), loadbalance))
        .isEmpty();
  }
}
