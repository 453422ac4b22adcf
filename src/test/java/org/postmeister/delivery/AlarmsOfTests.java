package org.postmeister.delivery;

import java.time.Clock;
import java.util.Map;
import org.postmeister.mailserver.MailOwner;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What would be told with other settings than those of tests. */
public final class AlarmsOfTests {

  private AlarmsOfTests() {}

  /**
   * @param quota messages of one tenant in a day
   */
  public static DeliveryAlarms withDailyQuota(ApplicationContext context, long quota) {
    Clock clock = context.getBean(Clock.class);
    return new DeliveryAlarms(
        context.getBean(ServerHealths.class),
        quotas(context, quota),
        context.getBean(LaneFailures.class),
        context.getBean(StuckServers.class),
        context.getBean(DeliveryCounts.class),
        of(quota),
        clock);
  }

  /** As if a tenant had sent something through the system mail server. */
  public static void send(ApplicationContext context, long quota, MailOwner tenant, int messages) {
    quotas(context, quota).take(tenant, MailOwner.SYSTEM, ServerRates.NONE, messages);
  }

  static SendingQuotas quotas(ApplicationContext context, long quota) {
    return new SendingQuotas(
        context.getBean(JdbcClient.class), of(quota), context.getBean(Clock.class));
  }

  private static DeliveryProperties of(long quota) {
    return new Binder(
            new MapConfigurationPropertySource(
                Map.of("postmeister.delivery.tenant-per-day", Long.toString(quota))))
        .bindOrCreate("postmeister.delivery", DeliveryProperties.class);
  }
}
