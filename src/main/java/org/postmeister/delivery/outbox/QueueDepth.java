package org.postmeister.delivery.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.delivery.store.SendingQuotas;
import org.postmeister.mailserver.MailOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How much mail is waiting, as of a few moments ago: counting all of it for each message is slow.
 */
@Component
public class QueueDepth {

  private static final Duration OFTENEST = Duration.ofSeconds(1);
  // Counting may take a fortieth of the time.
  private static final int TIMES_ITS_COST = 40;

  // Messages that a tenant has scheduled for later are its own affair, and keep nobody else out.
  private static final Duration MUCH_LATER = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final SendingQuotas quotas;
  private final DeliveryProperties properties;
  private final Clock clock;
  private volatile Counted counted = new Counted(Map.of(), 0, null, Instant.MIN);

  QueueDepth(JdbcClient jdbc, SendingQuotas quotas, DeliveryProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.quotas = quotas;
    this.properties = properties;
    this.clock = clock;
  }

  private record Counted(
      Map<MailOwner, Long> waiting, long total, @Nullable Instant dueSince, Instant goodUntil) {}

  /**
   * @throws QueueFullException if the queue or the owner's share of it is full
   */
  void requireRoomFor(MailOwner owner) {
    Counted now = counted();
    long own = now.waiting().getOrDefault(owner, 0L);
    if (own >= properties.tenantQueueLimit()) {
      throw new QueueFullException(own, true);
    }
    if (now.total() >= properties.queueLimit()) {
      throw new QueueFullException(now.total(), false);
    }
  }

  /**
   * How many messages of an owner may be waiting, and how many more are accepted.
   *
   * @param limit at least 1
   * @param left 0 if the queue or the owner's share of it is full
   */
  public record Room(long limit, long left) {}

  /** What {@link #requireRoomFor} decides by. */
  public Room roomFor(MailOwner owner) {
    Counted now = counted();
    long ofOwner = properties.tenantQueueLimit() - now.waiting().getOrDefault(owner, 0L);
    long ofAll = properties.queueLimit() - now.total();
    return new Room(
        Math.min(properties.tenantQueueLimit(), properties.queueLimit()),
        Math.max(0, Math.min(ofOwner, ofAll)));
  }

  public long total() {
    return counted().total();
  }

  /**
   * How long the longest-waiting due message has been due; those waiting for a route or for their
   * tenant's next minute or day do not count.
   */
  public Duration age() {
    Instant since = counted().dueSince();
    Duration age = since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private Counted counted() {
    Counted known = counted;
    return clock.instant().isBefore(known.goodUntil()) ? known : count();
  }

  // One thread counts, and others wait for its result: counting more often would be no more
  // accurate.
  private synchronized Counted count() {
    Counted known = counted;
    Instant now = clock.instant();
    if (now.isBefore(known.goodUntil())) {
      return known;
    }
    long begun = System.nanoTime();
    Set<MailOwner> exhausted = quotas.exhausted();
    Map<MailOwner, Long> waiting = new HashMap<>();
    Instant[] first = {null};
    long[] total = {0};
    jdbc.sql(
            """
            SELECT lane, owner, COUNT(*) AS waiting, MIN(due_at) AS first,
              SUM(CASE WHEN due_at > ? THEN 1 ELSE 0 END) AS later
            FROM message WHERE lane IS NOT NULL GROUP BY lane, owner
            """)
        .param(UtcTime.toColumn(now.plus(MUCH_LATER)))
        .query(row -> {
          MailOwner owner = new MailOwner(row.getString("owner"));
          String serverKey = row.getString("lane");
          waiting.merge(owner, row.getLong("waiting"), Long::sum);
          total[0] += row.getLong("waiting") - row.getLong("later");
          // A message that waits because it is scheduled is not late.
          boolean wanted =
              serverKey.equals(ClaimKey.NOWHERE)
                  || (serverKey.equals(MailOwner.SYSTEM.key()) && exhausted.contains(owner));
          LocalDateTime due = row.getObject("first", LocalDateTime.class);
          if (!wanted && due != null && !due.isAfter(UtcTime.toColumn(now))) {
            Instant instant = due.toInstant(ZoneOffset.UTC);
            first[0] = first[0] == null || instant.isBefore(first[0]) ? instant : first[0];
          }
        });
    Duration took = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(TIMES_ITS_COST);
    Counted fresh =
        new Counted(
            waiting, total[0], first[0], now.plus(took.compareTo(OFTENEST) > 0 ? took : OFTENEST));
    counted = fresh;
    return fresh;
  }
}
