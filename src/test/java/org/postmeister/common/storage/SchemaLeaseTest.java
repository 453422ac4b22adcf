package org.postmeister.common.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** On a cluster: GaleraIT. */
class SchemaLeaseTest {

  private static final Duration OFTEN = Duration.ofMillis(10);
  private static final Duration NEVER = Duration.ofHours(1);

  private final DriverManagerDataSource database =
      new DriverManagerDataSource("jdbc:h2:mem:lease;DB_CLOSE_DELAY=-1");
  private final List<SchemaLease> given = new ArrayList<>();
  private final JdbcClient jdbc = JdbcClient.create(database);

  @BeforeEach
  void noTable() {
    jdbc.sql("DROP TABLE IF EXISTS schema_lease").update();
  }

  private CompletableFuture<SchemaLease> another() {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return SchemaLease.take(database, OFTEN);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private long writesOfThoseWhoWait() {
    return jdbc.sql("SELECT COALESCE(MAX(signs), 0) FROM schema_lease WHERE id = 2")
        .query(Long.class)
        .single();
  }

  @Test
  void oneAfterTheOther() throws Exception {
    CompletableFuture<SchemaLease> waiting;
    try (SchemaLease first = SchemaLease.take(database, OFTEN)) {
      assertThat(first.ownerDied()).isFalse();
      waiting = another();
      while (writesOfThoseWhoWait() < 3 * SchemaLease.PATIENCE) {
        Thread.sleep(OFTEN);
      }
      assertThat(waiting).as("the first one lives").isNotDone();
      assertThat(first.isOwn()).isTrue();
    }
    try (SchemaLease second = waiting.get(10, TimeUnit.SECONDS)) {
      assertThat(second.ownerDied()).isFalse();
    }
  }

  @Test
  void oneThatGivesNoSignsIsTakenForDeadAndIsToldSo() throws Exception {
    // Its first sign is given at once, the next one never.
    SchemaLease still = SchemaLease.take(database, NEVER);

    try (SchemaLease next = another().get(10, TimeUnit.SECONDS)) {
      assertThat(next.ownerDied()).isTrue();
      assertThat(next.isOwn()).isTrue();
      assertThat(still.isOwn()).isFalse();
      assertThat(writesOfThoseWhoWait()).isGreaterThanOrEqualTo(SchemaLease.PATIENCE);

      still.close();
      assertThat(next.isOwn()).as("one that lost it does not release it").isTrue();
      next.finish();
    }
    try (SchemaLease last = another().get(10, TimeUnit.SECONDS)) {
      assertThat(last.ownerDied()).as("nothing is left behind any more").isFalse();
    }
  }

  @Test
  void whoFailsInTheMiddleLeavesItToTheNextOneToLookForWhatIsLeft() throws Exception {
    SchemaLease failing = SchemaLease.take(database, OFTEN);
    failing.begin();
    failing.close();

    try (SchemaLease next = another().get(10, TimeUnit.SECONDS)) {
      assertThat(next.ownerDied()).isTrue();
    }
    // That one has not looked for it either.
    try (SchemaLease last = another().get(10, TimeUnit.SECONDS)) {
      assertThat(last.ownerDied()).isTrue();
    }
  }

  @Test
  void manyMayMakeTheTableAtTheSameMoment() throws Exception {
    List<CompletableFuture<SchemaLease>> all = List.of(another(), another(), another(), another());

    for (int i = 0; i < all.size(); i++) {
      SchemaLease one = (SchemaLease) CompletableFuture.anyOf(open(all)).get(10, TimeUnit.SECONDS);
      assertThat(one.ownerDied()).isFalse();
      given.add(one);
      one.close();
    }
  }

  private CompletableFuture<?>[] open(List<CompletableFuture<SchemaLease>> all) {
    return all.stream()
        .filter(future -> !future.isDone() || !given.contains(future.join()))
        .toArray(CompletableFuture[]::new);
  }
}
