package org.postmeister.delivery.overview;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.log.MessageVisibility;
import org.postmeister.delivery.overview.DeliverySummary.TimesToDelivery;
import org.postmeister.delivery.store.DeliveryCounts;
import org.postmeister.delivery.store.SendingQuotas;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.security.RequiresSystemAdmin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How mail is: of everybody for system administrators, for a tenant's administrators the tenant's.
 */
@Service
public class DeliverySummaryService {

  /** So many of the latest messages show how long they take. */
  private static final int SAMPLE = 5_000;

  private static final MessageQuery DEFERRED = MessageQuery.ALL.in(MessageStatus.DEFERRED);

  private final JdbcClient jdbc;
  private final DeliveryCounts counts;
  private final SendingQuotas quotas;
  private final MessageService messages;
  private final DeliveryProperties properties;
  private final MessageVisibility visibility;
  private final Clock clock;

  DeliverySummaryService(
      JdbcClient jdbc,
      DeliveryCounts counts,
      SendingQuotas quotas,
      MessageService messages,
      DeliveryProperties properties,
      MessageVisibility visibility,
      Clock clock) {
    this.jdbc = jdbc;
    this.counts = counts;
    this.quotas = quotas;
    this.messages = messages;
    this.properties = properties;
    this.visibility = visibility;
    this.clock = clock;
  }

  /**
   * @param past whole hours, up to the current one
   */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional(readOnly = true)
  public DeliverySummary of(Duration past) {
    Set<MailOwner> owners = visibility.owners();
    Instant from =
        clock.instant().truncatedTo(ChronoUnit.HOURS).minus(past).plus(Duration.ofHours(1));
    Waiting waiting = waiting(owners);
    return new DeliverySummary(
        from,
        counts.since(owners, from),
        timesToDelivery(owners, from),
        waiting.messages(),
        waiting.messages() == 0 ? 0 : messages.count(DEFERRED, DeliverySummary.MOST_DEFERRED),
        waiting.since());
  }

  /** Whether any message was ever accepted; those that have been deleted count, too. */
  @RequiresSystemAdmin
  @Transactional(readOnly = true)
  public boolean hasAnyMessage() {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM message) OR EXISTS (SELECT 1 FROM delivery_count)
            """)
        .query(Boolean.class)
        .single();
  }

  /**
   * Messages that each tenant may send through the system mail server per day, which begins at
   * midnight UTC; 0 if there is no limit.
   */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  public long quotaPerDay() {
    return properties.tenantPerDay();
  }

  /** How many messages of today's quota the caller's own tenants have used, of those that have. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional(readOnly = true)
  public Map<MailOwner, Long> quotaUsedToday() {
    Set<MailOwner> own = visibility.owners();
    return own == null ? Map.of() : quotas.usedToday(own);
  }

  private @Nullable TimesToDelivery timesToDelivery(@Nullable Set<MailOwner> owners, Instant from) {
    List<Duration> times =
        latest(owners, from).stream()
            .filter(message -> message.endedAt() != null && !message.endedAt().isBefore(from))
            .filter(message ->
                message.status().equals(MessageStatus.DELIVERED.name())
                    || message.status().equals(MessageStatus.PARTLY_DELIVERED.name()))
            .map(message -> Duration.between(message.acceptedAt(), message.endedAt()))
            .sorted()
            .toList();
    return times.isEmpty()
        ? null
        : new TimesToDelivery(
            times.get((times.size() - 1) / 2),
            times.get((int) Math.ceil(times.size() * 0.95) - 1),
            times.size());
  }

  private record Ended(String status, Instant acceptedAt, @Nullable Instant endedAt) {}

  // Of everybody by their end, of some owners by their ids: each from an index, so that neither
  // reads through the messages of others.
  private List<Ended> latest(@Nullable Set<MailOwner> owners, Instant from) {
    return jdbc.sql(
            "SELECT status, accepted_at, ended_at FROM message WHERE "
                + (owners == null
                    ? "ended_at >= :from ORDER BY ended_at DESC"
                    : "owner IN (:owners) ORDER BY id DESC")
                + " LIMIT "
                + SAMPLE)
        .param("from", UtcTime.toColumn(from))
        .param("owners", keys(owners))
        .query((row, number) ->
            new Ended(
                row.getString("status"),
                UtcTime.of(row, "accepted_at"),
                UtcTime.find(row, "ended_at")))
        .list();
  }

  private record Waiting(long messages, @Nullable Instant since) {}

  private Waiting waiting(@Nullable Set<MailOwner> owners) {
    // From an index alone, but for the oldest message.
    record Found(long messages, @Nullable Long oldest) {}
    Found found =
        jdbc.sql(
                """
                SELECT COUNT(*) AS messages, MIN(id) AS oldest FROM message
                WHERE lane IS NOT NULL AND (:all OR owner IN (:owners))
                """)
            .param("all", owners == null)
            .param("owners", keys(owners))
            .query((row, number) ->
                new Found(row.getLong("messages"), row.getObject("oldest", Long.class)))
            .single();
    return found.oldest() == null
        ? new Waiting(0, null)
        : new Waiting(
            found.messages(),
            jdbc.sql("SELECT accepted_at FROM message WHERE id = ?")
                .param(found.oldest())
                .query((row, number) -> UtcTime.of(row, "accepted_at"))
                .optional()
                .orElse(null));
  }

  // A value that no message has, in place of none.
  private static Set<String> keys(@Nullable Set<MailOwner> owners) {
    return owners == null || owners.isEmpty()
        ? Set.of("")
        : owners.stream().map(MailOwner::key).collect(Collectors.toSet());
  }
}
