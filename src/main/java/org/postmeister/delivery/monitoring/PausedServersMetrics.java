package org.postmeister.delivery.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Predicate;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.mailserver.MailOwner;
import org.springframework.stereotype.Component;

/**
 * How many mail servers cannot be used, on all nodes. One that is tried again now and then counts
 * until it has accepted a message; the counter of pauses would not say that one lasts.
 */
@Component
class PausedServersMetrics implements MeterBinder {

  private final ServerHealths healths;

  PausedServersMetrics(ServerHealths healths) {
    this.healths = healths;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    register(registry, "system", MailOwner.SYSTEM::equals);
    register(registry, "tenant", owner -> !owner.equals(MailOwner.SYSTEM));
  }

  private void register(MeterRegistry registry, String route, Predicate<MailOwner> which) {
    Gauge.builder("postmeister.delivery.servers.paused", healths, all -> count(all, which))
        .tag("route", route)
        .description("Mail servers that could not be used when they were last tried")
        .register(registry);
  }

  private static double count(ServerHealths healths, Predicate<MailOwner> which) {
    return healths.all().stream()
        .filter(server -> !server.isResumed())
        .map(ServerHealth::owner)
        .filter(which)
        .count();
  }
}
