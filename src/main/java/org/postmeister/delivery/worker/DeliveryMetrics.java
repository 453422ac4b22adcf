package org.postmeister.delivery.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.MessagesAccepted;
import org.postmeister.delivery.outbox.QueueDepth;
import org.postmeister.delivery.store.AttemptResult;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.ServerFailure;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts what happens to mail on this node. Metrics contain no tenant's name and no address. */
@Component
class DeliveryMetrics {

  private static final String SYSTEM = "system";

  private final MeterRegistry registry;
  private final Timer latency;
  private final Clock clock;

  DeliveryMetrics(
      MeterRegistry registry, ConnectionPool connections, QueueDepth depth, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.latency =
        Timer.builder("postmeister.delivery.latency")
            .description("From the acceptance of a message until its server has accepted it")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofDays(2))
            .register(registry);
    Gauge.builder("postmeister.delivery.connections", connections, ConnectionPool::active)
        .tag("state", "active")
        .description("Connections of this node to mail servers")
        .register(registry);
    Gauge.builder("postmeister.delivery.connections", connections, ConnectionPool::idle)
        .tag("state", "idle")
        .description("Connections of this node to mail servers")
        .register(registry);
    Gauge.builder("postmeister.delivery.queue.depth", depth, QueueDepth::total)
        .description("Waiting messages, on all nodes")
        .register(registry);
    Gauge.builder("postmeister.delivery.queue.age", depth, queue -> queue.age().toMillis() / 1e3)
        .description("How long the longest-waiting due message has been due")
        .baseUnit("seconds")
        .register(registry);
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(MessagesAccepted accepted) {
    Counter.builder("postmeister.delivery.accepted")
        .description("Messages accepted into the outbox")
        .tag("route", route(accepted.server()))
        .register(registry)
        .increment(accepted.count());
  }

  void tried(AttemptResult result) {
    SendFailure failure = result.attempt().failure();
    Counter.builder("postmeister.delivery.attempts")
        .description("Attempts to hand messages to mail servers")
        .tag("outcome", result.status().name().toLowerCase(Locale.ROOT))
        .tag("route", route(result.attempt().via()))
        .tag("reason", failure == null ? "none" : failure.code())
        .register(registry)
        .increment();
    if (result.status() == MessageStatus.DELIVERED) {
      // A message with a later sending time has not been waiting until then.
      Instant from =
          result.message().attempts() == 0
              ? result.message().dueAt()
              : result.message().acceptedAt();
      latency.record(Duration.between(from, clock.instant()));
    }
  }

  void paused(MailOwner server, ServerFailure failure) {
    Counter.builder("postmeister.delivery.pauses")
        .description("How often a mail server could not be used")
        .tag("route", route(server))
        .tag("reason", failure.failure().code())
        .register(registry)
        .increment();
  }

  // Tenants' servers are not told apart: there may be thousands.
  private static String route(MailOwner server) {
    return server.equals(MailOwner.SYSTEM) ? SYSTEM : "tenant";
  }
}
