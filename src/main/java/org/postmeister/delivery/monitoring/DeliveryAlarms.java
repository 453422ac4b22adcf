package org.postmeister.delivery.monitoring;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.delivery.DeliveryTaskFailure;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.StuckServer;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.delivery.store.DeliveryCounts;
import org.postmeister.delivery.store.SendingQuotas;
import org.postmeister.delivery.worker.DeliveryTaskFailures;
import org.postmeister.delivery.worker.StuckServers;
import org.postmeister.mailserver.MailOwner;
import org.springframework.stereotype.Component;

/**
 * What system administrators should be told about delivery, for the notice module; without a
 * permission check.
 */
@Component
public class DeliveryAlarms {

  // A server that only asks for a pause is not broken.
  private static final Set<String> PATIENCE =
      Set.of("graph_throttled", "graph_rate_reached", "entra_throttled");

  private final ServerHealths healths;
  private final SendingQuotas quotas;
  private final DeliveryTaskFailures failures;
  private final StuckServers stuck;
  private final DeliveryCounts counts;
  private final DeliveryProperties properties;
  private final Clock clock;

  DeliveryAlarms(
      ServerHealths healths,
      SendingQuotas quotas,
      DeliveryTaskFailures failures,
      StuckServers stuck,
      DeliveryCounts counts,
      DeliveryProperties properties,
      Clock clock) {
    this.healths = healths;
    this.quotas = quotas;
    this.failures = failures;
    this.stuck = stuck;
    this.counts = counts;
    this.properties = properties;
    this.clock = clock;
  }

  /** Servers that could not be used at the last attempt. */
  public List<ServerHealth> brokenServers() {
    return healths.all().stream()
        .filter(server -> !PATIENCE.contains(server.failure().code()))
        .toList();
  }

  /** Servers whose delivery tasks keep failing for unexpected reasons. */
  public List<DeliveryTaskFailure> failingLanes() {
    return failures.many();
  }

  /** Servers that have kept all their connections waiting for a long time and accept nothing. */
  public List<StuckServer> stuckServers() {
    return stuck.all();
  }

  /** Owners of messages that ended as uncertain on a day. */
  public Set<MailOwner> uncertainOn(LocalDate day) {
    return counts.uncertainBetween(
        day.atStartOfDay().toInstant(ZoneOffset.UTC),
        day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  /** Tenants that have used up today's quota for the system mail server. */
  public Set<MailOwner> overDailyQuota() {
    return properties.tenantPerDay() == 0 ? Set.of() : quotas.exhausted(ChronoUnit.DAYS);
  }

  /** Messages that one tenant may send through the system mail server per day. */
  public long dailyQuota() {
    return properties.tenantPerDay();
  }

  /** When the current quota day ends. */
  public Instant endOfDay() {
    return clock.instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
  }
}
