package org.postmeister.delivery.store;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Limit;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.mailserver.MailOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How much may be sent: by each tenant through the system mail server per minute and day, and to
 * each server per second or according to its settings. Shared by all nodes.
 */
@Component
public class SendingQuotas {

  private static final int ALL_OF_IT = 100;

  private final JdbcClient jdbc;
  private final DeliveryProperties properties;
  private final Clock clock;

  public SendingQuotas(JdbcClient jdbc, DeliveryProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.properties = properties;
    this.clock = clock;
  }

  /** So many messages in each period. */
  private record Allowance(String name, long limit, ChronoUnit unit) {

    Instant begin(Instant now) {
      return now.truncatedTo(unit);
    }

    Instant end(Instant now) {
      return begin(now).plus(unit.getDuration());
    }
  }

  /**
   * Uses up some of the quota, in the caller's transaction.
   *
   * @param rates of the server, by its settings
   * @param wanted at most so many
   * @return how many of them may be sent now
   */
  public int take(MailOwner sender, MailOwner server, RateLimitedLogin rates, int wanted) {
    Instant now = clock.instant();
    List<Allowance> limits = limits(sender, server, rates);
    int granted = wanted;
    Map<String, Long> used = used(limits, now);
    for (Allowance limit : limits) {
      long left = limit.limit() - used.getOrDefault(limit.name(), 0L);
      granted = (int) Math.min(granted, Math.max(0, left));
    }
    for (int taken = 0; granted > 0 && taken < limits.size(); taken++) {
      if (!use(limits.get(taken), now, granted)) {
        // Another delivery took the rest first.
        giveBack(limits.subList(0, taken), now, granted);
        return 0;
      }
    }
    return granted;
  }

  /** Returns quota that was taken and not used. */
  void giveBack(MailOwner sender, MailOwner server, RateLimitedLogin rates, int unused) {
    giveBack(limits(sender, server, rates), clock.instant(), unused);
  }

  /** When a tenant may send through the system mail server again; empty if it may now. */
  public Optional<Instant> exhaustedUntil(MailOwner sender) {
    return Optional.ofNullable(exhaustedUntil(Set.of(sender)).get(sender));
  }

  /** The same for many tenants at once, of those that have to wait. */
  public Map<MailOwner, Instant> exhaustedUntil(Set<MailOwner> senders) {
    Instant now = clock.instant();
    Map<String, Long> used =
        used(senders.stream().flatMap(sender -> limitsOfTenant(sender).stream()).toList(), now);
    Map<MailOwner, Instant> until = new HashMap<>();
    for (MailOwner sender : senders) {
      limitsOfTenant(sender).stream()
          .filter(limit -> used.getOrDefault(limit.name(), 0L) >= limit.limit())
          .map(limit -> limit.end(now))
          .max(Instant::compareTo)
          .ifPresent(end -> until.put(sender, end));
    }
    return until;
  }

  /** When a tenant that has no quota left may send again. */
  Instant nextFor(MailOwner sender) {
    return exhaustedUntil(sender).orElseGet(() -> clock.instant().plusSeconds(1));
  }

  /** The tenants that have to wait at the moment. */
  public Set<MailOwner> exhausted() {
    return Stream.of(ChronoUnit.MINUTES, ChronoUnit.DAYS)
        .flatMap(unit -> exhausted(unit).stream())
        .collect(Collectors.toSet());
  }

  /** The tenants that have used up their quota for this minute or day. */
  public Set<MailOwner> exhausted(ChronoUnit wanted) {
    return haveUsed(wanted, ALL_OF_IT);
  }

  /** How many messages of today's quota tenants have used; of those that have used some. */
  public Map<MailOwner, Long> usedToday(Set<MailOwner> tenants) {
    Map<String, MailOwner> names = new HashMap<>();
    List<Allowance> limits = new ArrayList<>();
    for (MailOwner tenant : tenants) {
      limitsOfTenant(tenant).stream()
          .filter(limit -> limit.unit() == ChronoUnit.DAYS)
          .forEach(limit -> {
            limits.add(limit);
            names.put(limit.name(), tenant);
          });
    }
    return used(limits, clock.instant()).entrySet().stream()
        .collect(Collectors.toMap(used -> names.get(used.getKey()), Map.Entry::getValue));
  }

  // A limit may be as large as a number can be.
  private static long part(long limit, int percent) {
    return limit <= Long.MAX_VALUE / ALL_OF_IT
        ? Math.ceilDiv(limit * percent, ALL_OF_IT)
        : limit / ALL_OF_IT * percent;
  }

