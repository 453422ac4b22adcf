package org.postmeister.directory;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.postmeister.common.AuditAction;
import org.postmeister.common.AuditEvent;
import org.postmeister.mailserver.MailSummaries;
import org.postmeister.security.RequiresSystemAdmin;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists tenants. Filtering, sorting and paging happen in the database. */
@Service
@RequiresSystemAdmin
public class TenantOverviewService {

  private static final int BATCH = 1000;

  private final TenantOverviews overviews;
  private final MailSummaries mail;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  TenantOverviewService(
      TenantOverviews overviews,
      MailSummaries mail,
      ApplicationEventPublisher events,
      Clock clock) {
    this.overviews = overviews;
    this.mail = mail;
    this.events = events;
    this.clock = clock;
  }

  /**
   * A part of the list.
   *
   * @param total what {@link #count} has just said; decides how to find the part fastest
   */
  @Transactional(readOnly = true)
  public List<TenantOverview> page(
      TenantFilter filter, TenantSort sort, int offset, int limit, int total) {
    MailSummaries.SystemState system = mail.system();
    OverviewQuery query = new OverviewQuery(filter, system, clock.instant());
    boolean few = query.searchesTexts() && total < TenantOverviews.MANY / 2;
    int left = total - offset;
    if (left <= 0) {
      return List.of();
    }
    if (left - limit < offset) {
      // Nearer to the end: from there it is a shorter way.
      return overviews
          .page(
              query, system, sort.reversed(), Math.max(0, left - limit), Math.min(limit, left), few)
          .reversed();
    }
    return overviews.page(query, system, sort, offset, limit, few);
  }

  /** How many tenants match. */
  @Transactional(readOnly = true)
  public int count(TenantFilter filter) {
    return overviews.count(new OverviewQuery(filter, mail.system(), clock.instant()));
  }

  /** Records that somebody takes a copy of the list; called before {@link #each}. */
  @Transactional
  public void beginExport(TenantFilter filter) {
    AuditEvent.Fields criteria = new AuditEvent.Fields();
    filter.toParameters().forEach(criteria::with);
    events.publishEvent(
        AuditEvent.of(
            AuditAction.TENANTS_EXPORTED, "tenants", new AuditEvent.Fields().changesTo(criteria)));
  }

  /** Matches after a name, in the order of names. */
  @Transactional(readOnly = true)
  public List<TenantOverview> after(TenantFilter filter, String nameKey, int limit) {
    MailSummaries.SystemState system = mail.system();
    return overviews.after(
        new OverviewQuery(filter, system, clock.instant()), system, nameKey, limit);
  }

  /** Hands over every match by name, in batches: never more than one is in memory. */
  public void each(TenantFilter filter, Consumer<TenantOverview> receiver) {
    String after = "";
    List<TenantOverview> batch;
    do {
      batch = after(filter, after, BATCH);
      batch.forEach(receiver);
      after = batch.isEmpty() ? after : batch.getLast().name().key();
    } while (batch.size() == BATCH);
  }
}
