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
 * What of delivery people should be told of, for the part of Postmeister that tells them: nobody's
 * permissions are asked for.
 */
@Component
public class DeliveryAlarms {

  // Who only asks for patience is not broken.
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

  /** Servers that could not be used when they were last tried. */
  public List<ServerHealth> brokenServers() {
    return healths.all().stream()
        .filter(server -> !PATIENCE.contains(server.failure().code()))
        .toList();
  }

  /** Servers whose lanes fail again and again, for reasons that nobody foresaw. */
  public List<DeliveryTaskFailure> failingLanes() {
    return failures.many();
  }

  /** Servers that have kept all their connections waiting for long, and take nothing. */
  public List<StuckServer> stuckServers() {
    return stuck.all();
  }

  /** Of whose messages nobody knows whether they have arrived, of those that ended on a day. */
  public Set<MailOwner> uncertainOn(LocalDate day) {
    return counts.uncertainBetween(
        day.atStartOfDay().toInstant(ZoneOffset.UTC),
        day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  /** Tenants that have sent as much through the system mail server as they may today. */
  public Set<MailOwner> overDailyQuota() {
    return properties.tenantPerDay() == 0 ? Set.of() : quotas.exhausted(ChronoUnit.DAYS);
  }

  /** Messages of one tenant that leave through the system mail server in a day. */
  public long dailyQuota() {
    return properties.tenantPerDay();
  }

  /** When the day is over for which quotas are. */
  public Instant endOfDay() {
    return clock.instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
  }
}
