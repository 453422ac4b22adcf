package org.postmeister.delivery.monitoring;

import java.time.Clock;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.delivery.store.DeliveryCounts;
import org.postmeister.delivery.store.QueueOfTests;
import org.postmeister.delivery.worker.DeliveryTaskFailures;
import org.postmeister.delivery.worker.StuckServers;
import org.postmeister.mailserver.MailOwner;
import org.springframework.context.ApplicationContext;

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
        QueueOfTests.quotas(context, daily(quota)),
        context.getBean(DeliveryTaskFailures.class),
        context.getBean(StuckServers.class),
        context.getBean(DeliveryCounts.class),
        QueueOfTests.with(daily(quota)),
        clock);
  }

  /** As if a tenant had sent something through the system mail server. */
  public static void send(ApplicationContext context, long quota, MailOwner tenant, int messages) {
    QueueOfTests.send(QueueOfTests.quotas(context, daily(quota)), tenant, messages);
  }

  private static String[] daily(long quota) {
    return new String[] {"tenant-per-day", Long.toString(quota)};
  }
}
