package org.postmeister.common.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postmeister.common.error.StartupException;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** With the lease of a cluster, which is the same on any database. */
class SchemaUpdateTest {

  private final DriverManagerDataSource database =
      new DriverManagerDataSource(
          "jdbc:h2:mem:update;MODE=MariaDB;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1");
  private final JdbcClient jdbc = JdbcClient.create(database);

  @Test
  void aNodeThatWasTakenForDeadChangesNothingMore() throws Exception {
    SchemaUpdate update = new SchemaUpdate();
    update.setDataSource(database);
    update.setResourceLoader(new DefaultResourceLoader());
    update.setChangeLog("classpath:db/changelog/changelog.yaml");
    SchemaLease lease = SchemaLease.take(database, Duration.ofHours(1));
    jdbc.sql("UPDATE schema_lease SET owner = 'another' WHERE id = 1").update();

    try (Connection connection = database.getConnection();
        SchemaLock lock = new SchemaLock(connection, lease)) {
      assertThatThrownBy(() -> update.run(lock))
          .hasRootCauseInstanceOf(StartupException.class)
          .rootCause()
          .hasMessageContaining("taken for dead");
    }

    assertThat(tables()).doesNotContain("TENANT");
    assertThat(jdbc.sql("SELECT owner FROM schema_lease WHERE id = 1").query(String.class).single())
        .isEqualTo("another");
  }

  private List<String> tables() {
    return jdbc.sql("SELECT UPPER(table_name) FROM information_schema.tables")
        .query(String.class)
        .list();
  }
}
