package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postmeister.testing.PostmeisterTest;

/** What monitoring is told of servers that cannot be used. */
@PostmeisterTest
class PausedServersMetricsTest extends DeliveryTestCase {

  @Test
  void aServerCountsUntilItAcceptsAMessage() throws InterruptedException {
    assertThat(paused("system")).isZero();

    server.on("MAIL", "421 4.3.2 Maintenance");
    send("a@example.org");

    assertThat(paused("system")).isOne();
    assertThat(paused("tenant")).isZero();

    clock.forward(Duration.ofHours(1));
    assertThat(paused("system")).as("is to be tried again, and was not yet").isOne();

    server.on("MAIL", "250 2.1.0 OK");
    deliveries.run();
    assertThat(paused("system")).isZero();
  }

  private double paused(String route) {
    return meters.get("postmeister.delivery.servers.paused").tag("route", route).gauge().value();
  }
}
