package org.postmeister.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.TestDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is asked for all the time is found by an index. */
@PostmeisterTest
class ExpiringTokensTest {

  private static final int MANY = 2000;

  @Autowired private ExpiringTokens tokens;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Clock clock;

  @Test
  void tokensThatExpireAreFoundByTheirTime() throws Exception {
    Instant now = clock.instant();
    LocalDateTime made = UtcTime.toColumn(now.minus(Duration.ofDays(100)));
    jdbc.batchUpdate(
        """
        INSERT INTO api_token
          (id, revision, name, token_hash, created_by, created_at, expires_at)
        VALUES (?, 1, ?, ?, 'sadmin', ?, ?)
        """,
        IntStream.range(0, MANY)
            .mapToObj(i ->
                new Object[] {
                  UUID.randomUUID(),
                  "token" + i,
                  "hash" + i,
                  made,
                  UtcTime.toColumn(now.plus(Duration.ofDays(i == 0 ? 3 : 300)))
                })
            .toList());

    List<String> statements = RoundTrips.of(tokens::find);

    assertThat(tokens.find())
        .singleElement()
        .satisfies(token -> assertThat(token.name()).isEqualTo("token0"));
    assertThat(statements).hasSize(1);
    Map<String, Object> plan =
        jdbc.queryForMap(
            "EXPLAIN " + statements.getFirst(),
            UtcTime.toColumn(now),
            UtcTime.toColumn(now.plus(Duration.ofDays(31))));
    String used = TestDatabase.isMariaDb() ? "key" : "plan";
    assertThat(String.valueOf(plan.get(used)).toLowerCase(Locale.ROOT))
        .contains("api_token_expiry");
  }
}