  /** The tenants that have used at least so much of this minute's or day's quota, in percent. */
  Set<MailOwner> haveUsed(ChronoUnit wanted, int percent) {
    Instant now = clock.instant();
    return limitsOfTenant(new MailOwner("")).stream()
        .filter(limit -> limit.unit() == wanted)
        .flatMap(limit ->
            jdbc
                .sql(
                    """
                    SELECT name FROM sending_allowance
                    WHERE begins_at = ? AND used >= ? AND name LIKE ? ESCAPE '!'
                    """)
                .params(
                    UtcTime.toColumn(limit.begin(now)),
                    part(limit.limit(), percent),
                    "%/" + wanted.name())
                .query((row, number) -> row.getString("name"))
                .list()
                .stream())
        .map(name -> new MailOwner(name.substring(0, name.indexOf('/'))))
        .collect(Collectors.toSet());
  }

  /** Deletes the usage of an owner that no longer exists. */
  void delete(MailOwner owner) {
    jdbc.sql("DELETE FROM sending_allowance WHERE name LIKE ? ESCAPE '!'")
        .param(org.postmeister.common.storage.LikePattern.startsWith(owner.key() + "/"))
        .update();
  }

  private List<Allowance> limits(MailOwner sender, MailOwner server, RateLimitedLogin rates) {
    List<Allowance> limits = new ArrayList<>();
    if (server.equals(MailOwner.SYSTEM) && !sender.equals(MailOwner.SYSTEM)) {
      limits.addAll(limitsOfTenant(sender));
    }
    add(limits, server, properties.serverPerSecond(), ChronoUnit.SECONDS);
    add(limits, rates, rates.limits().perMinute(), ChronoUnit.MINUTES);
    add(limits, rates, rates.limits().perHour(), ChronoUnit.HOURS);
    add(limits, rates, rates.limits().perDay(), ChronoUnit.DAYS);
    return limits;
  }

  private List<Allowance> limitsOfTenant(MailOwner tenant) {
    List<Allowance> limits = new ArrayList<>();
    add(limits, tenant, properties.tenantPerMinute(), ChronoUnit.MINUTES);
    add(limits, tenant, properties.tenantPerDay(), ChronoUnit.DAYS);
    return limits;
  }

  private static void add(List<Allowance> limits, MailOwner owner, long limit, ChronoUnit unit) {
    if (limit > 0) {
      limits.add(new Allowance(owner.key() + "/" + unit.name(), limit, unit));
    }
  }

  // Named so that it cannot be mistaken for a tenant's quota.
  private static void add(
      List<Allowance> limits, RateLimitedLogin rates, @Nullable Limit limit, ChronoUnit unit) {
    if (limit != null) {
      limits.add(new Allowance(rates.login() + "/server-" + unit.name(), limit.value(), unit));
    }
  }

  // Those used before have the start of another period.
  private Map<String, Long> used(List<Allowance> limits, Instant now) {
    if (limits.isEmpty()) {
      return Map.of();
    }
    Map<String, Instant> begins =
        limits.stream().collect(Collectors.toMap(Allowance::name, limit -> limit.begin(now)));
    Map<String, Long> used = new HashMap<>();
    jdbc.sql("SELECT name, begins_at, used FROM sending_allowance WHERE name IN (:names)")
        .param("names", begins.keySet())
        .query(row -> {
          String name = row.getString("name");
          if (UtcTime.of(row, "begins_at").equals(begins.get(name))) {
            used.put(name, row.getLong("used"));
          }
        });
    return used;
  }

  private boolean use(Allowance limit, Instant now, int count) {
    if (count > limit.limit()) {
      return false;
    }
    int updated =
        jdbc.sql(
                """
                UPDATE sending_allowance
                SET used = CASE WHEN begins_at = :begin THEN used + :count ELSE :count END,
                  begins_at = :begin
                WHERE name = :name AND (begins_at <> :begin OR used + :count <= :limit)
                """)
            .param("begin", UtcTime.toColumn(limit.begin(now)))
            .param("count", count)
            .param("name", limit.name())
            .param("limit", limit.limit())
            .update();
    return updated > 0
        || jdbc.sql("INSERT IGNORE INTO sending_allowance (name, begins_at, used) VALUES (?, ?, ?)")
                .params(limit.name(), UtcTime.toColumn(limit.begin(now)), count)
                .update()
            > 0;
  }

  private void giveBack(List<Allowance> limits, Instant now, int count) {
    for (Allowance limit : limits) {
      jdbc.sql(
              """
              UPDATE sending_allowance SET used = GREATEST(0, used - ?)
              WHERE name = ? AND begins_at = ?
              """)
          .params(count, limit.name(), UtcTime.toColumn(limit.begin(now)))
          .update();
    }
  }
}
