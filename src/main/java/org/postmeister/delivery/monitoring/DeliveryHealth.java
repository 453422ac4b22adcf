package org.postmeister.delivery.monitoring;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.delivery.outbox.QueueDepth;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.delivery.worker.DeliveryTaskFailures;
import org.postmeister.delivery.worker.StuckServers;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The health of delivery, for monitoring. A mail server that cannot be used degrades Postmeister,
 * but does not take it down: accepted messages wait.
 */
@Configuration(proxyBeanMethods = false)
class DeliveryHealth {

  private static final Status DEGRADED = new Status("DEGRADED");

  @Bean
  HealthIndicator queueAgeHealthIndicator(QueueDepth depth, DeliveryProperties properties) {
    return () -> {
      Duration age = depth.age();
      return health(age.compareTo(properties.queueAgeAlarm()) < 0)
          .withDetail("seconds", age.toSeconds())
          .withDetail("waiting", depth.total())
          .build();
    };
  }

  @Bean
  HealthIndicator lanesHealthIndicator(
      ServerHealths healths,
      DeliveryTaskFailures failures,
      StuckServers stuckServers,
      Clock clock) {
    return () -> {
      List<String> paused =
          healths.all().stream()
              .filter(server -> server.isPausedAt(clock.instant()))
              .map(server -> server.owner() + ": " + server.failure().code())
              .toList();
      List<String> failing =
          failures.many().stream()
              .map(failure -> failure.server() + ": " + failure.failures())
              .toList();
      List<String> stuck =
          stuckServers.all().stream()
              .map(server ->
                  server.owner()
                      + ": "
                      + server.connections()
                      + " since "
                      + server.since().truncatedTo(ChronoUnit.SECONDS))
              .toList();
      return health(paused.isEmpty() && failing.isEmpty() && stuck.isEmpty())
          .withDetail("paused", paused)
          .withDetail("failing", failing)
          .withDetail("stuck", stuck)
          .build();
    };
  }

  private static Health.Builder health(boolean good) {
    return Health.status(good ? Status.UP : DEGRADED);
  }
}
