package org.postmeister.delivery.store;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.mailserver.MailOwner;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What waits, with other settings than those of tests. */
public final class QueueOfTests {

  private static final ClaimKey SYSTEM = new ClaimKey(MailOwner.SYSTEM, 0);

  private QueueOfTests() {}

  /**
   * @param settings names below {@code postmeister.delivery}, each followed by its value
   */
  public static DeliveryProperties with(String... settings) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put("postmeister.delivery." + settings[i], settings[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("postmeister.delivery", DeliveryProperties.class);
  }

  public static SendingQuotas quotas(ApplicationContext context, String... settings) {
    return new SendingQuotas(
        context.getBean(JdbcClient.class), with(settings), context.getBean(Clock.class));
  }

  /** As if a tenant had sent something through the system mail server. */
  public static void send(SendingQuotas quotas, MailOwner tenant, int messages) {
    quotas.take(tenant, MailOwner.SYSTEM, RateLimitedLogin.NONE, messages);
  }

  /** What one delivery through the system mail server would take now, at most 100. */
  public static List<ClaimedMessage> take(ApplicationContext context, String... settings) {
    return take(context, claims(context, settings), SYSTEM, 100);
  }

  static List<ClaimedMessage> take(
      ApplicationContext context, Claims claims, ClaimKey task, int most) {
    String claim = task.newClaim(UUID.randomUUID().toString());
    return context
        .getBean(TransactionTemplate.class)
        .execute(status -> claims.take(task, claim, most, RateLimitedLogin.NONE));
  }

  static Claims claims(ApplicationContext context, String... settings) {
    JdbcClient jdbc = context.getBean(JdbcClient.class);
    JdbcTemplate batches = context.getBean(JdbcTemplate.class);
    DeliveryJson json = context.getBean(DeliveryJson.class);
    Clock clock = context.getBean(Clock.class);
    SendingQuotas quotas = quotas(context, settings);
    return new Claims(
        jdbc,
        batches,
        json,
        quotas,
        new WaitingMessages(jdbc, quotas, clock),
        new CancelRequests(jdbc, json, clock),
        new UnsentMessages(jdbc, json, new DeliveryCounts(jdbc, batches), clock),
        clock);
  }
}
