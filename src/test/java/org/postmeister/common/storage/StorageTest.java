package org.postmeister.common.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.SingleLine;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.support.SupportOptions;
import org.postmeister.support.SupportOptionsService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.TestDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How times and texts arrive in the database, whatever its defaults are; MariaDB of the tests is at
 * +09:00 and latin1.
 */
@PostmeisterTest
class StorageTest {

  private static final DateTimeFormatter COLUMN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS]");

  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;
  @Autowired private SupportOptionsService supportOptions;
  @Autowired private PlatformService platform;

  @BeforeEach
  void signIn() {
    SignedIn.asSystemAdmin();
  }

  @Test
  void timesAreStoredInUtcWhateverTheZoneOfTheJvm() {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    try {
      Instant now = clock.instant();
      supportOptions.save(new SupportOptions(null, true, true), null);

      String stored =
          jdbc.sql("SELECT CAST(changed_at AS char(26)) FROM support_options")
              .query(String.class)
              .single();
      Instant asUtc =
          LocalDateTime.parse(
                  stored.length() == 19 ? stored : (stored + "000000").substring(0, 26), COLUMN)
              .toInstant(ZoneOffset.UTC);
      assertThat(Duration.between(now, asUtc).abs()).isLessThan(Duration.ofMinutes(1));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void everyCharacterIsKept() {
    SingleLine holder = SingleLine.of("Почта 株式会社 📮 ß");

    platform.save(
        new PlatformSettings(
            PlatformVersion.of("7.4.0"), new License(holder, null, null, null, null)),
        null);

    assertThat(platform.get().settings().license().holder()).isEqualTo(holder);
  }

  @Test
  void tablesOfMariaDbAreUtf8mb4WithMicroseconds() {
    Assumptions.assumeTrue(TestDatabase.isMariaDb(), "This is about MariaDB, and the run is on H2");

    List<String> collations =
        jdbc.sql(
                """
                SELECT DISTINCT table_collation FROM information_schema.tables
                WHERE table_schema = database() AND table_name NOT LIKE 'DATABASECHANGELOG%'
                """)
            .query(String.class)
            .list();
    List<Integer> precisions =
        jdbc.sql(
                """
                SELECT DISTINCT datetime_precision FROM information_schema.columns
                WHERE table_schema = database() AND column_name LIKE '%\\_at'
                """)
            .query(Integer.class)
            .list();

    assertThat(collations).containsExactly("utf8mb4_nopad_bin");
    assertThat(precisions).containsExactly(6);
  }
}
