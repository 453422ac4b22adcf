package org.postmeister.common.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  private final MemoryBudget budget = new MemoryBudget(10_240);

  @Test
  void whatDoesNotFitWaitsUntilThereIsRoom() throws Exception {
    MemoryBudget.Room first = budget.take(6_144, Duration.ZERO).orElseThrow();
    assertThat(budget.take(6_144, Duration.ofMillis(10))).isEmpty();
    MemoryBudget.Room small = budget.take(4_096, Duration.ZERO).orElseThrow();

    first.close();

    assertThat(budget.take(6_144, Duration.ZERO)).isPresent();
    small.close();
  }

  @Test
  void whatIsLargerThanAllOfItComesAlone() throws Exception {
    MemoryBudget.Room small = budget.take(1_024, Duration.ZERO).orElseThrow();
    assertThat(budget.take(1_000_000, Duration.ofMillis(10))).isEmpty();
    small.close();

    MemoryBudget.Room large = budget.take(1_000_000, Duration.ZERO).orElseThrow();
    assertThat(budget.take(1_024, Duration.ofMillis(10))).isEmpty();
    large.close();
    assertThat(budget.take(10_240, Duration.ZERO)).isPresent();
  }
}
