package org.postmeister.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postmeister.mailserver.Owner;
import org.postmeister.testing.PostmeisterTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Lanes that fail for reasons that nobody foresaw, again and again. */
@PostmeisterTest
class LaneFailuresTest {

  @Autowired private LaneFailures failures;
  @Autowired private DeliveryAlarms alarms;
  @Autowired private HealthIndicator lanesHealthIndicator;

  @Test
  void areSeenInHealthAndNoticesUntilOneSucceeds() {
    failures.failed(Owner.SYSTEM, new IllegalStateException("odd"));
    failures.failed(Owner.SYSTEM, new IllegalStateException("odd"));
    assertThat(status()).isEqualTo(Status.UP);

    failures.failed(Owner.SYSTEM, new IllegalStateException("odd"));

    assertThat(status()).isEqualTo(new Status("DEGRADED"));
    assertThat(alarms.failingLanes())
        .singleElement()
        .matches(failing -> failing.server().equals(Owner.SYSTEM) && failing.failures() == 3);
    failures.succeeded(Owner.SYSTEM);
    assertThat(status()).isEqualTo(Status.UP);
  }

  private Status status() {
    return lanesHealthIndicator.health().getStatus();
  }
}
